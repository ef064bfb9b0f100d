"""What waits to be told, and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeIs

from shared.domain.alert import Alert
from shared.domain.notices import Notice
from shared.domain.onboarding import AccountSummary
from shared.domain.recorder import RecorderNews
from shared.domain.sightings import ViolationKey

# What is not told for so long is overdue: so long, or longer, a message is tried so often.
OVERDUE = timedelta(minutes=15)
_OVERDUE_ATTEMPTS = 11


@dataclass(frozen=True, slots=True)
class Wake:
    """Time alone changes something of a violation."""

    violation: ViolationKey


# What can be told: something of a violation, an account whose watch begins, or a recorder.
type News = Alert | AccountSummary | RecorderNews
# What waits, to be told or to be planned: what was heard of a state, and what time changes.
type Waiting = News | Notice | Wake


class Fate(StrEnum):
    """What became of a notice."""

    WAITING = "waiting"
    TOLD = "told"
    DROPPED = "dropped"  # there was nobody to tell: what it ends was never told
    FAILED = "failed"  # refused for good


@dataclass(frozen=True, slots=True)
class OutboxEntry[T: Waiting]:
    """A notice in the outbox; `due` is None once its fate is settled.

    `leased_until` is when the claim of whoever is telling it ends; then it may be claimed again.
    `claim` names that claim. `early` is from when it may be told although it is not due yet.
    """

    notice: T
    fate: Fate
    due: datetime | None = None
    attempts: int = 0
    leased_until: datetime | None = None
    claim: str | None = field(default=None, compare=False)
    early: datetime | None = field(default=None, compare=False)

    def is_leased(self, now: datetime) -> bool:
        """Whether somebody is telling it at this moment."""
        return self.leased_until is not None and self.leased_until > now

    @property
    def ready(self) -> datetime:
        """When it can be told at the earliest: it is due, or early, and nobody is telling it."""
        if self.due is None:
            raise AssertionError("an entry that waits is due at some time")
        due = self.early or self.due
        return max(due, self.leased_until or due)


type Entry = OutboxEntry[News]


def is_news(entry: OutboxEntry[Waiting]) -> TypeIs[Entry]:
    """Whether an entry is to be told; otherwise it is to be planned."""
    return isinstance(entry.notice, Alert | AccountSummary | RecorderNews)


def is_overdue(entry: Entry, now: datetime) -> bool:
    """Whether it should have been told long ago, whatever keeps it from being told."""
    waits = entry.due is not None and entry.due < now - OVERDUE
    return waits or entry.attempts >= _OVERDUE_ATTEMPTS


def is_alert(entry: Entry) -> TypeIs[OutboxEntry[Alert]]:
    """Whether an entry is about a violation."""
    return isinstance(entry.notice, Alert)


def is_summary(entry: Entry) -> TypeIs[OutboxEntry[AccountSummary]]:
    """Whether an entry is about an account whose watch begins."""
    return isinstance(entry.notice, AccountSummary)


def is_of_recorder(entry: Entry) -> TypeIs[OutboxEntry[RecorderNews]]:
    """Whether an entry is about a recorder."""
    return isinstance(entry.notice, RecorderNews)


@dataclass(frozen=True, slots=True)
class Pause:
    """A channel wants to be left alone until then.

    `failures` is how many posts in a row it has failed to take, whatever they said; `unavailable`
    says that a person has to mend it.
    """

    until: datetime
    failures: int = 0
    unavailable: bool = False
