"""Open violations: which are asked for, and what is said of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from shared.domain.catalogue import rule_info
from shared.domain.filters import Filters
from shared.domain.severity import Severity
from shared.domain.state import Record
from shared.domain.telling import Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationsQuestion:
    """Which open violations, and whether those that began last come first.

    `rules` are those of the severity, by their normalised names (`among`), where one is asked for
    and no rule is; `outnumbered`, whether they have less than half of all open violations.
    """

    filters: Filters = field(default_factory=Filters)
    severity: Severity | None = None
    newest_first: bool = False
    rules: tuple[str, ...] = ()
    outnumbered: bool = False

    @property
    def needs_rules(self) -> bool:
        """Whether it has to be known which rules are of the severity."""
        return self.severity is not None and self.filters.rule_name is None

    @property
    def contradicts_itself(self) -> bool:
        """Whether the rule that is asked for is of another severity than the one asked for."""
        rule = self.filters.rule_name
        return None not in (rule, self.severity) and rule_info(rule or "").severity != self.severity


@dataclass(frozen=True, slots=True)
class Violation:
    """An open violation, and who is told that it began."""

    record: Record
    telling: Telling

    def age(self, now: datetime) -> timedelta:
        """How long it has been open; never negative."""
        return max(now - self.record.since, timedelta())


def among(question: ViolationsQuestion, present: Mapping[str, int]) -> ViolationsQuestion:
    """Return the question with the rules that it is about, out of those that are present.

    `present`: how many open violations each rule has. Their severity is what the catalogue says
    now, of rules that it does not know too.
    """
    if not question.needs_rules:
        return question
    rules = sorted(name for name in present if rule_info(name).severity == question.severity)
    outnumbered = 2 * sum(present[name] for name in rules) < sum(present.values())
    return replace(question, rules=tuple(rules), outnumbered=outnumbered)
