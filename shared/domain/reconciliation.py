"""What comparing the table with AWS Config has found: why they differed, and what nobody knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Cause(StrEnum):
    """What no event told of, each counted as the event that did not come.

    A resource or rule that is gone counts once, however many states were closed with it.
    """

    MISSED_CHANGE = "missed_change"  # a result changed
    MISSED_FIRST_RESULT = "missed_first_result"  # a result where none was stored
    RESOURCE_GONE = "resource_gone"
    RULE_GONE = "rule_gone"
    RESULT_GONE = "result_gone"  # the rule no longer looks at the resource; both are there
    ACCOUNT_GONE = "account_gone"  # it left, or it or its region is watched no longer


# AWS sends no event when an account leaves, so none was missed.
_MISSED = frozenset(Cause) - {Cause.ACCOUNT_GONE}
# The status of a place where so much was gone at once that it was not closed.
HELD_BACK = "HELD_BACK"


@dataclass(frozen=True, slots=True)
class UnknownSource:
    """A place that could not be compared, or not closed: what is stored of it was left alone.

    `since` is when the aggregator last had all of it, where it says so.
    """

    account: str
    region: str
    status: str
    reason: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileReport:
    """What one finished run did.

    `places` are the regions of accounts that were compared, `compared` the states in them,
    `found` is by cause, `closed` how many states were closed. `unknown` lists the first places
    that were left alone and `unknown_more` counts the others; `held_back` is how many of all these
    would have lost so much that it was not believed. `postponed` states are left to the next run.
    `accounts` says which accounts alone were looked at, where the run was asked for those.
    """

    run: str
    started: datetime
    finished: datetime
    places: int = 0
    compared: int = 0
    found: Mapping[str, int] = field(default_factory=dict[str, int])
    backfilled: int = 0
    closed: int = 0
    postponed: int = 0
    unknown: tuple[UnknownSource, ...] = ()
    unknown_more: int = 0
    held_back: int = 0
    accounts: tuple[str, ...] = ()

    @property
    def missed(self) -> int:
        """How many events did not come."""
        return sum(self.found.get(cause, 0) for cause in _MISSED)

    @property
    def miss_rate(self) -> float | None:
        """Missed events, in percent of the compared states; None when nothing was compared."""
        return round(100 * self.missed / self.compared, 2) if self.compared else None

    @property
    def left_alone(self) -> int:
        """How many places could not be compared, or not closed."""
        return len(self.unknown) + self.unknown_more
