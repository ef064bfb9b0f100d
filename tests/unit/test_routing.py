"""A violation goes where the first route, or every route, that takes it says, and never nowhere."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.observations import ResourceKey
from shared.domain.routing import (
    Decision,
    Mode,
    Outcome,
    Routing,
    Subject,
    Target,
    decide,
    default_routing,
)
from shared.domain.severity import Severity
from tests.builders.routes import HERE, OTHER, SUBJECTS, route, routings, subject, tag


def outcome(decision: Decision, name: str) -> Outcome:
    [found] = [reason.outcome for reason in decision.reasons if reason.route == name]
    return found


def why(decision: Decision, name: str = "one") -> str:
    [found] = [reason.why for reason in decision.reasons if reason.route == name]
    return "; ".join(found)


def nothing(names: set[str]) -> dict[str, Any]:
    return dict.fromkeys(names)


TAKEN = [
    ({}, "it takes everything"),
    ({"accounts": (OTHER, HERE)}, f"account is {HERE}"),
    ({"organisational_units": ("Production",)}, "the account is in Production"),
    ({"organisational_units": ("Workloads/Production",)}, "the account is in Workloads/Production"),
    ({"organisational_units": ("ou-2",)}, "the account is in ou-2"),
    ({"regions": ("eu-central-1",)}, "region is eu-central-1"),
    ({"rules": ("restricted-ssh",)}, "rule is restricted-ssh"),
    ({"rules": ("OrgConfigRule-restricted-ssh-a1b2c3d4",)}, "rule is restricted-ssh"),
    ({"rules": ("restricted-*",)}, "rule is restricted-ssh"),
    ({"severities": (Severity.CRITICAL,)}, "severity is critical"),
    ({"resource_types": ("AWS::EC2::*",)}, "resource type is AWS::EC2::SecurityGroup"),
    ({"tags": (tag("team"),)}, "tag team is payments"),
    ({"tags": (tag("team", "billing", "pay*"),)}, "tag team is payments"),
]


@pytest.mark.parametrize(("asked", "said"), TAKEN)
def test_a_route_takes_what_it_asks_for_and_says_why(asked: dict[str, Any], said: str) -> None:
    decision = decide(Routing((route(**asked),)), subject())
    assert outcome(decision, "one") is Outcome.TAKES
    assert said in why(decision)
    assert decision.targets == (Target("one", "one", Mode.IMMEDIATE, 15),)


NOT_TAKEN = [
    ({"accounts": (OTHER,)}, f"account is {HERE}, not {OTHER}"),
    ({"organisational_units": ("Sandbox",)}, "Workloads/Production, not Sandbox"),
    ({"organisational_units": ("roduction",)}, "not roduction"),
    ({"regions": ("us-east-1", "global")}, "region is eu-central-1, not us-east-1 or global"),
    ({"rules": ("s3-*", "restricted")}, "rule is restricted-ssh, not s3-* or restricted"),
    ({"severities": (Severity.LOW,)}, "severity is critical, not low"),
    ({"resource_types": ("AWS::S3::Bucket",)}, "is AWS::EC2::SecurityGroup, not AWS::S3::Bucket"),
    ({"tags": (tag("stage"),)}, "there is no tag stage; * is asked for"),
    ({"tags": (tag("team", "a", "b", "c"),)}, "tag team is payments, not a, b or c"),
]


@pytest.mark.parametrize(("asked", "said"), NOT_TAKEN)
def test_a_route_does_not_take_anything_else_and_says_why(asked: dict[str, Any], said: str) -> None:
    decision = decide(Routing((route(**asked),), fallback="last"), subject())
    assert outcome(decision, "one") is Outcome.DOES_NOT
    assert said in why(decision)
    assert decision.fallback
    assert decision.targets == (Target(None, "last", Mode.IMMEDIATE, 15),)


UNKNOWN = [
    (
        {"organisational_units": ("Production",)},
        {"organisational_units": None},
        "organisational units",
    ),
    ({"tags": (tag("team"), tag("stage"))}, {"tags": None}, "tags"),
    ({"regions": ("global",)}, {"region": None}, "region"),
    ({"resource_types": ("*",)}, {"resource_type": None}, "resource type"),
]


@pytest.mark.parametrize(("asked", "known", "about"), UNKNOWN)
def test_what_is_not_known_is_not_taken_and_said_to_be_unknown(
    asked: dict[str, Any], known: dict[str, Any], about: str
) -> None:
    decision = decide(Routing((route(**asked),)), subject(**known))
    assert outcome(decision, "one") is Outcome.UNKNOWN
    assert "not known" in why(decision)
    assert (decision.fallback, decision.unknown) == (True, (about,))


def test_what_speaks_against_a_route_for_sure_is_said_before_what_is_unknown() -> None:
    decision = decide(Routing((route(accounts=(OTHER,), tags=(tag(),)),)), subject(tags=None))
    assert outcome(decision, "one") is Outcome.DOES_NOT
    assert "tag" not in why(decision)
    assert decision.unknown == ()


def test_a_global_resource_is_in_the_region_that_is_called_global() -> None:
    routing = Routing((route(regions=("global",)),))
    assert not decide(routing, subject(region="")).fallback
    assert decide(routing, subject()).fallback


def test_the_first_route_takes_it_and_later_ones_say_so() -> None:
    routing = Routing((route("no", accounts=(OTHER,)), route("first"), route("later")))
    decision = decide(routing, subject())
    assert [target.route for target in decision.targets] == ["first"]
    assert outcome(decision, "later") is Outcome.COMES_LATER
    assert why(decision, "later") == "first comes first"


def test_every_route_that_takes_it_is_asked_where_the_settings_say_so() -> None:
    routing = Routing((route("a"), route("no", accounts=(OTHER,)), route("b")), every_match=True)
    assert [target.channel for target in decide(routing, subject()).targets] == ["a", "b"]


def test_what_is_unknown_to_a_route_after_the_one_that_takes_it_does_not_matter() -> None:
    routes = (route("first"), route("later", tags=(tag(),)))
    assert decide(Routing(routes), subject(tags=None)).unknown == ()
    assert decide(Routing(routes, every_match=True), subject(tags=None)).unknown == ("tags",)


def test_a_channel_that_several_routes_name_is_told_once_and_as_soon_as_any_asks() -> None:
    routes = (
        route("slow", "ops", mode=Mode.DIGEST),
        route("hourly", "ops", mode=Mode.BATCHED, batch_minutes=60),
        route("often", "ops", mode=Mode.BATCHED, batch_minutes=5),
        route("other", "ops", mode=Mode.BATCHED, batch_minutes=5),
    )
    decision = decide(Routing(routes, every_match=True), subject())
    assert decision.targets == (Target("often", "ops", Mode.BATCHED, 5),)


@pytest.mark.parametrize("severity", Severity)
def test_without_a_mode_the_severity_says_how_soon(severity: Severity) -> None:
    urgent = severity in {Severity.CRITICAL, Severity.HIGH}
    expected = Mode.IMMEDIATE if urgent else Mode.BATCHED
    for routing in (Routing((route(),)), Routing(()), default_routing("ops", 30)):
        [target] = decide(routing, subject(severity=severity)).targets
        assert target.mode is expected
    assert (
        decide(default_routing("ops", 30), subject(severity=severity)).targets[0].channel == "ops"
    )
    assert not decide(default_routing(), subject(severity=severity)).fallback


def test_a_mode_of_the_route_comes_before_the_severity() -> None:
    decision = decide(Routing((route(mode=Mode.DIGEST),)), subject())
    assert decision.targets[0].mode is Mode.DIGEST


def test_a_routing_says_what_it_needs_to_know() -> None:
    assert not Routing((route(),)).needs_tags
    assert not Routing((route(),)).needs_units
    assert Routing((route(), route("b", tags=(tag(),)))).needs_tags
    assert Routing((route(organisational_units=("a",)),)).needs_units


def test_a_subject_names_its_resource_where_all_of_it_is_known() -> None:
    expected = ResourceKey(HERE, "eu-central-1", "AWS::EC2::SecurityGroup", "sg-1")
    assert subject().resource == expected
    assert subject(region="").resource == replace(expected, region="")
    for name in ("region", "resource_type", "resource_id"):
        assert subject(**{name: None}).resource is None


@given(routings(), SUBJECTS)
def test_every_violation_reaches_somebody_and_no_channel_twice(
    routing: Routing, of: Subject
) -> None:
    decision = decide(routing, of)
    channels = [target.channel for target in decision.targets]
    assert channels
    assert len(channels) == len(set(channels))
    assert len(decision.reasons) == len(routing.routes)
    assert decision.fallback == all(target.route is None for target in decision.targets)


@given(routings(), SUBJECTS, st.sets(st.sampled_from(("organisational_units", "tags", "region"))))
def test_knowing_less_never_makes_a_route_take_more(
    routing: Routing, of: Subject, hidden: set[str]
) -> None:
    every = Routing(routing.routes, every_match=True)
    known = {r.route: r.outcome for r in decide(every, of).reasons}
    less = {r.route: r.outcome for r in decide(every, replace(of, **nothing(hidden))).reasons}
    for name, seen in less.items():
        assert seen in {known[name], Outcome.UNKNOWN}


@given(routings(), SUBJECTS, st.sets(st.sampled_from(("organisational_units", "tags", "region"))))
def test_where_nothing_unknown_matters_knowing_it_changes_nothing(
    routing: Routing, of: Subject, hidden: set[str]
) -> None:
    less = decide(routing, replace(of, **nothing(hidden)))
    if not less.unknown:
        assert less.targets == decide(routing, of).targets


@given(routings(every_match=False), SUBJECTS)
def test_the_first_that_takes_it_is_also_among_all_that_do(routing: Routing, of: Subject) -> None:
    [first] = decide(routing, of).targets
    every = decide(replace(routing, every_match=True), of)
    assert first.channel in {target.channel for target in every.targets}
