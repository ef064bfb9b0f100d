"""A question in AWS Config's query language, and which documents are an answer.

Stands for: each condition on a member of a list's elements holds when any element meets it, also
when another element meets the next: the resource that is compliant with rule A and not with rule B
is found by "rule A" and "not compliant".
"""

import re
from dataclasses import dataclass

from local.emulator.config_aggregator.documents import Document, found_at

COUNT, ALL = "COUNT(*)", "*"


@dataclass(frozen=True)
class Condition:
    """A member and what it may be; `like` says that the one value is a pattern."""

    path: str
    values: tuple[str, ...]
    like: bool = False

    def holds(self, document: Document) -> bool:
        """Whether the member, or one of the elements' members on the way to it, is one of these."""
        return any(self._is(str(value)) for value in found_at(document, self.path))

    def _is(self, value: str) -> bool:
        if not self.like:
            return value in self.values
        pattern = re.escape(self.values[0]).replace("%", ".*").replace("_", ".")
        return re.fullmatch(pattern, value, re.DOTALL) is not None


@dataclass(frozen=True, kw_only=True)
class Query:
    """A question; `order` holds members and whether the greatest comes first."""

    fields: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()
    groups: tuple[str, ...] = ()
    order: tuple[tuple[str, bool], ...] = ()

    @property
    def is_count(self) -> bool:
        """Whether documents are counted, not told."""
        return COUNT in self.fields or bool(self.groups)

    def holds(self, document: Document) -> bool:
        """Whether a document meets all conditions."""
        return all(condition.holds(document) for condition in self.conditions)

    def may_hold(self, known: Document) -> bool:
        """Whether a document may meet all conditions of which no more than this is known."""
        return all(c.holds(known) for c in self.conditions if c.path in known)
