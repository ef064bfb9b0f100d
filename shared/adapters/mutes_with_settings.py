"""The mutes that are kept and those of the deployment's settings, as one."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from shared.domain.mute_audit import AuditEntry
from shared.domain.mutes import Mute
from shared.domain.pages import Page, Position
from shared.ports.muting import MuteQueries, Mutes


class MuteQueriesWithSettings:
    """Implements MuteQueries."""

    def __init__(self, kept: MuteQueries, of_settings: Iterable[Mute]) -> None:
        self._there = kept
        self._of_settings = {mute.id: mute for mute in of_settings}

    def active(self, now: datetime) -> Sequence[Mute]:
        """Return the mutes that are active; see the port."""
        mine = [mute for mute in self._of_settings.values() if mute.is_active(now)]
        return [*mine, *self._there.active(now)]

    def kept(self, now: datetime) -> Sequence[Mute]:
        """Return all mutes; see the port."""
        return [*self._of_settings.values(), *self._there.kept(now)]

    def get(self, mute_id: str, now: datetime) -> Mute | None:
        """Return a mute; see the port."""
        return self._of_settings.get(mute_id) or self._there.get(mute_id, now)

    def audit(self, limit: int, after: Position | None) -> Page[AuditEntry]:
        """Return what was done; see the port. Of the settings, their history says it."""
        return self._there.audit(limit, after)


class MutesWithSettings(MuteQueriesWithSettings):
    """Implements Mutes; those of the settings are never written."""

    def __init__(self, kept: Mutes, of_settings: Iterable[Mute]) -> None:
        super().__init__(kept, of_settings)
        self._kept = kept

    def add(self, entry: AuditEntry) -> Mute:
        """Keep a mute; see the port."""
        return self._kept.add(entry)

    def end(self, entry: AuditEntry) -> Mute:
        """Keep that a mute was ended; see the port."""
        return self._kept.end(entry)
