"""What waits to be told, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.domain.notices import Notice


class Fate(StrEnum):
    """What became of a notice."""

    WAITING = "waiting"
    TOLD = "told"
    DROPPED = "dropped"  # there was nobody to tell: what it ends was never told
    FAILED = "failed"  # refused for good


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A notice in the outbox; `due` is None once its fate is settled.

    `leased_until` is when the claim of whoever is telling it ends; then it may be claimed again.
    """

    notice: Notice
    fate: Fate
    due: datetime | None = None
    attempts: int = 0
    leased_until: datetime | None = None

    def is_leased(self, now: datetime) -> bool:
        """Whether somebody is telling it at this moment."""
        return self.leased_until is not None and self.leased_until > now


@dataclass(frozen=True, slots=True)
class Pause:
    """The channel wants to be left alone until then; `channel` names which one it was."""

    until: datetime
    channel: str
