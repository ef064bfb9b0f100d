"""Which resources changed most: of each change AWS Config says which resource it is of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nsmallest

from shared.domain.audience import Audience
from shared.domain.filters import Window
from shared.domain.observations import ResourceKey

type Row = tuple[ResourceKey, int]

# Less is not worth a look: quarters of an hour are what is counted for nothing.
_LEAST = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class ChangedResource:
    """A resource: how many results it has now, and how often they changed."""

    key: ResourceKey
    results: int
    changes: int


@dataclass(frozen=True, slots=True)
class Interval:
    """A time that has both of its ends; `start` belongs to it, `end` does not."""

    start: datetime
    end: datetime

    @property
    def window(self) -> Window:
        """The same as what is asked for."""
        return Window(start=self.start, end=self.end)

    def newest(self, share: float) -> "Interval | None":
        """Return the newest part of it, a share from 0 to 1; None of what is a quarter of an hour.

        It never is shorter than that.
        """
        length = self.end - self.start
        if length <= _LEAST:
            return None
        return Interval(self.end - max(length * share, _LEAST), self.end)


@dataclass(frozen=True, slots=True)
class Changes:
    """How often results of each resource changed in a time."""

    by_resource: Mapping[ResourceKey, int]
    counted: Interval

    def most(self, audience: Audience, number: int) -> tuple[Row, ...]:
        """Return the resources of an audience that changed most, at first the one that leads."""
        return tuple(nsmallest(number, self._of(audience), key=_rank))

    def total(self, audience: Audience) -> int:
        """Return how many changes there were of an audience's resources."""
        return sum(changes for _, changes in self._of(audience))

    def _of(self, audience: Audience) -> Iterator[Row]:
        return (row for row in self.by_resource.items() if audience.owns(row[0].account))


def _rank(row: Row) -> tuple[int, str, str, str, str]:
    key, changes = row
    return -changes, key.account, key.resource_id, key.region, key.resource_type


@dataclass(frozen=True, slots=True)
class Changing:
    """The resources of an audience that changed most, of how many changes in all, and when."""

    resources: tuple[ChangedResource, ...]
    changes: int
    counted: Interval
