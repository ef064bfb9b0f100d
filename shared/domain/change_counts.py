"""How often results had changed by one instant: what a time brought is a difference."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from shared.domain.totals import ChangesRow


@dataclass(frozen=True, slots=True)
class ChangeCounts:
    """How often a result became another, or a first one came, by rule and by resource type."""

    by_rule: Mapping[str, int] = field(default_factory=dict[str, int])
    by_resource_type: Mapping[str, int] = field(default_factory=dict[str, int])

    @classmethod
    def of(cls, rows: Iterable[ChangesRow]) -> Self:
        """Return the sums of rows."""
        rules, types = Counter[str](), Counter[str]()
        for rule_name, resource_type, number in rows:
            rules[rule_name] += number
            types[resource_type] += number
        return cls(dict(sorted(rules.items())), dict(sorted(types.items())))

    def since(self, before: Self) -> Self:
        """Return what came after an earlier instant."""
        return type(self)(
            dict(Counter(self.by_rule) - Counter(before.by_rule)),
            dict(Counter(self.by_resource_type) - Counter(before.by_resource_type)),
        )
