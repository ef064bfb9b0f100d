"""Mutes in memory, and what was done to them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.domain.mute_audit import AuditEntry
from shared.domain.mutes import Mute
from shared.domain.pages import Page, Position
from shared.domain.times import sortable
from shared.ports.muting import MuteConflictError
from tests.fakes.in_memory_queries import page_of


@dataclass
class InMemoryMutes:
    """Implements Mutes; what is over is kept for `retention`."""

    retention: timedelta = timedelta(days=90)
    mutes: dict[str, Mute] = field(default_factory=dict[str, Mute])
    entries: list[AuditEntry] = field(default_factory=list[AuditEntry])

    def active(self, now: datetime) -> Sequence[Mute]:
        return [mute for mute in self.mutes.values() if mute.is_active(now)]

    def kept(self, now: datetime) -> Sequence[Mute]:
        return [mute for mute in self.mutes.values() if now < mute.ends + self.retention]

    def get(self, mute_id: str, now: datetime) -> Mute | None:
        return next((mute for mute in self.kept(now) if mute.id == mute_id), None)

    def add(self, entry: AuditEntry) -> Mute:
        there = self.mutes.get(entry.mute.id)
        if there is None:
            return self._keep(entry)
        if not there.same_as(entry.mute):
            raise MuteConflictError(entry.mute.id)
        return there

    def end(self, entry: AuditEntry) -> Mute:
        there = self.mutes[entry.mute.id]
        return there if there.ended_at else self._keep(entry)

    def audit(self, limit: int, after: Position | None) -> Page[AuditEntry]:
        placed = [(("", f"{sortable(e.at)}#{e.mute.id}#{e.action}"), e) for e in self.entries]
        return page_of(sorted(placed, key=lambda row: row[0], reverse=True), limit, after)

    def _keep(self, entry: AuditEntry) -> Mute:
        self.mutes[entry.mute.id] = entry.mute
        self.entries.append(entry)
        return entry.mute
