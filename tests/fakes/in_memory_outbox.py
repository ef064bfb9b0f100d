"""The outbox in memory: the same conditions, none of the network; threads may share it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from threading import RLock

from shared.domain.alert import Alert, AlertKind
from shared.domain.delivery import Reference
from shared.domain.notices import Notice
from shared.domain.outbox import Entry, Fate, News, OutboxEntry, Waiting, Wake, is_alert
from shared.domain.sightings import ViolationKey


class InMemoryOutbox:
    """Keeps entries by notice, and why they were settled."""

    def __init__(self) -> None:
        self.entries: dict[News, Entry] = {}
        self._by_name: dict[object, News] = {}
        self.heard: dict[Notice, datetime] = {}
        self.wakes: dict[Wake, datetime] = {}
        self.reasons: dict[News, str] = {}
        self.expiring: set[News] = set()
        self.looks = 0
        self.longest_look = 10_000
        self._lock = RLock()

    def add(self, notice: News, due: datetime) -> None:
        with self._lock:
            self.entries.setdefault(notice, _waiting(notice, due))
            self._by_name[_name(notice)] = notice

    def put(self, notice: News, due: datetime) -> None:
        """Let it wait, whatever became of the one of its place before."""
        with self._lock:
            before = self._by_name.get(_name(notice))
            if before is not None:
                del self.entries[before]
            self.add(notice, due)

    def holds(self, entries: Sequence[Entry]) -> bool:
        """Whether all of these wait and are claimed as is known."""
        return len(self._held(entries)) == len(entries)

    def fate_of(self, notice: News) -> Fate:
        return self.entries[notice].fate

    def hear(self, notice: Notice, due: datetime) -> None:
        with self._lock:
            self.heard[notice] = due

    def wake(self, wake: Wake, due: datetime | None) -> None:
        with self._lock:
            self.wakes.pop(wake, None)
            if due is not None:
                self.wakes[wake] = due

    def waiting(self, until: datetime) -> Sequence[OutboxEntry[Waiting]]:
        with self._lock:
            self.looks += 1
            planned: list[tuple[Notice | Wake, datetime]] = [
                *self.heard.items(),
                *self.wakes.items(),
            ]
            found: list[OutboxEntry[Waiting]] = [
                *self.entries.values(),
                *(OutboxEntry(what, Fate.WAITING, due) for what, due in planned),
            ]
        due: dict[str, list[tuple[datetime, OutboxEntry[Waiting]]]] = defaultdict(list)
        for entry in found:
            if entry.due and entry.due <= until:
                channel = entry.notice.channel if isinstance(entry.notice, Alert) else ""
                due[channel].append((entry.due, entry))
        return [
            entry
            for _, waiting in sorted(due.items())
            for _, entry in sorted(waiting, key=lambda pair: pair[0])[: self.longest_look]
        ]

    def claim[T: News](
        self, entries: Sequence[OutboxEntry[T]], now: datetime, until: datetime
    ) -> Sequence[OutboxEntry[T]]:
        mine = []
        with self._lock:
            for seen in entries:
                kept = self.entries.get(seen.notice)
                if kept and kept.due and kept.due == seen.due and not kept.is_leased(now):
                    self._change(seen, leased_until=until)
                    mine.append(replace(seen, leased_until=until))
        return mine

    def of_violations(
        self, violations: Iterable[ViolationKey]
    ) -> Mapping[ViolationKey, Sequence[OutboxEntry[Alert]]]:
        with self._lock:
            kept = [entry for entry in self.entries.values() if is_alert(entry)]
        return {key: [e for e in kept if e.notice.violation == key] for key in violations}

    def record_told(
        self, entries: Sequence[Entry], now: datetime, posted: Reference | None = None
    ) -> None:
        del posted
        assert now.tzinfo is not None
        with self._lock:
            for entry in entries:
                self._change(entry, fate=Fate.TOLD, due=None, leased_until=None)
                self.expiring |= self._over_with(entry.notice)

    def give_back(self, entries: Sequence[Entry]) -> None:
        for entry in self._held(entries):
            self._change(entry, leased_until=None)

    def put_off(self, entries: Sequence[Entry], until: datetime, *, failed: bool) -> None:
        for entry in self._held(entries):
            attempts = self.entries[entry.notice].attempts + failed
            self._change(entry, due=until, leased_until=None, attempts=attempts)

    def drop(self, entries: Sequence[Entry], now: datetime, reason: str) -> None:
        assert now.tzinfo is not None
        for entry in self._held(entries):
            self.expiring |= self._over_with(entry.notice)
        self._settle(entries, Fate.DROPPED, reason)

    def record_failed(self, entries: Sequence[Entry], now: datetime, reason: str) -> None:
        assert now.tzinfo is not None
        self._settle(entries, Fate.FAILED, reason)

    def _over_with(self, told: News) -> set[News]:
        """Return what nothing more is to be said of once this is told."""
        if not isinstance(told, Alert) or told.kind is AlertKind.REMINDER:
            return {told}
        if told.kind is AlertKind.OPENED:
            return set()
        known = [each.notice for each in self.of_violations([told.violation])[told.violation]]
        same = [each for each in known if each.of_same_life == told.of_same_life]
        began = {e for e in same if e.kind is AlertKind.OPENED and e.period == told.period}
        return {told, *began}

    def _settle(self, entries: Sequence[Entry], fate: Fate, reason: str) -> None:
        for entry in self._held(entries):
            self._change(entry, fate=fate, due=None, leased_until=None)
            self.reasons[entry.notice] = reason

    def _held(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Return those that wait and whose claim still is the one that is known."""
        with self._lock:
            kept = [(entry, self.entries[entry.notice]) for entry in entries]
        return [e for e, now in kept if now.due and now.leased_until == e.leased_until]

    def _change(self, entry: Entry, **changes: object) -> None:
        kept = self.entries[entry.notice]
        self.entries[entry.notice] = replace(kept, **changes)  # type: ignore[arg-type] # by name


def _name(notice: News) -> object:
    if isinstance(notice, Alert):
        return notice.of_same_life, notice.place, notice.kind
    return notice


def _waiting(notice: News, due: datetime) -> Entry:
    if isinstance(notice, Alert):
        return OutboxEntry(notice, Fate.WAITING, due)
    return OutboxEntry(notice, Fate.WAITING, due)
