"""What is done for somebody who pressed a button, after Slack has had its answer.

An errand says all that it needs: it may be run again, and later, and comes to the same.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shared.domain.buttons import About, Covers
from shared.domain.interactions import Place, User


class Said(StrEnum):
    """What somebody is told at once, alone, when nothing is done."""

    NOT_UNDERSTOOD = "not-understood"
    TOO_LATE = "too-late"
    MAY_NOT_MUTE = "may-not-mute"
    NOT_KEPT = "not-kept"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """Take what a message is about on: say that one has seen it, or that one does it."""

    by: User
    place: Place
    about: About
    at: datetime
    to_do: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MuteFor:
    """Mute what a message is about; `name` is the same for the same form."""

    by: User
    place: Place
    about: About
    at: datetime
    name: str
    covers: Covers
    reason: str
    days: int

    @property
    def until(self) -> datetime:
        """When the mute ends."""
        return self.at + timedelta(days=self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Tell somebody, and nobody else."""

    by: User
    place: Place
    said: Said


type Errand = Take | MuteFor | Say
