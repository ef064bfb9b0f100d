"""Nobody is reminded of what is over, however long the reminder waited."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.alert import AlertKind
from shared.domain.outbox import Fate, Pause
from shared.domain.severity import Severity
from tests.builders.notices import began, opened, went
from tests.builders.observations import key
from tests.builders.office import POLICY, Office

REMINDING = replace(POLICY, remind_after=dict.fromkeys(Severity, timedelta(hours=4)))


@pytest.mark.parametrize("threads", [False, True])
def test_what_ended_while_its_reminder_waited_is_only_said_to_be_over(*, threads: bool) -> None:
    office = Office(REMINDING)
    office.channel.threads = threads
    office.hear(began(180, key("a")))
    office.run()
    office.clock.time += timedelta(hours=4)
    pause = Pause(office.clock.now() + timedelta(minutes=1))
    office.pacing.keep_pause(office.channel.name(), pause)
    office.run(5)
    [reminder] = [e for e in office.outbox.entries if getattr(e, "number", 0)]
    assert office.outbox.fate_of(reminder) is Fate.WAITING
    office.hear(went(420, key("a")))
    office.run(120)
    assert [text.split()[0] for text in office.channel.taken] == ["opened", "ended"]
    assert office.outbox.fate_of(reminder) is Fate.DROPPED
    assert office.outbox.reasons[reminder] == "it was over before anybody could be reminded"


def test_nobody_is_reminded_of_an_earlier_period() -> None:
    office = Office()
    office.keep_open(opened(5))
    reminder = office.add(replace(opened(0), kind=AlertKind.REMINDER, number=1))
    assert office.run() == {"notices_dropped": 1}
    assert office.outbox.fate_of(reminder) is Fate.DROPPED


def test_a_reminder_of_what_is_over_is_not_among_what_is_held_back() -> None:
    office = Office(replace(POLICY, messages_per_minute=1))
    for number in range(2):
        office.add(opened(number, of=key(f"{number}", f"rule-{number}")))
    over, still_open = (replace(opened(9, n), kind=AlertKind.REMINDER, number=1) for n in "ab")
    office.keep_open(still_open)
    for reminder in (over, still_open):
        office.add(reminder)
    office.run()
    assert office.channel.taken == ["opened 0", "held 1 b"]
    assert office.outbox.fate_of(over) is Fate.DROPPED


def test_where_all_that_is_held_back_is_over_nothing_is_said_of_it() -> None:
    office = Office(replace(POLICY, messages_per_minute=1))
    office.add(opened(0, of=key("0", "rule-0")))
    over = office.add(replace(opened(9, "a"), kind=AlertKind.REMINDER, number=1))
    office.run()
    assert office.channel.taken == ["opened 0"]
    assert office.outbox.fate_of(over) is Fate.DROPPED
