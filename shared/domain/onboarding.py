"""What is said of an account whose watch begins: how things stood, in one summary."""

from dataclasses import dataclass, replace
from datetime import datetime

from shared.domain.rollups import Counts


@dataclass(frozen=True, slots=True)
class AccountSummary:
    """What the first run found in an account; it is told once, instead of each violation.

    `rules` are the violated rules and how many violations each has, the most first; `more_rules`
    is how many are left out of it.
    """

    account: str
    run: str
    regions: tuple[str, ...]
    results: int
    compliant: int
    non_compliant: int
    rules: tuple[tuple[str, int], ...]
    at: datetime
    more_rules: int = 0

    @property
    def since(self) -> datetime:
        """When what it tells of was found."""
        return self.at

    @property
    def score(self) -> float | None:
        """Compliant of compliant and non-compliant, as everywhere; None when there is neither."""
        return Counts(compliant=self.compliant, non_compliant=self.non_compliant).percentage

    def first_rules(self, number: int) -> "AccountSummary":
        """Return the summary with the rules that have the most violations."""
        left_out = len(self.rules[number:])
        return replace(self, rules=self.rules[:number], more_rules=self.more_rules + left_out)
