"""Open violations: which are asked for, and what is said of each."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.domain.catalogue import known_rules, rule_info
from shared.domain.filters import Filters
from shared.domain.severity import Severity
from shared.domain.state import Record

# What a rule is that the catalogue does not know.
UNCLASSIFIED = rule_info("").severity
# Where everything is told.
CHANNEL = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationsQuestion:
    """Which open violations, and whether those that began last come first."""

    filters: Filters = field(default_factory=Filters)
    severity: Severity | None = None
    newest_first: bool = False

    @property
    def contradicts_itself(self) -> bool:
        """Whether the rule that is asked for is of another severity than the one asked for."""
        rule = self.filters.rule_name
        return None not in (rule, self.severity) and rule_info(rule or "").severity != self.severity


@dataclass(frozen=True, slots=True)
class Violation:
    """An open violation; `told_at` is when somebody was told that it began, if that was done."""

    record: Record
    told_at: datetime | None

    def age(self, now: datetime) -> timedelta:
        """How long it has been open; never negative."""
        return max(now - self.record.since, timedelta())


def rules_of(severity: Severity) -> tuple[str, ...]:
    """Return the rules of the catalogue that are of a severity, by their normalised names."""
    return tuple(name for name, rule in known_rules().items() if rule.severity == severity)
