"""The day as the product tells it, in simulated time: what is done takes none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import batched
from typing import TYPE_CHECKING

from benchmarks.day import parts
from benchmarks.day.slack import Bot, Slack, Writer
from benchmarks.day.stores import DaysLives, DaysOutbox, DaysRecords
from benchmarks.day.story import LENGTH, is_new, kind_of
from shared.domain.outbox import is_alert
from shared.usecases.notify_violations import notify_violations, stays_for
from shared.usecases.record_evaluations import record_evaluations
from stacks.routing import routing_of
from tests.builders.notices import WINDOW
from tests.builders.office import Office
from tests.fakes.in_memory_hushes import InMemoryHushes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from benchmarks.day.slack import Posted
    from benchmarks.day.story import Day
    from shared.domain.notices import Notice
    from shared.domain.outbox import Entry
    from stacks.settings import DeploymentSettings

BEGINS, ENDS = parts.DAY - LENGTH, parts.DAY + LENGTH
# What waits at midnight is told by then: a batch, or first results.
SETTLED = ENDS + timedelta(hours=1)
MINUTE = timedelta(minutes=1)
# How long an invocation of the function tells; see its handler.
INVOCATION = timedelta(seconds=75)
BATCH = 20


@dataclass(frozen=True)
class Told:
    """What became of the day: what was posted from its beginning on, and what was heard in it."""

    posted: Sequence[Posted]
    heard: Sequence[Notice]
    lives: DaysLives
    outbox: DaysOutbox
    tally: Counter[str]
    edits: int = 0


def replay(day: Day, settings: DeploymentSettings, *, bot: bool = False) -> Told:
    """Let the day happen and be told, by one dispatcher at a time."""
    office, outbox = Office(settings.alert_policy, routing_of(settings)), DaysOutbox()
    clock, lives, writer = office.clock, DaysLives(outbox), Writer()
    assert settings.grouping_window_seconds == WINDOW.total_seconds()
    clock.time = BEGINS
    of = Bot if bot else Slack
    channels = {name: of(name, writer, clock) for name in ("default", *settings.channels)}
    bots = {name: each for name, each in channels.items() if isinstance(each, Bot)}
    outbox.recorded = lambda entries: _note(entries, bots)
    office.outbox, office.lives, office.hushes = outbox, lives, InMemoryHushes(lives)
    desks = {
        name: replace(office.desk, outbox=outbox, lives=lives, writer=writer, channel=channel)
        for name, channel in channels.items()
    }
    office.desk, office.others = desks.pop("default"), desks
    office.mutes.mutes[day.mute.id] = day.mute
    world = _World(day, DaysRecords(outbox), office)
    tally = world.tell()
    posted = [each for channel in channels.values() for each in channel.posted]
    return Told(
        [each for each in posted if each.at >= parts.DAY],
        [each for each in world.records.notices if each.since >= parts.DAY],
        lives,
        outbox,
        tally,
        sum(each.edits for each in bots.values()),
    )


def _note(entries: Sequence[Entry], bots: Mapping[str, Bot]) -> None:
    for channel in {each.notice.channel for each in entries if is_alert(each)} & bots.keys():
        bots[channel].recorded(entries)


class _World:
    """What happens, and is recorded as it is in production, whenever time passes."""

    def __init__(self, day: Day, records: DaysRecords, office: Office) -> None:
        self.records = records
        self._events = [each for _, each in reversed(day.events)]
        self._office = office
        office.clock.waking = self._happen

    def tell(self) -> Counter[str]:
        """Tell until all is settled: at each event, as the stream nudges, and every minute."""
        clock, tally = self._office.clock, Counter[str]()
        while clock.time < SETTLED:
            self._happen()
            office, until = self._office.office, clock.time + INVOCATION
            tally += notify_violations(until, office, stays_for(clock.time, office.window))
            minute = clock.time.replace(second=0, microsecond=0) + MINUTE
            clock.time = max(clock.time, min(minute, self._next))
        return tally

    @property
    def _next(self) -> datetime:
        return self._events[-1].version.recorded if self._events else SETTLED

    def _happen(self) -> None:
        heard = []
        while self._events and self._next <= self._office.clock.time:
            heard.append(self._events.pop())
        for batch in batched(heard, BATCH, strict=False):
            record_evaluations(batch, self.records, lambda _: None)
            for each in batch:
                # What is not new has been known for long.
                since = each.version.recorded if is_new(each.key) else BEGINS - LENGTH
                self._office.rules.since.setdefault(kind_of(each.key), since)
