"""What the digest asks of some accounts alone, in the ConfigCompliance table."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import fields
from datetime import datetime
from heapq import nsmallest
from itertools import chain
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_conditions import not_expired
from shared.adapters.dynamodb_items import Item, number, read_record, text
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.adapters.dynamodb_regions import DynamoDbRegions
from shared.adapters.dynamodb_totals import read_resolve_times
from shared.adapters.dynamodb_violations import of_account, of_region
from shared.domain.filters import Window
from shared.domain.observations import PlaceKey
from shared.domain.resolve_times import ResolveTimes
from shared.domain.rollups import Activity
from shared.domain.state import Record
from shared.domain.times import read_time, sortable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


class DynamoDbDigestQueries:
    """Implements DigestQueries; partitions are read at the same time, as the pool allows."""

    def __init__(
        self, client: "DynamoDBClient", table: str, pool: Executor, clock: Callable[[], datetime]
    ) -> None:
        self._reader = RangeReader(client, table)
        self._regions = DynamoDbRegions(client, table)
        self._pool = pool
        self._clock = clock

    def activity(self, places: Iterable[PlaceKey], quarters: Window) -> Activity:
        """Count compliance changes; see the port."""
        items = self._each(places, keys.ACTIVITY, quarters)
        return sum(map(_activity, items), Activity())

    def active(
        self, places: Iterable[PlaceKey], quarters: Window
    ) -> Mapping[PlaceKey, Sequence[datetime]]:
        """Return when something changed; see the port."""
        read = self._of_each(places, keys.ACTIVITY, quarters)
        return {place: [_quarter(i, keys.ACTIVITY) for i in items] for place, items in read}

    def resolve_times(
        self, places: Iterable[PlaceKey], quarters: Window
    ) -> Mapping[datetime, ResolveTimes]:
        """Return how long violations lasted; see the port."""
        found: dict[datetime, ResolveTimes] = {}
        for item in self._each(places, keys.RESOLVED, quarters):
            quarter = _quarter(item, keys.RESOLVED)
            found[quarter] = found.get(quarter, ResolveTimes()) + read_resolve_times(item)
        return found

    def _each(self, places: Iterable[PlaceKey], prefix: str, quarters: Window) -> Iterator[Item]:
        """Yield what places have of quarters of an hour."""
        return chain.from_iterable(items for _, items in self._of_each(places, prefix, quarters))

    def _of_each(
        self, places: Iterable[PlaceKey], prefix: str, quarters: Window
    ) -> Iterator[tuple[PlaceKey, list[Item]]]:
        """Yield each place with what it has, by one range of its sort keys."""
        start, end = quarters.start, quarters.end
        lowest = prefix + (sortable(start) if start else "")
        # One character short: the quarter that begins at the end is outside.
        highest = prefix + (sortable(end)[:-1] if end else "~")
        condition = not_expired(self._clock())

        def read(place: PlaceKey) -> tuple[PlaceKey, list[Item]]:
            pk = keys.account_pk(place.account, place.region)
            part = Range(pk=pk, lowest=lowest, highest=highest)
            return place, list(self._reader.items(part, condition))

        return self._pool.map(read, places)

    def oldest(self, accounts: Collection[str] | None, limit: int) -> Sequence[Record]:
        """Return the violations open for the longest; see the port."""
        if accounts is None:
            ranges = [part for region in self._regions() for part in of_region(region)]
        else:
            ranges = [of_account(account) for account in sorted(accounts)]

        def read(part: Range) -> list[Item]:
            return self._reader.batch(part, size=limit)["Items"]

        found = (item for items in self._pool.map(read, ranges) for item in items)
        first = nsmallest(limit, found, key=lambda item: str(item["open_sk"]["S"]))
        return [read_record(item) for item in first]


def _quarter(item: Item, prefix: str) -> datetime:
    return read_time(text(item, "sk").removeprefix(prefix))


def _activity(item: Item) -> Activity:
    return Activity(*(number(item, member.name) for member in fields(Activity)))
