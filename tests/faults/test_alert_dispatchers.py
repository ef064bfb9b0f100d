"""Whoever is woken, how often, and how many at once: each violation is told once."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from shared.adapters.system_clock import SystemClock
from shared.domain.delivery import Delivery, Message, Reference
from shared.domain.times import EARLIEST
from shared.usecases import alert_desk
from shared.usecases.notify_violations import notify_violations
from tests.builders.notices import opened
from tests.builders.observations import key
from tests.builders.office import POLICY, Office
from tests.fakes.scripted_channel import ScriptedChannel, told

SECOND, PACE = timedelta(seconds=1), timedelta(milliseconds=5)


@pytest.mark.parametrize("nudges", [0, 1, 2])
def test_a_nudge_that_comes_twice_or_not_at_all_changes_nothing(nudges: int) -> None:
    office = Office()
    for number in range(10):  # the stream nudges, if it does, when something is written
        office.add(opened(number, f"volume-{number}"), office.clock.slept.total_seconds() + 10)
        for _ in range(nudges):
            office.run()
        office.clock.sleep(60 * SECOND)
        office.run()  # the minute's schedule
    assert told(office.channel) == {f"opened volume-{number}": 1 for number in range(10)}


class Slow(ScriptedChannel):
    """Takes its time, and is always ready: the pace is that of the turns alone."""

    def ready_at(self) -> datetime:
        return EARLIEST

    def post(
        self, message: Message, thread: Reference | None = None, *, broadcast: bool = False
    ) -> Delivery:
        assert (thread, broadcast) == (None, False)
        time.sleep(PACE.total_seconds())
        return super().post(message)


def office_of(office: Office, channel: Slow, clock: SystemClock) -> alert_desk.Office:
    """Return what one dispatcher goes through: the outbox is that of all."""
    desk = replace(office.desk, channel=channel, clock=clock)
    return replace(office.office, clock=clock, desks={"default": desk})


def test_dispatchers_at_once_tell_each_once_and_keep_the_pace_together() -> None:
    office, clock = Office(), SystemClock()
    for number in range(60):
        office.outbox.add(opened(number, of=key(f"{number}", f"rule-{number}")), clock.now())
    channels = [Slow(office.clock) for _ in range(4)]
    for channel in channels:
        channel.interval = PACE
    offices = [office_of(office, channel, clock) for channel in channels]
    until = clock.now() + 20 * SECOND
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: notify_violations(until, one, until), offices))
    counted = [told(channel) for channel in channels]
    assert sum(counted, Counter[str]()) == {f"opened {number}": 1 for number in range(60)}
    assert sum(map(bool, counted)) > 1
    turns = office.pacing.turns
    assert len(turns) == 60
    assert all(after - before >= PACE for before, after in pairwise(turns))


class Shifted(SystemClock):
    """Real time, but a minute begins with it, and others when it is told."""

    def __init__(self) -> None:
        now = super().now()
        self._ahead = now.replace(second=0, microsecond=0) - now

    def now(self) -> datetime:
        return super().now() + self._ahead

    def next_minute(self) -> None:
        self._ahead += 60 * SECOND


def test_dispatchers_at_once_share_the_messages_of_a_minute_and_its_roll_up() -> None:
    office, clock = Office(replace(POLICY, messages_per_minute=10)), Shifted()
    for number in range(60):
        office.outbox.add(opened(number, of=key(f"{number}", f"rule-{number}")), clock.now())
    channels = [Slow(office.clock) for _ in range(4)]
    offices = [office_of(office, channel, clock) for channel in channels]

    def run() -> list[str]:
        before = Counter(text for channel in channels for text in channel.taken)
        until = clock.now() + 2 * SECOND
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda one: notify_violations(until, one, until), offices))
        after = Counter(text for channel in channels for text in channel.taken)
        return [text.split()[0] for text in (after - before).elements()]

    assert Counter(run()) == {"opened": 10, "held": 1}
    assert run() == [], "nothing more is told in this minute"
    clock.next_minute()
    assert set(run()) <= {"opened"}, "what nobody could tell among what was held back"
    counted = sum((told(channel) for channel in channels), Counter[str]())
    everything = Counter(name.split()[1] for name in counted.elements())
    assert everything == {f"{number}": 1 for number in range(60)}
