"""How things stood, and who was heard from."""

from dataclasses import dataclass, field
from datetime import datetime

from shared.domain.rollups import Counts, total


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Counts of states at one instant, by account, by normalised rule and by resource type."""

    taken_at: datetime
    by_account: dict[str, Counts] = field(default_factory=dict[str, Counts])
    by_rule: dict[str, Counts] = field(default_factory=dict[str, Counts])
    by_resource_type: dict[str, Counts] = field(default_factory=dict[str, Counts])

    @property
    def counts(self) -> Counts:
        """All states."""
        return total(self.by_account.values())

    def score_of(self, account: str) -> float | None:
        """Return the percentage of an account, or None where there is no data."""
        return self.by_account.get(account, Counts()).percentage


@dataclass(frozen=True, slots=True)
class Heard:
    """An account was heard from in a region, at first and at last then."""

    account: str
    region: str
    first: datetime
    last: datetime
