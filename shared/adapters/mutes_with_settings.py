"""The mutes that are kept and those of the deployment's settings, as one."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from shared.domain.mute_audit import AuditEntry
from shared.domain.mutes import Mute
from shared.domain.pages import Page, Position
from shared.ports.muting import Mutes


class MutesWithSettings:
    """Implements Mutes; those of the settings are read, and never written."""

    def __init__(self, kept: Mutes, of_settings: Iterable[Mute]) -> None:
        self._kept = kept
        self._of_settings = {mute.id: mute for mute in of_settings}

    def active(self, now: datetime) -> Sequence[Mute]:
        """Return the mutes that are active; see the port."""
        mine = [mute for mute in self._of_settings.values() if mute.is_active(now)]
        return [*mine, *self._kept.active(now)]

    def kept(self, now: datetime) -> Sequence[Mute]:
        """Return all mutes; see the port."""
        return [*self._of_settings.values(), *self._kept.kept(now)]

    def get(self, mute_id: str, now: datetime) -> Mute | None:
        """Return a mute; see the port."""
        return self._of_settings.get(mute_id) or self._kept.get(mute_id, now)

    def add(self, entry: AuditEntry) -> Mute:
        """Keep a mute; see the port."""
        return self._kept.add(entry)

    def end(self, entry: AuditEntry) -> Mute:
        """Keep that a mute was ended; see the port."""
        return self._kept.end(entry)

    def audit(self, limit: int, after: Position | None) -> Page[AuditEntry]:
        """Return what was done; see the port."""
        return self._kept.audit(limit, after)
