"""How a question is answered: by which ranges of keys."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil, sqrt

from shared.adapters.dynamodb_ranges import Range

# How many standard deviations more than its share of a page is read of a range at first: of ranges
# that are merged nearly none then has to be read again.
_SPREAD = 3
# Which regions there are; asked only where nothing narrower is.
type Regions = Callable[[], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Access:
    """The ranges to read, and the filters that reading just these already applies."""

    ranges: list[Range]
    implied: frozenset[str]

    def first_read(self, limit: int, *, selective: bool) -> int:
        """Return how many items to read of each range at first: enough, were they evenly spread."""
        merged = sum(part.label == self.ranges[0].label for part in self.ranges)
        mean = limit / max(merged, 1)
        share = limit + 2 if merged == 1 else ceil(mean + _SPREAD * sqrt(mean)) + 1
        return share * 4 if selective else share
