"""What there is to say when a violation ends: that depends on what was said of its beginning."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.alert import Alert, AlertKind
from shared.domain.graves import DELETED, RULE_DELETED
from shared.domain.outbox import Fate, OutboxEntry
from shared.domain.status import Status


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence of ours, and what somebody else said of it, if anything."""

    sentence: str
    quoted: str | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """A violation that was told has ended; `reopened` is when it began again, if it has."""

    notice: Alert
    opening: Alert
    reopened: datetime | None = None

    @property
    def lasted(self) -> timedelta:
        """How long the violation lasted by the events' own times; never negative."""
        return max(self.notice.since - self.opening.since, timedelta())

    @property
    def why(self) -> Reason:
        """Why it ended."""
        match self.notice.status:
            case Status.COMPLIANT:
                return Reason("AWS Config now finds it compliant.", self.notice.reason)
            case Status.NOT_APPLICABLE:
                return Reason("The rule no longer applies to it.", self.notice.reason)
            case _ if self.notice.reason == DELETED:
                return Reason("The resource was deleted.")
            case _ if self.notice.reason == RULE_DELETED:
                return Reason("The rule was deleted.")
            case _:
                return Reason("It is over.", self.notice.reason)


@dataclass(frozen=True, slots=True)
class NotYet:
    """The beginning has to be told first, or again where it was refused."""

    opening: OutboxEntry[Alert]


@dataclass(frozen=True, slots=True)
class NothingToSay:
    """Nobody was told that the violation began."""

    reason: str


def settle(ended: Alert, told: Iterable[OutboxEntry[Alert]]) -> Ending | NotYet | NothingToSay:
    """Return what to say of an ending, given all entries of its violation."""
    channels = [entry for entry in told if entry.notice.of_same_life == ended.of_same_life]
    openings = [entry for entry in channels if entry.notice.kind is AlertKind.OPENED]
    opening = next((e for e in openings if e.notice.period == ended.period), None)
    if opening is None:
        return NothingToSay("nobody was told that it began")
    if opening.fate in {Fate.WAITING, Fate.FAILED}:
        return NotYet(opening)
    if opening.fate is not Fate.TOLD:
        return NothingToSay("its beginning was not told")
    after = [e.notice.since for e in openings if e.notice.period > ended.period]
    return Ending(ended, opening.notice, min(after, default=None))
