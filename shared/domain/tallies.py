"""Numbers of what a run found, in all and of an account that is new."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime

from shared.domain.differences import Difference
from shared.domain.observations import Evaluation, StateKey
from shared.domain.onboarding import AccountSummary
from shared.domain.reconciliation import Cause
from shared.domain.status import Status

# The summary of an account names its most violated rules and counts the others.
MOST_RULES = 50


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of a run, or of one place in it."""

    places: int = 0
    compared: int = 0
    backfilled: int = 0
    closed: int = 0
    postponed: int = 0
    found: Counter[str] = field(default_factory=Counter[str])

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            **{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)}
        )

    def at_least(self, other: "Tally") -> "Tally":
        """Return the greater one of each number."""
        numbers = [f.name for f in fields(self) if f.name != "found"]
        greater = {name: max(getattr(self, name), getattr(other, name)) for name in numbers}
        return Tally(**greater, found=self.found | other.found)


def tally_of(differences: Iterable[Difference]) -> Tally:
    """Count what was found; what is gone with all its states counts once."""
    found = list(differences)
    quiet = sum(d.is_old_news for d in found)
    closed = sum(not isinstance(d.says, Evaluation) for d in found)
    events = {(d.cause, _subject(d)) for d in found if not d.is_old_news}
    causes = Counter(cause.value for cause, _ in events)
    return Tally(backfilled=quiet, closed=closed, found=causes)


def _subject(difference: Difference) -> object:
    """Return what an event would have been about."""
    scope = difference.scope
    if isinstance(scope, StateKey) and difference.cause is Cause.RESOURCE_GONE:
        return scope.resource
    if isinstance(scope, StateKey) and difference.cause is Cause.RULE_GONE:
        return scope.rule_name
    return scope


@dataclass(slots=True)
class Backfill:
    """How an account stands that is compared for the first time, as far as it is read."""

    account: str
    regions: list[str] = field(default_factory=list[str])
    by_status: Counter[str] = field(default_factory=Counter[str])
    violations: Counter[str] = field(default_factory=Counter[str])
    backfilled: int = 0

    def summary(self, run: str, at: datetime) -> AccountSummary:
        """Return what is told of the account, instead of each of its violations."""
        return AccountSummary(
            account=self.account,
            run=run,
            regions=tuple(self.regions),
            results=self.by_status.total(),
            compliant=self.by_status[Status.COMPLIANT],
            non_compliant=self.by_status[Status.NON_COMPLIANT],
            rules=tuple(sorted(self.violations.items(), key=lambda row: (-row[1], row[0]))),
            at=at,
        ).first_rules(MOST_RULES)
