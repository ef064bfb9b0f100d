"""What telling of violations after a mute needs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from shared.domain.mute_watch import Watch
from shared.domain.mutes import Mute, Selector
from shared.domain.observations import StateKey
from shared.domain.pages import Page, Position
from shared.domain.sightings import ViolationKey


class Hushes(Protocol):
    """The mutes that are watched, and what they hush. All may raise StoreUnavailableError.

    That a violation is hushed is written with its life.
    """

    def watches(self) -> Mapping[str, Watch]:
        """Return what is kept of mutes, by their ids."""
        ...

    def watch(self, mute: Mute) -> None:
        """Keep a mute as it is, and that it is not over."""
        ...

    def ended(self, mute_id: str, at: datetime) -> datetime:
        """Keep when a mute was over, and return that: the first answer stays."""
        ...

    def looked_through(self, mute_id: str, after: Position | None) -> None:
        """Keep up to where open violations were looked through; None is the end."""
        ...

    def hushed_by(self, mute_id: str) -> Sequence[ViolationKey]:
        """Return the violations that a mute hushed."""
        ...

    def release(self, mute_id: str, violations: Sequence[ViolationKey]) -> None:
        """Forget that a mute hushed these."""
        ...

    def forget(self, mute_id: str) -> None:
        """Forget a mute, unless it hushes something."""
        ...


class OpenStates(Protocol):
    """Which states are violations now."""

    def covered_by(self, selector: Selector, limit: int, after: Position | None) -> Page[StateKey]:
        """Return up to `limit` violations after a position, among them all that a mute covers.

        A page may be short, even empty, and go on all the same.

        Raises:
            StoreUnavailableError: they cannot be read now.

        """
        ...
