"""What was heard of states becomes alerts of violations, each for a channel, each once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import pytest

from shared.adapters.jinja_messages import JinjaMessages
from shared.domain.mutes import Mute
from shared.domain.observations import StateKey
from shared.domain.routing import Mode, Route, Routing
from shared.domain.severity import Severity
from shared.ports.planning import LifeStep
from tests.builders.mutes import muting
from tests.builders.notices import began, opened, went
from tests.builders.observations import at, key
from tests.builders.office import POLICY, Office

USER = "AWS::IAM::User"
RULE = "iam-user-mfa-enabled"
FLAPPING = replace(POLICY, flap_window=timedelta(minutes=5))


def user(region: str, rule: str = "iam-user-mfa-enabled") -> StateKey:
    return StateKey("222222222222", region, rule, USER, "alice")


def told(office: Office) -> list[str]:
    return office.channel.taken


def test_what_began_is_told_once_its_window_is_over_and_then_that_it_ended() -> None:
    office = Office()
    office.hear(began(0, key("a")), began(0, key("b")))
    assert office.run() == {"alerts_planned": 2, "notices_told": 2, "messages_posted": 1}
    office.hear(went(1, key("a")))
    office.run()
    assert told(office) == ["opened a b", "ended a"]


def test_the_same_heard_again_changes_nothing() -> None:
    office = Office()
    office.hear(began(0, key("a")))
    office.run()
    office.hear(began(0, key("a")))
    assert office.run()["alerts_planned"] == 0
    assert told(office) == ["opened a"]


def test_a_user_that_five_regions_report_is_one_violation() -> None:
    office = Office()
    regions = [user(region) for region in ("eu-central-1", "eu-west-1", "us-east-1")]
    office.hear(*(began(n, each) for n, each in enumerate(regions)))
    assert office.run()["alerts_planned"] == 1
    office.hear(went(10, regions[0]), went(11, regions[1]))
    office.run()
    assert told(office) == ["opened alice"]
    office.hear(went(12, regions[2]))
    office.run()
    assert told(office) == ["opened alice", "ended alice"]


def test_somebody_who_was_first_is_not_overwritten_and_nothing_is_lost() -> None:
    office = Office()
    office.hear(began(0, key("a")))
    office.lives.overtaken = 1
    assert office.run()["alerts_planned"] == 1
    assert told(office) == ["opened a"]


def test_what_others_are_first_to_plan_again_and_again_is_left_to_the_next_run() -> None:
    office = Office()
    office.hear(began(0, key("a")))
    office.add(opened(0, "b"))
    office.lives.overtaken = 5
    office.run()
    assert told(office) == ["opened b"]
    office.run()
    assert told(office) == ["opened b", "opened a"]


def test_of_very_much_that_is_heard_of_one_violation_all_is_planned_in_bounded_steps() -> None:
    channels = [f"team-{number}" for number in range(3)]
    routes = tuple(Route(name=each, channel=each, mode=Mode.IMMEDIATE) for each in channels)
    office = Office(routing=Routing(routes, every_match=True))
    for each in channels:
        office.another(each).address = each
    sizes = list[int]()
    keep = office.lives.keep

    def measured(steps: Sequence[LifeStep], now: datetime) -> Sequence[bool]:
        sizes.extend(1 + len(step.notices) + len(step.alerts) for step in steps)
        return keep(steps, now)

    office.lives.keep = measured  # type: ignore[method-assign] # to look at what is written
    pairs = ((began(n, key("a")), went(n + 0.5, key("a"))) for n in range(60))
    office.hear(*(notice for pair in pairs for notice in pair))
    assert office.run(20 * 60)["alerts_planned"] == 60 * 2 * 3
    assert max(sizes) <= 100
    assert not office.outbox.heard


def test_an_end_that_is_seen_before_its_beginning_is_planned_with_it() -> None:
    office = Office()
    beginning, end = began(0, key("a")), went(1, key("a"))
    office.hear(end)
    office.outbox.heard[beginning] = office.clock.after(10_000)  # the index does not show it yet
    office.run()
    assert told(office) == ["opened a", "ended a"]


def test_what_comes_back_within_the_flap_window_has_not_been_away() -> None:
    office = Office(FLAPPING)
    office.hear(began(0, key("a")))
    office.run()
    for minutes in (1, 3, 5):
        office.hear(went(minutes, key("a")), began(minutes + 1, key("a")))
    office.run()
    assert told(office) == ["opened a"]
    [kept] = office.lives.lives.values()
    assert kept.life.flaps == 3


@pytest.mark.parametrize("threads", [False, True])
def test_what_has_shown_it_by_then_is_told_with_its_beginning(threads: bool) -> None:  # noqa: FBT001 - a parameter
    office = Office()
    office.channel.threads = threads
    office.desk = replace(office.desk, writer=JinjaMessages())
    rule = "s3-bucket-public-read-prohibited"
    office.hear(began(0, key("a")), began(1, key("a", f"securityhub-{rule}-0a1b2c3d")))
    office.run()
    [message] = office.channel.posted
    assert f"Seen by 2 rules ({rule}, securityhub-{rule}-0a1b2c3d)." in message.text


def test_an_end_is_told_once_the_flap_window_is_over() -> None:
    office = Office(FLAPPING)
    office.hear(began(180, key("a")))
    office.run()
    office.clock.time = at(181)
    office.hear(went(181, key("a")))
    office.run()
    assert told(office) == ["opened a"]
    office.clock.time = at(186)
    office.run()
    assert told(office) == ["opened a", "ended a"]


def test_what_is_muted_is_told_when_the_mute_is_over_and_it_is_still_open() -> None:
    office = Office()
    mute: Mute = muting("mine", resource_id="a", days=1)
    office.mutes.mutes = {"mine": mute}
    office.hear(began(0, key("a")), began(0, key("b")))
    office.run()
    assert told(office) == ["opened b"]
    office.mutes.mutes = {"mine": replace(mute, ended_at=office.clock.now())}
    office.run()
    office.run()
    assert told(office) == ["opened b", "opened a"]


def test_tags_are_asked_for_where_a_mute_goes_by_them() -> None:
    office = Office()
    office.mutes.mutes = {"mine": muting("mine", tag=("team", "payments"), days=1)}
    office.tags.tags[key("a").resource] = {"team": "payments"}
    office.hear(began(0, key("a")), began(0, key("b")))
    office.run()
    assert told(office) == ["opened b"]


def test_what_ended_while_it_was_muted_is_not_told() -> None:
    office = Office()
    office.mutes.mutes = {"mine": muting("mine", resource_id="a", days=1)}
    office.hear(began(0, key("a")))
    office.run()
    office.hear(went(1, key("a")))
    office.run()
    office.mutes.mutes = {}
    office.run()
    assert not told(office)


def test_routes_say_who_is_told_and_what_goes_to_nobody_else_goes_to_the_fallback() -> None:
    route = Route(name="b", channel="team", mode=Mode.IMMEDIATE, resource_types=("AWS::IAM::*",))
    office = Office(routing=Routing((route,)))
    team = office.another("team")
    team.address = "team"
    office.hear(began(0, user("eu-central-1")), began(0, key("a")))
    office.run(20 * 60)
    assert team.taken == ["opened alice"]
    assert told(office) == ["opened a"]


def test_what_is_left_to_the_digest_is_not_told_and_neither_is_its_end() -> None:
    office = Office(routing=Routing((Route(name="d", channel="default", mode=Mode.DIGEST),)))
    office.hear(began(0, key("a")))
    office.run()
    office.hear(went(1, key("a")))
    office.run()
    assert not told(office)


def test_what_stays_open_is_told_again_by_severity() -> None:
    policy = replace(POLICY, remind_after=dict.fromkeys(Severity, timedelta(hours=4)))
    office = Office(policy)
    office.hear(began(0, key("a")))
    office.run()
    office.clock.time += timedelta(hours=4)
    office.run()
    assert told(office) == ["opened a", "open a"]


SHADOW = replace(POLICY, shadow=timedelta(days=7), first_results_window=timedelta(minutes=10))


def heard_in_shadow(number: int) -> Office:
    """Return an office that has heard so many violations of a rule that was new then."""
    office = Office(replace(SHADOW, few_first_results=5))
    office.hear(*(began(180, key(f"r{n}")) for n in range(number)))
    office.run()
    assert not told(office)
    return office


def after_the_shadow(office: Office) -> None:
    office.clock.time += timedelta(days=7)
    office.run()
    office.clock.time += timedelta(minutes=10)
    office.run()


def test_what_is_open_when_the_shadow_of_its_rule_is_over_is_told_as_one_message() -> None:
    office = heard_in_shadow(7)
    [hushed] = {kept.life.hushed for kept in office.lives.lives.values()}
    assert hushed is not None
    assert hushed.because == "its rule is in shadow"
    office.hear(went(181, key("r0")))
    after_the_shadow(office)
    assert told(office) == ["first r1 r2 r3 r4 r5 r6"]
    office.run()
    assert len(told(office)) == 1


def test_a_few_that_are_open_when_a_shadow_is_over_are_told_as_all_others() -> None:
    office = heard_in_shadow(5)
    after_the_shadow(office)
    assert told(office) == ["opened r0 r1 r2 r3 r4"]


def test_what_begins_after_the_shadow_is_told_as_it_happens_and_so_is_what_was_always_there() -> (
    None
):
    office = Office(SHADOW)
    office.rules.first = {"new": at(180), "old": None}
    office.hear(began(180, key("a", "old")))
    office.run()
    assert told(office) == ["opened a"]
    office.clock.time += timedelta(days=7)
    office.hear(began(180 + 7 * 24 * 60, key("b", "new")))
    office.run()
    assert told(office) == ["opened a", "opened b"]


def test_a_rule_may_have_a_shadow_of_its_own_or_none() -> None:
    office = Office(replace(SHADOW, shadow_of={"none": timedelta(), "short": timedelta(days=1)}))
    office.hear(began(180, key("a", "none")), began(180, key("b", "short")))
    office.run()
    assert told(office) == ["opened a"]
    office.clock.time += timedelta(days=1)
    office.run()
    office.clock.time += timedelta(minutes=10)
    office.run()
    assert told(office) == ["opened a", "opened b"]


def test_a_violation_that_an_older_rule_shows_too_is_told_whichever_is_heard_first() -> None:
    new, old = (user("eu-central-1", name) for name in ("mfa-enabled-for-iam-console-access", RULE))
    for notices in ([began(180, new), began(181, old)], [began(180, old), began(181, new)]):
        for together in (True, False):
            office = Office(SHADOW)
            office.rules.first = {RULE: None}
            office.hear(*notices[: 2 if together else 1])
            office.run()
            office.hear(*notices[1:])
            office.run()
            assert told(office) == ["opened alice"]


def test_a_mute_outlasts_a_shadow_and_a_shadow_a_mute() -> None:
    for days in (3, 9):
        office = Office(SHADOW)
        office.rules.first = {key("a").rule_name: at(180)}
        mute: Mute = muting("mine", resource_id="a", days=days)
        office.mutes.mutes = {"mine": mute}
        office.hear(began(180, key("a")))
        for _ in range(10):
            office.clock.time += timedelta(days=1)
            office.mutes.mutes = {"mine": mute} if mute.is_active(office.clock.now()) else {}
            office.run()
            over = office.clock.now() >= at(180) + timedelta(days=max(days, 7) + 1)
            assert bool(told(office)) <= over
        office.clock.time += timedelta(days=1)
        office.run()
        assert told(office) == ["opened a"]


def test_a_storm_is_so_many_messages_and_one_that_says_what_is_held_back() -> None:
    office = Office(replace(POLICY, messages_per_minute=3))
    office.hear(*(began(0, key(f"r{n}", f"rule-{n}")) for n in range(40)))
    office.run(50)
    kinds = [text.split()[0] for text in told(office)]
    assert kinds == ["opened", "opened", "opened", "held"]
    named = {name for text in told(office) for name in text.split()[1:]}
    assert len(named) == 40
    office.hear(*(went(1, key(f"r{n}", f"rule-{n}")) for n in range(40)))
    office.run(60)
    assert [text.split()[0] for text in told(office)[4:]] == ["ended", "ended", "ended", "held"]


def test_ends_that_come_within_the_window_are_told_together_as_beginnings_are() -> None:
    office = Office()
    office.hear(began(0, key("a")), began(0, key("b")))
    office.run()
    office.hear(went(1, key("a")))
    office.run(5)
    office.hear(went(2, key("b")))
    office.run()
    assert told(office) == ["opened a b", "ended a b"]


def test_what_is_due_is_told_while_ever_more_is_heard() -> None:
    office, numbers = Office(), count()
    office.clock.waking = lambda: office.hear(began(next(numbers), key(f"r{next(numbers)}")))
    office.hear(began(0, key("a")))
    office.run()
    assert told(office)[0].startswith("opened a ")
    assert office.after()[0] <= 11


def test_ends_of_what_is_told_in_batches_are_told_with_a_batch() -> None:
    batched = Route(name="batched", channel="default", mode=Mode.BATCHED, batch_minutes=15)
    office = Office(routing=Routing((batched,)))
    office.hear(began(0, key("a")), began(0, key("b")))
    office.run(16 * 60)
    office.hear(went(1, key("a")))
    office.run()
    office.hear(went(2, key("b")))
    office.run()
    assert told(office) == ["opened a b"]
    office.run(16 * 60)
    assert told(office) == ["opened a b", "ended a b"]


def test_an_end_whose_route_is_gone_is_told_as_soon_as_the_severity_says() -> None:
    office = Office()
    office.hear(began(0, key("a")))
    office.run()
    office.routing = Routing(())
    office.hear(went(1, key("a")))
    office.run()
    assert told(office) == ["opened a", "ended a"]


def test_an_end_whose_route_leaves_all_to_the_digest_by_now_is_told_all_the_same() -> None:
    office = Office()
    office.hear(began(0, key("a")))
    office.run()
    [route] = office.routing.routes
    office.routing = Routing((replace(route, mode=Mode.DIGEST),))
    office.hear(went(1, key("a")))
    office.run()
    assert told(office) == ["opened a", "ended a"]
