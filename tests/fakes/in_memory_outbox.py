"""The outbox in memory: the same conditions, none of the network."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from shared.domain.notices import Notice
from shared.domain.observations import StateKey
from shared.domain.outbox import Fate, OutboxEntry, Pause


class InMemoryOutbox:
    """Keeps entries by notice, and why they were settled."""

    def __init__(self) -> None:
        self.entries: dict[Notice, OutboxEntry] = {}
        self.reasons: dict[Notice, str] = {}
        self.expiring: set[Notice] = set()
        self.looks = 0
        self._pause: Pause | None = None

    def add(self, notice: Notice, due: datetime) -> None:
        self.entries[notice] = OutboxEntry(notice, Fate.WAITING, due)

    def fate_of(self, notice: Notice) -> Fate:
        return self.entries[notice].fate

    def waiting(self, until: datetime) -> Sequence[OutboxEntry]:
        self.looks += 1
        due = [(e.due, e) for e in self.entries.values() if e.due is not None and e.due <= until]
        return [entry for _, entry in sorted(due, key=lambda pair: pair[0])]

    def claim(
        self, entries: Sequence[OutboxEntry], now: datetime, until: datetime
    ) -> Sequence[OutboxEntry]:
        mine = [entry for entry in entries if self._is_free(entry, now)]
        for entry in mine:
            self._change(entry, leased_until=until, due=until)
        return [self.entries[entry.notice] for entry in mine]

    def _is_free(self, seen: OutboxEntry, now: datetime) -> bool:
        kept = self.entries[seen.notice]
        return kept.fate is Fate.WAITING and kept.due == seen.due and not kept.is_leased(now)

    def of_violations(
        self, violations: Iterable[StateKey]
    ) -> Mapping[StateKey, Sequence[OutboxEntry]]:
        kept = self.entries.values()
        return {key: [e for e in kept if e.notice.key == key] for key in violations}

    def record_told(self, entries: Sequence[OutboxEntry], now: datetime) -> None:
        assert now.tzinfo is not None
        for entry in entries:
            self._change(entry, fate=Fate.TOLD, due=None, leased_until=None)

    def put_off(self, entries: Sequence[OutboxEntry], until: datetime, *, failed: bool) -> None:
        for entry in entries:
            attempts = self.entries[entry.notice].attempts + failed
            self._change(entry, due=until, leased_until=None, attempts=attempts)

    def drop(self, entries: Sequence[OutboxEntry], now: datetime, reason: str) -> None:
        assert now.tzinfo is not None
        for entry in entries:
            self._change(entry, fate=Fate.DROPPED, due=None, leased_until=None)
            self.reasons[entry.notice] = reason
            self.expiring.add(entry.notice)

    def record_failed(self, entries: Sequence[OutboxEntry], now: datetime, reason: str) -> None:
        assert now.tzinfo is not None
        for entry in entries:
            self._change(entry, fate=Fate.FAILED, due=None, leased_until=None)
            self.reasons[entry.notice] = reason

    def let_expire(self, notices: Iterable[Notice], now: datetime) -> None:
        assert now.tzinfo is not None
        self.expiring |= set(notices)

    def pause(self) -> Pause | None:
        return self._pause

    def keep_pause(self, pause: Pause) -> None:
        now = self._pause
        if now is None or now.channel != pause.channel or now.until < pause.until:
            self._pause = pause

    def _change(self, entry: OutboxEntry, **changes: object) -> None:
        kept = self.entries[entry.notice]
        self.entries[entry.notice] = replace(kept, **changes)  # type: ignore[arg-type] # by name
