"""A route that nothing can reach is found, with those that take all of it before."""

import pytest
from hypothesis import given

from shared.domain.routing import Outcome, Route, Routing, Subject, Unreachable, decide, unreachable
from shared.domain.routing.patterns import covers, fits
from shared.domain.routing.unreachable import is_within
from shared.domain.severity import Severity
from tests.builders.routes import HERE, OTHER, SUBJECTS, drawn_routes, route, routings, tag

WIDE = [
    (route(), route("b")),
    (route(), route("b", accounts=(HERE,), tags=(tag(),))),
    (route(accounts=(HERE, OTHER)), route("b", accounts=(HERE,))),
    (route(organisational_units=("Prod",)), route("b", organisational_units=("Work/Prod",))),
    (route(rules=("s3-*",)), route("b", rules=("s3-bucket-*", "s3-x"))),
    (
        route(rules=("restricted-ssh",)),
        route("b", rules=("OrgConfigRule-restricted-ssh-a1b2c3d4",)),
    ),
    (route(severities=(Severity.LOW, Severity.HIGH)), route("b", severities=(Severity.LOW,))),
    (route(resource_types=("AWS::*",)), route("b", resource_types=("AWS::S3::Bucket",))),
    (route(tags=(tag("team"),)), route("b", tags=(tag("stage", "x"), tag("team", "a")))),
]


@pytest.mark.parametrize(("first", "second"), WIDE)
def test_a_route_behind_a_wider_one_is_never_reached(first: Route, second: Route) -> None:
    assert list(unreachable(Routing((first, second)))) == [Unreachable("b", ("one",))]
    assert not list(unreachable(Routing((first, second), every_match=True)))


NARROW = [
    (route(accounts=(HERE,)), route("b")),
    (route(accounts=(HERE,)), route("b", accounts=(HERE, OTHER))),
    (route(organisational_units=("Work/Prod",)), route("b", organisational_units=("Prod",))),
    (route(rules=("s3-bucket-*",)), route("b", rules=("s3-*",))),
    (route(tags=(tag("team", "a"),)), route("b", tags=(tag("team"),))),
    (route(tags=(tag("team"),)), route("b", tags=(tag("stage"),))),
    (route(regions=("eu-west-1",)), route("b", regions=("global",))),
]


@pytest.mark.parametrize(("first", "second"), NARROW)
def test_a_route_that_something_is_left_for_is_reached(first: Route, second: Route) -> None:
    assert not list(unreachable(Routing((first, second))))


def test_several_routes_can_take_all_of_one_by_severity() -> None:
    bad = route("bad", severities=(Severity.CRITICAL, Severity.HIGH))
    rest = route("rest", severities=(Severity.MEDIUM, Severity.LOW))
    assert list(unreachable(Routing((bad, rest, route("b"))))) == [
        Unreachable("b", ("bad", "rest"))
    ]
    assert not list(unreachable(Routing((bad, route("b")))))


@given(routings(every_match=False), SUBJECTS)
def test_nothing_ever_goes_by_a_route_that_is_said_to_be_never_reached(
    routing: Routing, of: Subject
) -> None:
    never = {each.route for each in unreachable(routing)}
    assert not never & {target.route for target in decide(routing, of).targets}


@given(drawn_routes("a"), drawn_routes("b"), SUBJECTS)
def test_what_is_within_another_is_taken_by_it(narrow: Route, wide: Route, of: Subject) -> None:
    if is_within(narrow, wide):
        first, second = decide(Routing((narrow, wide), every_match=True), of).reasons
        assert first.outcome is not Outcome.TAKES or second.outcome is Outcome.TAKES


@pytest.mark.parametrize(
    ("pattern", "fitting", "other"),
    [
        ("a", "a", "ab"),
        ("*", "", "never"),
        ("a*", "a", "ba"),
        ("*a", "ba", "ab"),
        ("a*b*c", "a-b-b-c", "a-c-b"),
        ("a*a", "aa", "a"),
        ("*b*", "abc", "ac"),
        ("a.c", "a.c", "abc"),
    ],
)
def test_a_star_stands_for_any_text(pattern: str, fitting: str, other: str) -> None:
    assert fits(pattern, fitting)
    assert other == "never" or not fits(pattern, other)
    assert covers("*", pattern)
