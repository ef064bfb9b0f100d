"""A mute holds for what was told before it, and what is open at its end is told once."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.alert_policy import AlertPolicy
from shared.domain.observations import StateKey
from shared.domain.outbox import Fate
from shared.domain.routing import Mode, Route, Routing
from shared.domain.severity import Severity
from shared.domain.threads import Person
from shared.usecases import release_muted as releasing
from shared.usecases.answer_for_thread import acknowledge_thread
from shared.usecases.notify_violations import notify_violations
from tests.builders.mutes import muting
from tests.builders.notices import began, went
from tests.builders.observations import at, key
from tests.builders.office import BUDGET, POLICY, Office
from tests.fakes.clock import NOW
from tests.faults.breaking import Killed
from tests.faults.dying import Steps, mortal

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
REMINDING = replace(POLICY, remind_after=dict.fromkeys(Severity, 4 * HOUR))
BATCHED = Routing((Route(name="b", channel="default", mode=Mode.BATCHED, batch_minutes=15),))
RULE, SAME = "iam-user-mfa-enabled", "mfa-enabled-for-iam-console-access"


def user(rule: str) -> StateKey:
    return StateKey("222222222222", "eu-central-1", rule, "AWS::IAM::User", "alice")


def told(office: Office) -> list[str]:
    return office.channel.taken


def mute(office: Office, name: str = "mine", days: float = 1, **given: Any) -> None:
    """Mute what is named from now on."""
    now = office.clock.now()
    made = muting(name, created_at=now, until=now + timedelta(days=days), **given)
    office.mutes.mutes[name] = made


def end(office: Office, name: str = "mine") -> None:
    """End a mute before its time."""
    office.mutes.mutes[name] = replace(office.mutes.mutes[name], ended_at=office.clock.now())


def resolve(office: Office) -> None:
    """Let a be compliant from now on."""
    office.hear(went((office.clock.now() - at(0)) / MINUTE, key("a")))


def later(office: Office, time: timedelta) -> None:
    office.clock.time += time
    office.run()


def heard(*resources: str, policy: AlertPolicy = POLICY) -> Office:
    """Return an office that was told of violations."""
    office = Office(policy)
    office.hear(*(began(180, key(name)) for name in resources or ("a",)))
    office.run()
    return office


def test_what_was_told_before_it_was_muted_is_told_once_more_when_the_mute_ends() -> None:
    office = heard("a", "b")
    mute(office, resource_id="a")
    later(office, HOUR)
    assert told(office) == ["opened a b"]
    later(office, DAY)
    later(office, HOUR)
    assert told(office) == ["opened a b", "open a"]
    assert not office.hushes.watches()


def test_so_it_is_when_somebody_ends_the_mute_before_its_time() -> None:
    office = heard()
    mute(office, resource_id="a")
    later(office, HOUR)
    end(office)
    later(office, MINUTE)
    later(office, DAY)
    assert told(office) == ["opened a", "open a"]


def test_so_it_is_when_a_mute_is_taken_out_of_the_settings() -> None:
    office = heard()
    mute(office, resource_id="a")
    later(office, HOUR)
    office.mutes.mutes = {}
    later(office, MINUTE)
    later(office, DAY)
    assert told(office) == ["opened a", "open a"]


def test_what_is_resolved_while_it_is_muted_is_told_as_resolved_and_no_more() -> None:
    office = heard()
    mute(office, resource_id="a")
    later(office, HOUR)
    resolve(office)
    later(office, HOUR)
    assert told(office) == ["opened a", "ended a"]
    later(office, DAY)
    assert told(office) == ["opened a", "ended a"]


def test_nobody_is_reminded_of_what_is_muted_and_the_time_begins_anew_after_it() -> None:
    office = heard(policy=REMINDING)
    mute(office, resource_id="a")
    for _ in range(24):
        later(office, HOUR)
    assert told(office) == ["opened a", "open a"]
    later(office, 3 * HOUR)
    assert told(office) == ["opened a", "open a"]
    later(office, HOUR + MINUTE)
    assert told(office) == ["opened a", "open a", "open a"]


def test_a_reminder_that_waits_when_it_is_muted_is_not_told() -> None:
    office = Office(REMINDING, BATCHED)
    office.hear(began(180, key("a")), began(180, key("b")))
    office.run()
    later(office, 15 * MINUTE)
    later(office, 4 * HOUR - 15 * MINUTE + MINUTE)
    mute(office, resource_id="a")
    later(office, 15 * MINUTE)
    assert told(office) == ["opened a b", "open b"]


def test_what_began_while_it_was_muted_is_told_although_somebody_is_first_at_the_end() -> None:
    office = Office()
    mute(office, resource_id="a")
    office.hear(began(180, key("a")))
    office.run()
    office.lives.overtaken = 1
    later(office, DAY)
    assert not told(office)
    later(office, MINUTE)
    later(office, DAY)
    assert told(office) == ["opened a"]
    assert not office.hushes.watches()


def test_what_waits_for_a_batch_is_not_told_once_it_is_muted_but_when_that_is_over() -> None:
    office = Office(routing=BATCHED)
    office.hear(began(180, key("a")), began(180, key("b")))
    office.run()
    mute(office, resource_id="a")
    later(office, 15 * MINUTE)
    assert told(office) == ["opened b"]
    later(office, DAY)
    later(office, 15 * MINUTE)
    later(office, DAY)
    assert told(office) == ["opened b", "opened a"]
    resolve(office)
    office.run()
    later(office, 15 * MINUTE)
    assert told(office) == ["opened b", "opened a", "ended a"]


def test_what_was_held_back_and_is_over_before_the_mute_is_not_told_at_all() -> None:
    office = Office(routing=BATCHED)
    office.hear(began(180, key("a")))
    office.run()
    mute(office, resource_id="a")
    later(office, 15 * MINUTE)
    resolve(office)
    later(office, MINUTE)
    later(office, DAY)
    later(office, DAY)
    assert not told(office)


def test_of_two_channels_the_one_that_waited_hears_that_it_began_the_other_that_it_lasts() -> None:
    routes = (
        Route(name="now", channel="default", mode=Mode.IMMEDIATE),
        Route(name="later", channel="team", mode=Mode.BATCHED, batch_minutes=15),
    )
    office = Office(routing=Routing(routes, every_match=True))
    team = office.another("team")
    team.address = "team"
    office.hear(began(180, key("a")))
    office.run()
    mute(office, resource_id="a")
    later(office, 15 * MINUTE)
    assert (told(office), team.taken) == (["opened a"], [])
    later(office, DAY)
    later(office, 15 * MINUTE)
    assert (told(office), team.taken) == (["opened a", "open a"], ["opened a"])
    resolve(office)
    office.run()
    later(office, 15 * MINUTE)
    assert (told(office)[2:], team.taken[1:]) == (["ended a"], ["ended a"])


def test_what_waits_through_a_whole_mute_is_told_once_after_it() -> None:
    office = Office(routing=BATCHED)
    office.hear(began(180, key("a")))
    office.run()
    mute(office, resource_id="a")
    later(office, MINUTE)
    end(office)
    later(office, 15 * MINUTE)
    later(office, DAY)
    assert told(office) == ["opened a"]


def test_a_mute_that_begins_before_another_ends_is_as_long_as_both() -> None:
    office = heard()
    mute(office, "first", resource_id="a")
    later(office, HOUR)
    mute(office, "second", days=3, resource_id="a")
    later(office, DAY)
    later(office, DAY)
    assert told(office) == ["opened a"]
    later(office, 2 * DAY)
    later(office, DAY)
    assert told(office) == ["opened a", "open a"]


def test_two_mutes_that_end_together_are_one_end() -> None:
    office = heard()
    mute(office, "first", resource_id="a")
    mute(office, "second", rule_name=key("a").rule_name)
    later(office, HOUR)
    later(office, DAY)
    later(office, DAY)
    assert told(office) == ["opened a", "open a"]


def test_what_begins_after_the_mute_is_told_as_it_happens_and_not_again() -> None:
    office = Office()
    mute(office, resource_id="a")
    office.run()
    office.clock.time += DAY
    office.hear(began(180, key("a")))
    office.run()
    later(office, DAY)
    assert told(office) == ["opened a"]


def test_a_violation_of_two_rules_is_silent_only_as_long_as_both_are_muted() -> None:
    for rules in ((RULE, SAME), (SAME, RULE)):
        for together in (True, False):
            office = Office()
            mute(office, rule_name=RULE)
            notices = [began(180 + n, user(rule)) for n, rule in enumerate(rules)]
            office.hear(*notices[: 2 if together else 1])
            office.run()
            office.hear(*notices[1:])
            office.run()
            assert told(office) == ["opened alice"], rules
            later(office, DAY)
            later(office, DAY)
            assert told(office) == ["opened alice"], rules


def test_a_mute_of_the_account_covers_it_whichever_rules_show_it() -> None:
    office = Office()
    mute(office, account="222222222222")
    office.hear(began(180, user(RULE)))
    office.run()
    office.hear(began(181, user(SAME)))
    office.run()
    assert not told(office)
    later(office, DAY)
    later(office, DAY)
    assert told(office) == ["opened alice"]


def test_mutes_of_each_of_its_rules_are_a_mute_of_it_until_the_first_of_them_ends() -> None:
    office = Office()
    office.hear(began(180, user(RULE)), began(181, user(SAME)))
    office.run()
    mute(office, "first", rule_name=RULE)
    mute(office, "second", days=2, rule_name=SAME)
    later(office, HOUR)
    later(office, DAY)
    assert told(office) == ["opened alice", "open alice"]
    later(office, DAY)
    later(office, DAY)
    assert told(office) == ["opened alice", "open alice"]


def test_what_a_tag_may_have_muted_is_told_where_its_tags_are_not_known_any_more() -> None:
    office = Office()
    office.tags.tags[key("a").resource] = {"team": "payments"}
    office.tags.tags[key("b").resource] = {"team": "identity"}
    office.hear(began(180, key("a")), began(180, key("b")))
    office.run()
    mute(office, tag=("team", "payments"))
    later(office, HOUR)
    del office.tags.tags[key("a").resource]
    later(office, DAY)
    assert told(office) == ["opened a b", "open a"]


def test_with_a_thread_the_end_of_the_mute_is_an_answer_whoever_acknowledged_it() -> None:
    office = Office()
    office.channel.threads = True
    office.hear(began(180, key("a")))
    office.run()
    [thread] = office.threads.kept.values()
    acknowledge_thread(thread.key, Person("U1", "Ada", NOW), NOW + HOUR, office.desk.for_threads)
    mute(office, resource_id="a")
    later(office, HOUR)
    later(office, DAY)
    later(office, DAY)
    [answers] = office.channel.in_thread.values()
    assert [answer.text for answer in answers if "open a" in answer.text] == ["open a"]
    assert office.channel.broadcast == ["open a"]


def test_of_very_much_that_a_mute_covered_a_part_is_looked_at_in_each_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(releasing, "PAGE", 2)
    monkeypatch.setattr(releasing, "MOST_PAGES", 2)
    names = [f"r{number}" for number in range(9)]
    office = heard(*names)
    mute(office, account="222222222222")
    later(office, HOUR)
    later(office, DAY)
    assert told(office)[1:] == ["open r0 r1 r2 r3"]
    later(office, MINUTE)
    later(office, MINUTE)
    assert sorted(" ".join(told(office)[1:]).replace("open ", "").split()) == names
    assert not office.hushes.watches()


def test_of_very_much_that_a_mute_hushed_a_part_is_told_in_each_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(releasing, "PAGE", 2)
    monkeypatch.setattr(releasing, "MOST_PAGES", 2)
    office = Office()
    mute(office, account="222222222222")
    office.hear(*(began(180 + n, key(f"{n}", f"rule-{n}")) for n in range(9)))
    office.run()
    assert told(office) == []
    end(office)
    for so_far in (4, 8, 9, 9):
        later(office, MINUTE)
        assert len(told(office)) == so_far
    assert Counter(told(office)) == {f"opened {n}": 1 for n in range(9)}
    assert not office.hushes.watches()


def test_somebody_who_is_first_at_the_end_of_a_mute_is_not_overwritten() -> None:
    office = heard()
    mute(office, resource_id="a")
    later(office, HOUR)
    office.lives.overtaken = 1
    later(office, DAY)
    assert told(office) == ["opened a"]
    later(office, MINUTE)
    later(office, MINUTE)
    assert told(office) == ["opened a", "open a"]


def test_what_cannot_be_held_back_since_somebody_was_first_is_looked_at_again() -> None:
    office = Office(routing=BATCHED)
    office.hear(began(180, key("a")))
    office.run()
    mute(office, resource_id="a")
    office.lives.overtaken = 1
    later(office, 15 * MINUTE)
    assert not told(office)
    assert {entry.fate for entry in office.outbox.entries.values()} == {Fate.DROPPED}


def dying_at(last: int, prepared: Callable[[], Office]) -> tuple[str, Office]:
    """Return the step at which a day died, "" if none, and the office two days later."""
    office, steps = prepared(), Steps(last)
    try:
        for time in (15 * MINUTE, DAY):
            office.clock.time += time
            until = office.clock.now() + timedelta(seconds=BUDGET)
            notify_violations(until, mortal(office.office, steps), until)
    except Killed:
        pass
    for time in (15 * MINUTE, 15 * MINUTE, DAY, 15 * MINUTE, DAY):
        later(office, time)
    return steps.taken[last] if len(steps.taken) > last else "", office


def muted_before(routing: Routing | None = None) -> Office:
    office = Office(routing=routing) if routing else Office()
    office.hear(began(180, key("a")), began(180, key("b")))
    office.run()
    mute(office, account="222222222222", days=0.5)
    return office


@pytest.mark.parametrize("routing", [None, BATCHED])
def test_whoever_dies_at_any_step_the_end_of_a_mute_is_told_once_unless_it_was_just_posted(
    routing: Routing | None,
) -> None:
    before = [] if routing else ["opened a", "opened b"]
    after = ["opened a", "opened b"] if routing else ["open a", "open b"]
    for last in count():
        step, office = dying_at(last, lambda: muted_before(routing))
        counted = Counter(
            f"{text.split()[0]} {name}" for text in told(office) for name in text.split()[1:]
        )
        if step in {"after post", "before record_told"}:
            assert set(counted) == {*before, *after}
        else:
            assert counted == Counter(before) + Counter(after), step
        if not step:
            break


def what_is_told(story: list[str]) -> list[str]:
    """Return what is told of a story, in which a mute and a violation begin and end by turns."""
    said: list[str] = []
    muted = is_open = heard_of = False
    for what in story:
        if what == "mute":
            muted = not muted
            if is_open and not muted:
                said.append("open a" if heard_of else "opened a")
                heard_of = True
        elif is_open:
            said += ["ended a"] if heard_of else []
            is_open = heard_of = False
        else:
            is_open, heard_of = True, not muted
            said += ["opened a"] if heard_of else []
    return said


@given(
    st.lists(st.sampled_from(["mute", "violation"]), max_size=10),
    st.booleans(),
    st.sampled_from([1, 2]),
)
def test_in_whatever_order_mutes_and_violations_come_and_go_each_end_of_a_mute_is_told_once(
    story: list[str], threads: object, runs: int
) -> None:
    office = Office()
    office.channel.threads = bool(threads)
    begun = Counter[str]()
    for hour, what in enumerate(story):
        office.clock.time = NOW + hour * HOUR
        begun[what] += 1
        ends = begun[what] % 2 == 0
        if what == "mute":
            name = f"m{(begun[what] + 1) // 2}"
            (end if ends else partial(mute, resource_id="a"))(office, name)
        else:
            office.hear((went if ends else began)(180 + 60 * hour, key("a")))
        for _ in range(runs):
            office.run()
    later(office, HOUR)
    assert [text.split(" |")[0] for text in told(office)] == what_is_told(story)
