"""The sums of the organisation, read: four queries, whatever its size."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_batches import read_items
from shared.adapters.dynamodb_conditions import not_expired
from shared.adapters.dynamodb_items import Item, number, text
from shared.adapters.dynamodb_packed import read_rows, read_share
from shared.adapters.dynamodb_ranges import Range, RangeReader, prefixed
from shared.adapters.dynamodb_regions import DynamoDbRegions
from shared.adapters.dynamodb_totals_keys import share_key
from shared.domain.filters import Window
from shared.domain.observations import PlaceKey
from shared.domain.resolve_times import OrganisationActivity, ResolveTimes
from shared.domain.rollups import Activity
from shared.domain.times import sortable
from shared.domain.totals import Matrix, PartRows, Totals, added_up

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

_DAY = timedelta(days=1)


class DynamoDbTotals:
    """Implements TotalsQueries; partitions are read at the same time, as the pool allows."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        pool: Executor,
        clock: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._table = table
        self._reader = RangeReader(client, table)
        self._regions = DynamoDbRegions(client, table)
        self._pool = pool
        self._clock = clock

    def totals(self, region: str | None = None) -> Totals:
        """Return how the organisation stands; see the port."""
        lowest, highest = prefixed(keys.part(region) + "#" if region else "")

        def read(shard: int) -> list[tuple[str, PartRows]]:
            part = Range(pk=keys.totals_pk(shard), lowest=lowest, highest=highest)
            return [(text(item, "region"), read_rows(item)) for item in self._reader.items(part)]

        found = self._pool.map(read, range(keys.TOTALS_SHARDS))
        return added_up(part for parts in found for part in parts)

    def shares(self, places: Iterable[PlaceKey]) -> Mapping[PlaceKey, Matrix]:
        """Return what each place contributed; see the port."""
        wanted = list(places)
        found = read_items(self._client, self._table, map(share_key, wanted), consistent=False)
        return {place: read_share(found.get(_at(share_key(place)))).counts for place in wanted}

    def activity(self, quarters: Window, region: str | None = None) -> OrganisationActivity:
        """Return what happened; see the port."""
        regions = [region] if region else self._regions()
        condition = not_expired(self._clock())

        def add_up(part: Range) -> OrganisationActivity:
            items = self._reader.items(part, condition)
            return sum(map(_activity, items), OrganisationActivity())

        ranges = [part for name in regions for part in _ranges(name, quarters)]
        return sum(self._pool.map(add_up, ranges), OrganisationActivity())


def _at(key: Item) -> tuple[str, str]:
    return text(key, "pk"), text(key, "sk")


def _ranges(region: str, quarters: Window) -> Iterator[Range]:
    """Yield what to read: whole days by the day, what is left before and after by the quarter."""
    for shard in range(keys.ACTIVITY_SHARDS):
        for prefix, window in _pieces(quarters):
            lowest, highest = prefixed(prefix)
            if window.start:
                lowest = prefix + sortable(window.start)
            if window.end:  # one character short: what begins there is outside
                highest = prefix + sortable(window.end)[:-1]
            yield Range(pk=keys.activity_pk(region, shard), lowest=lowest, highest=highest)


def _pieces(quarters: Window) -> Iterator[tuple[str, Window]]:
    start, end = quarters.start, quarters.end
    first = start and _midnight(start + _DAY - timedelta.resolution)
    last = end and _midnight(end)
    if first and last and first >= last:
        yield keys.QUARTER, quarters
        return
    yield keys.DAY, Window(start=first, end=last)
    if start and start != first:
        yield keys.QUARTER, Window(start=start, end=first)
    if end and end != last:
        yield keys.QUARTER, Window(start=last, end=end)


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def read_resolve_times(item: Item) -> ResolveTimes:
    """Return how many violations lasted how long, as an item counts them."""
    return ResolveTimes(
        {int(n[1:]): number(item, n) for n in item if n[0] == "r" and n[1:].isdigit()}
    )


def _activity(item: Item) -> OrganisationActivity:
    activity = Activity(
        number(item, "total_events"),
        number(item, "new_violations"),
        number(item, "resolved_violations"),
    )
    return OrganisationActivity(activity, read_resolve_times(item))
