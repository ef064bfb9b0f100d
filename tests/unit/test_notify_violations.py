"""Telling what is due: when, how often, and for how long."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from shared.domain.delivery import RetryLater, Unavailable
from shared.ports.planning import LifeStep
from shared.usecases.notify_violations import notify_violations, stays_for
from tests.builders.notices import WINDOW, began, news, opened
from tests.builders.observations import key
from tests.builders.office import BUDGET, Office
from tests.fakes.scripted_channel import ScriptedChannel


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_violation_is_told_once_its_window_is_over(office: Office) -> None:
    office.add(opened(), due=10)
    assert office.run()["notices_told"] == 1
    assert office.channel.taken == ["opened bucket-1"]
    assert 10 <= office.after()[0] < 12


def test_one_message_tells_what_came_within_the_window(office: Office) -> None:
    for number in range(10):
        office.add(opened(number, f"b{number}"), due=number)
    assert office.run() == {"notices_told": 10, "messages_posted": 1}
    assert office.channel.taken == ["opened b0 b1 b2 b3 b4 b5 b6 b7 b8 b9"]


def test_with_nothing_to_tell_it_looks_again_for_a_while_and_ends(office: Office) -> None:
    assert office.run() == {}
    assert 2 <= office.clock.slept.total_seconds() < 3


def test_a_run_that_nobody_nudged_ends_at_once_with_nothing_to_tell(office: Office) -> None:
    now = office.clock.now()
    assert notify_violations(office.clock.after(BUDGET), office.office, now) == {}
    assert not office.clock.slept


def test_a_run_that_nobody_nudged_tells_what_is_due_and_leaves_what_follows_to_others(
    office: Office,
) -> None:
    office.add(opened(of=key(rule="due")))
    office.add(opened(of=key(rule="later")), due=10)
    now = office.clock.now()
    counted = notify_violations(office.clock.after(BUDGET), office.office, now)
    assert counted["notices_told"] == 1
    assert not office.clock.slept


def test_who_is_woken_after_the_window_tells_at_once_and_sleeps_for_nobody(office: Office) -> None:
    office.hear(began(0, key("heard")))
    office.clock.time += WINDOW
    woken = office.clock.now()
    counted = notify_violations(office.clock.after(BUDGET), office.office, woken)
    assert counted["notices_told"] == 1
    assert office.clock.now() == woken


def test_who_is_woken_stays_until_what_woke_it_is_told(office: Office) -> None:
    office.hear(began(0, key("first")))
    office.clock.time += timedelta(seconds=4)
    heard = office.clock.now()
    office.hear(began(1, key("second", "another")))
    office.add(opened(2, of=key("third", "of others")), due=4 + WINDOW.total_seconds() + 2)
    office.clock.time += WINDOW - timedelta(seconds=4)
    notify_violations(office.clock.after(BUDGET), office.office, stays_for(heard, WINDOW))
    assert office.channel.taken == ["opened first", "opened second"]
    assert office.clock.now() == heard + WINDOW


def test_a_channel_that_does_not_take_what_is_due_is_waited_for_a_few_seconds(
    office: Office,
) -> None:
    office.add(opened())
    office.channel.answers = [RetryLater("429", timedelta(seconds=5))]
    until, now = office.clock.after(BUDGET), office.clock.now()
    assert notify_violations(until, office.office, now)["notices_told"] == 1
    assert office.after()[-1] == 5


def test_a_channel_that_takes_nothing_for_long_is_left_to_the_next(office: Office) -> None:
    office.add(opened())
    office.channel.answers = [RetryLater("429", timedelta(seconds=20))]
    until, now = office.clock.after(BUDGET), office.clock.now()
    assert "notices_told" not in notify_violations(until, office.office, now)
    assert office.clock.now() < office.clock.after(1)


def test_what_the_index_shows_late_is_told_all_the_same(office: Office) -> None:
    def appear() -> None:
        if not office.outbox.entries:
            office.add(opened())

    office.clock.waking = appear
    assert office.run()["notices_told"] == 1


def test_what_is_due_beyond_its_time_is_left_for_the_next(office: Office) -> None:
    office.add(opened(of=key(rule="another")), due=BUDGET + 1)
    office.add(opened(1, "soon"), due=40)
    assert office.run()["notices_told"] == 1
    assert office.clock.now() < office.clock.after(BUDGET)


def test_no_message_is_begun_when_the_time_is_over(office: Office) -> None:
    office.channel.takes = timedelta(seconds=20)
    for number in range(5):
        office.add(opened(number, of=key(rule=f"rule-{number}")))
    assert office.run()["notices_told"] == 3


def test_messages_keep_their_distance(office: Office) -> None:
    office.channel.interval = timedelta(seconds=1)
    for number in range(3):
        office.add(opened(number, of=key(rule=f"rule-{number}")))
    office.run()
    assert office.after() == [0, 1, 2]


def test_a_channel_that_is_ready_too_late_is_left_for_the_next(office: Office) -> None:
    office.channel.interval = timedelta(seconds=60)
    for number in range(2):
        office.add(opened(number, of=key(rule=f"rule-{number}")))
    assert office.run()["notices_told"] == 1


def test_two_dispatchers_tell_a_notice_once(office: Office) -> None:
    office.add(opened())
    other = ScriptedChannel(office.clock)
    desks = {"default": replace(office.desk, channel=other)}

    def run_the_other() -> None:
        until = office.clock.after(9)
        notify_violations(until, replace(office.office, desks=desks), until)

    office.channel.during_post = run_the_other
    office.run()
    assert office.channel.taken + other.taken == ["opened bucket-1"]


def test_after_a_crash_between_claim_and_post_it_is_told_when_the_lease_is_over(
    office: Office,
) -> None:
    office.add(opened())
    now = office.clock.now()
    office.outbox.claim(news(office.outbox.waiting(now)), now, office.clock.after(30))
    assert office.run()["notices_told"] == 1
    assert 30 <= office.after()[0] < 33


def a_backlog(office: Office) -> None:
    """Let 100 violations of five rules wait, of which a look sees 20."""
    office.outbox.longest_look = 20
    for number in range(100):
        office.add(opened(number, of=key(f"{number}", f"rule-{number % 5}")), due=number / 100)


def test_a_backlog_beyond_a_look_is_told_look_by_look_in_groups_the_oldest_first(
    office: Office,
) -> None:
    a_backlog(office)
    office.clock.time += timedelta(seconds=1)
    assert office.run() == {"notices_told": 100, "messages_posted": 25}
    assert office.channel.taken[:2] == ["opened 0 10 15 5", "opened 1 11 16 6"]
    assert office.channel.taken[5].startswith("opened 20 ")


def test_a_look_full_of_what_a_dead_dispatcher_holds_is_told_when_its_lease_is_over(
    office: Office,
) -> None:
    a_backlog(office)
    now = office.clock.now()
    office.outbox.claim(
        news(office.outbox.waiting(office.clock.after(1))), now, office.clock.after(30)
    )
    office.run(budget=90)
    assert sum(len(text.split()) - 1 for text in office.channel.taken) == 100


def test_a_channel_that_takes_nothing_holds_back_no_other_however_much_waits_for_it(
    office: Office,
) -> None:
    dead = office.another("dead")
    dead.address, dead.answers = "dead", [Unavailable("404 no_service")]
    office.outbox.longest_look = 20
    for number in range(50):
        office.add(opened(number, of=key(f"{number}", "rule-1"), channel="dead"), due=-60)
    office.add(opened(0, "alive"))
    office.hear(began(0, key("heard")))
    assert office.run()["notices_told"] == 2
    assert office.channel.taken == ["opened alive heard"]
    assert len(dead.times) == 1


def test_what_waits_for_a_channel_that_is_no_more_is_told_to_the_fallback(office: Office) -> None:
    office.add(opened(channel="gone"))
    assert office.run()["notices_told"] == 1
    assert office.channel.taken == ["opened bucket-1"]


def test_what_there_is_no_time_to_plan_is_left_for_the_next(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.usecases.notify_violations.PLANNED_AT_ONCE", 1)
    kept = office.lives.keep

    def keep_slowly(steps: Sequence[LifeStep], now: datetime) -> Sequence[bool]:
        office.clock.time += timedelta(seconds=BUDGET)
        return kept(steps, now)

    monkeypatch.setattr(office.lives, "keep", keep_slowly)
    office.hear(began(0, key("one")), began(1, key("two", "another")))
    assert office.run() == {"alerts_planned": 1}
    assert len(office.outbox.heard) == 1
