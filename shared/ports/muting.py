"""What muting needs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from shared.domain.filters import Filters
from shared.domain.mute_audit import AuditEntry
from shared.domain.mutes import Mute
from shared.domain.observations import StateKey
from shared.domain.pages import Page, Position


class MuteConflictError(Exception):
    """There is another mute of that id, which asks for something else."""


class MuteQueries(Protocol):
    """The mutes that there are, and what was done to them; all raise StoreUnavailableError."""

    def active(self, now: datetime) -> Sequence[Mute]:
        """Return the mutes that are active, in no order."""
        ...

    def kept(self, now: datetime) -> Sequence[Mute]:
        """Return all mutes that are kept, those that are over too, in no order."""
        ...

    def get(self, mute_id: str, now: datetime) -> Mute | None:
        """Return a mute, if it is kept."""
        ...

    def audit(self, limit: int, after: Position | None) -> Page[AuditEntry]:
        """Return up to `limit` entries after a position, the newest first."""
        ...


class Mutes(MuteQueries, Protocol):
    """The same, and writing them; both raise StoreUnavailableError."""

    def add(self, entry: AuditEntry) -> Mute:
        """Keep the mute of an entry, and the entry; return the mute that is kept.

        The same id twice, asking for the same, is one mute, and the first entry stays.

        Raises:
            MuteConflictError: there is one of that id which asks for something else.

        """
        ...

    def end(self, entry: AuditEntry) -> Mute:
        """Keep that the mute of an entry was ended, and the entry; return what is kept.

        Where somebody else ended it first, that stays.
        """
        ...


class OpenViolations(Protocol):
    """Open violations of many kinds at once."""

    def among(self, asked: Sequence[Filters], most: int) -> set[StateKey] | None:
        """Return the violations that any of the filters admits; None if that reads too much.

        It is too much where one of them alone needs more than a few reads, or where there are more
        than `most` in all. Raises StoreUnavailableError.
        """
        ...
