"""How a question is answered: by which ranges of keys."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil, sqrt

from shared.adapters.dynamodb_ranges import Range

# Of ranges that are merged some have half as much again as their share. How many standard
# deviations more is read of each at first: few have to be read again, and little is read in vain.
_UNEQUAL, _SPREAD = 1.5, 2
# Which regions there are; asked only where nothing narrower is.
type Regions = Callable[[], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Access:
    """The ranges to read, and the filters that reading just these already applies."""

    ranges: list[Range]
    implied: frozenset[str]

    def first_read(self, limit: int, *, selective: bool) -> int:
        """Return how many items to read of each range at first: enough for nearly any page."""
        merged = sum(part.label == self.ranges[0].label for part in self.ranges)
        mean = _UNEQUAL * limit / max(merged, 1)
        share = limit + 2 if merged == 1 else ceil(mean + _SPREAD * sqrt(mean)) + 1
        return share * 4 if selective else share
