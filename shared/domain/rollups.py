"""Counts of states by status, exact because they change with the states that they count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, assert_never

from shared.domain.observations import Evaluation
from shared.domain.status import Status, known

# Every UTC offset in use is a multiple of a quarter of an hour (IANA time zone database), so days
# of any time zone are sums of such buckets.
BUCKET = timedelta(minutes=15)


class Counts(NamedTuple):
    """States by status; unknown statuses are in `total` only. A tuple: it is made by thousands."""

    total: int = 0
    compliant: int = 0
    non_compliant: int = 0
    not_applicable: int = 0
    insufficient_data: int = 0

    def __add__(self, other: "Counts") -> "Counts":  # type: ignore[override] # of numbers
        return Counts(
            self.total + other.total,
            self.compliant + other.compliant,
            self.non_compliant + other.non_compliant,
            self.not_applicable + other.not_applicable,
            self.insufficient_data + other.insufficient_data,
        )

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts(
            self.total - other.total,
            self.compliant - other.compliant,
            self.non_compliant - other.non_compliant,
            self.not_applicable - other.not_applicable,
            self.insufficient_data - other.insufficient_data,
        )

    @property
    def is_zero(self) -> bool:
        """Whether nothing is counted."""
        return not any(self)

    @property
    def grown(self) -> int:
        """How many states, at least, came to a status, where these counts are a difference."""
        others = self.total - sum(self[1:])
        return sum(max(0, number) for number in (*self[1:], others))

    @property
    def percentage(self) -> float | None:
        """Compliant of compliant and non-compliant, 0 to 100, two decimals; None when neither."""
        decided = self.compliant + self.non_compliant
        return round(100 * self.compliant / decided, 2) if decided else None


@dataclass(frozen=True, slots=True)
class RollupKey:
    """What is counted together."""

    account: str
    region: str
    rule_name: str
    resource_type: str


@dataclass(frozen=True, slots=True)
class Activity:
    """Compliance changes in a time: all, violations that began, violations that ended."""

    total_events: int = 0
    new_violations: int = 0
    resolved_violations: int = 0

    def __add__(self, other: "Activity") -> "Activity":
        return Activity(
            self.total_events + other.total_events,
            self.new_violations + other.new_violations,
            self.resolved_violations + other.resolved_violations,
        )

    def __sub__(self, other: "Activity") -> "Activity":
        return Activity(
            self.total_events - other.total_events,
            self.new_violations - other.new_violations,
            self.resolved_violations - other.resolved_violations,
        )


@dataclass(frozen=True, slots=True)
class ActivityKey:
    """An account and region in one quarter of an hour, named by its beginning."""

    account: str
    region: str
    bucket: datetime


def count(status: str | None) -> Counts:
    """Return what one state adds to the counts; a closed one (None) adds nothing."""
    return Counts() if status is None else _count(status)


def _count(status: str) -> Counts:
    match known(status):
        case Status.COMPLIANT:
            return Counts(total=1, compliant=1)
        case Status.NON_COMPLIANT:
            return Counts(total=1, non_compliant=1)
        case Status.NOT_APPLICABLE:
            return Counts(total=1, not_applicable=1)
        case Status.INSUFFICIENT_DATA:
            return Counts(total=1, insufficient_data=1)
        case None:
            return Counts(total=1)
        case never:
            assert_never(never)


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sum of counts: of thousands, so member by member."""
    return Counts(*map(sum, zip(*counts, strict=True)))


def activity_of(status: str | None, previous_status: str | None) -> Activity:
    """Return what one compliance change adds to the activity, by what the event itself says."""
    began = status == Status.NON_COMPLIANT and previous_status != Status.NON_COMPLIANT
    ended = status == Status.COMPLIANT and previous_status == Status.NON_COMPLIANT
    return Activity(1, int(began), int(ended))


def quarter_of(moment: datetime) -> datetime:
    """Return the beginning of the quarter of an hour that an instant is in."""
    moment = moment.astimezone(UTC)
    return moment.replace(minute=moment.minute - moment.minute % 15, second=0, microsecond=0)


def activity_key(heard: Evaluation) -> ActivityKey:
    """Return the bucket that a result is counted in: by the time that it was recorded."""
    return ActivityKey(heard.key.account, heard.key.region, quarter_of(heard.version.recorded))
