"""The rules: those of the catalogue, and those that were seen anywhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from shared.domain.catalogue import RuleInfo, is_classified, known_rules, rule_info
from shared.domain.rollups import Counts
from shared.domain.rule_names import normalise


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule by its normalised name; `classified` says that the catalogue knows it.

    `seen` says that there are results of it now; `counts` are all zero otherwise.
    """

    info: RuleInfo
    counts: Counts

    @property
    def classified(self) -> bool:
        """Whether severity and remedy were written for this rule."""
        return is_classified(self.info.name)

    @property
    def seen(self) -> bool:
        """Whether there are results of it."""
        return self.counts.total > 0


def rule_lines(seen: Iterable[tuple[str, Counts]]) -> list[RuleLine]:
    """Return a line for each rule, by name; `seen` are counts by any name of a rule."""
    counts = dict.fromkeys(known_rules(), Counts())
    for rule, some in seen:
        if some.total > 0:
            name = normalise(rule)
            counts[name] = counts.get(name, Counts()) + some
    return [RuleLine(rule_info(name), counts[name]) for name in sorted(counts)]
