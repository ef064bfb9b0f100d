"""What the day is kept in: the tests' stores, which keep the promises of those on DynamoDB.

Beside that they find what waits among thousands that do not, and remember how lives began.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from shared.domain.alert import Alert, AlertKind
from shared.domain.notices import Notice, NoticeKind
from shared.domain.outbox import Fate, OutboxEntry, Wake, is_alert
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_lives import InMemoryLives
from tests.fakes.in_memory_outbox import InMemoryOutbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from shared.domain.delivery import Reference
    from shared.domain.life import Hush
    from shared.domain.observations import StateKey, Version
    from shared.domain.outbox import Entry, News, Waiting
    from shared.domain.plan import Plan
    from shared.domain.sightings import ViolationKey
    from shared.ports.planning import LifeStep

_NUMBERS = count()


class DaysOutbox(InMemoryOutbox):
    """The outbox in memory, which looks only at what is due, and at what is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._by_due: list[tuple[datetime, int, Waiting]] = []
        self._of: dict[ViolationKey, dict[Alert, None]] = {}
        self.recorded: Callable[[Sequence[Entry]], None] = lambda _: None

    def record_told(
        self, entries: Sequence[Entry], now: datetime, posted: Reference | None = None
    ) -> None:
        """Keep what a message told, and let its channel know."""
        super().record_told(entries, now, posted)
        self.recorded(entries)

    def add(self, notice: News, due: datetime) -> None:
        """Keep what is to be told."""
        super().add(notice, due)
        self._note(notice, due)
        if isinstance(notice, Alert):
            self._of.setdefault(notice.violation, {})[notice] = None

    def hear(self, notice: Notice, due: datetime) -> None:
        """Keep what is to be planned."""
        super().hear(notice, due)
        self._note(notice, due)

    def wake(self, wake: Wake, due: datetime | None) -> None:
        """Keep when something is to be looked at again."""
        super().wake(wake, due)
        if due is not None:
            self._note(wake, due)

    def waiting(self, until: datetime) -> Sequence[OutboxEntry[Waiting]]:
        """Return what is due until then, the longest due first."""
        most = bisect_right(self._by_due, until, key=lambda one: one[0])
        # What is noted is what was due at some time: it may be settled, or due at another.
        waits = {what: (due, n) for due, n, what in self._by_due[:most] if self._due(what) == due}
        self._by_due[:most] = [(due, n, what) for what, (due, n) in waits.items()]
        entries = [self._entry(what, due) for what, (due, _) in waits.items()]
        return entries[: self.longest_look]

    def of_violations(
        self, violations: Iterable[ViolationKey]
    ) -> Mapping[ViolationKey, Sequence[OutboxEntry[Alert]]]:
        """Return all entries of each violation."""
        of = {
            each: [self.entries[alert] for alert in self._of.get(each, {}) if alert in self.entries]
            for each in violations
        }
        return {each: list(filter(is_alert, entries)) for each, entries in of.items()}

    def _change(self, entry: Entry, **changes: object) -> None:
        super()._change(entry, **changes)
        due = self.entries[entry.notice].due
        if due is not None and due != entry.due:
            self._note(entry.notice, due)

    def _note(self, what: Waiting, due: datetime) -> None:
        insort(self._by_due, (due, next(_NUMBERS), what), key=lambda one: one[:2])

    def _due(self, what: Waiting) -> datetime | None:
        match what:
            case Wake():
                return self.wakes.get(what)
            case Notice():
                return self.heard.get(what)
            case _:
                return self.entries[what].due if what in self.entries else None

    def _entry(self, what: Waiting, due: datetime) -> OutboxEntry[Waiting]:
        if isinstance(what, Wake | Notice):
            return OutboxEntry(what, Fate.WAITING, due)
        return self.entries[what]


@dataclass
class Period:
    """A time in which a violation lasted: what began it, and why nobody was told, if so."""

    key: StateKey
    version: Version
    hushed: Hush | None = None

    def began_with(self, notice: Notice) -> bool:
        """Whether this notice began it."""
        return (notice.key, notice.version) == (self.key, self.version)


class DaysLives(InMemoryLives):
    """The lives in memory, which remember what was heard of each, and its periods."""

    def __init__(self, outbox: InMemoryOutbox) -> None:
        super().__init__(outbox)
        self.opened: dict[ViolationKey, list[Notice]] = {}
        self.periods: dict[ViolationKey, dict[int, Period]] = {}

    def _keep(self, step: LifeStep, now: datetime) -> bool:
        done = super()._keep(step, now)
        if done:
            self._note(step)
        return done

    def _note(self, step: LifeStep) -> None:
        life, violation = step.life, step.life.violation
        heard = [each for each in step.notices if each.kind is NoticeKind.OPENED]
        self.opened.setdefault(violation, []).extend(heard)
        periods = self.periods.setdefault(violation, {})
        for due in step.alerts:
            if due.alert.kind is AlertKind.OPENED:
                periods.setdefault(due.alert.period, Period(due.alert.key, due.alert.version))
        if life.first is not None:
            period = periods.setdefault(life.period, Period(life.first.key, life.first.version))
            period.hushed = life.hushed or period.hushed


class DaysRecords(InMemoryComplianceStore):
    """The record of states, which hands what is to be told to an outbox."""

    def __init__(self, outbox: InMemoryOutbox) -> None:
        super().__init__()
        self._outbox = outbox

    def _apply(self, plan: Plan) -> None:
        super()._apply(plan)
        for notice in plan.notices:
            self._outbox.hear(notice, notice.since)
