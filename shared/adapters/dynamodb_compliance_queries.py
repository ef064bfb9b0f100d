"""Questions about present states, answered by key queries on the ConfigCompliance table."""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import fields
from datetime import datetime
from itertools import chain, islice
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_accounts import Place, places
from shared.adapters.dynamodb_conditions import condition_of, not_expired, open_states
from shared.adapters.dynamodb_items import Item, number, read_record, text
from shared.adapters.dynamodb_merge import MOST_RANGES, Merge
from shared.adapters.dynamodb_ranges import LOWEST, Batch, Range, RangeReader, prefixed
from shared.adapters.dynamodb_state_access import access_to_states
from shared.domain.filters import Filters, Window
from shared.domain.pages import Page, Position
from shared.domain.rollups import Activity, Counts, RollupKey
from shared.domain.state import Record
from shared.domain.times import sortable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


class DynamoDbComplianceQueries:
    """Implements ComplianceQueries; partitions are read at the same time, as the pool allows."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        pool: Executor,
        clock: Callable[[], datetime],
    ) -> None:
        self._reader = RangeReader(client, table)
        self._pool = pool
        self._clock = clock

    def rollups(self, filters: Filters) -> Iterable[tuple[RollupKey, Counts]]:
        """Yield counts; see the port."""
        rows = chain.from_iterable(self._pool.map(self._rollups_of, places(self._reader, filters)))
        return ((key, counts) for key, counts in rows if filters.admit_rollup(key))

    def activity(self, filters: Filters, quarters: Window) -> Activity:
        """Count compliance changes; see the port."""
        lowest, highest = prefixed(keys.ACTIVITY)
        if quarters.start:
            lowest = keys.ACTIVITY + sortable(quarters.start)
        if quarters.end:  # one character short: the quarter that begins there is outside
            highest = keys.ACTIVITY + sortable(quarters.end)[:-1]
        condition = not_expired(self._clock())

        def count(place: Place) -> Activity:
            part = Range(pk=place.pk, lowest=lowest, highest=highest)
            return sum(map(_activity, self._reader.items(part, condition)), Activity())

        return sum(self._pool.map(count, places(self._reader, filters)), Activity())

    def states(self, filters: Filters, limit: int, after: Position | None) -> Page[Record]:
        """Return a page of states; see the port."""
        access = access_to_states(filters, lambda: self._places(filters, after))
        condition = condition_of(filters, access.implied, open_states())

        def read(part: Range, size: int, resume: Item | None) -> Batch:
            return self._reader.batch(part, condition, size=size, resume=resume)

        size = access.first_read(limit, selective=condition.selective)
        page = Merge(read, self._pool).page(access.ranges, limit, after, size)
        return Page([read_record(item) for item in page.items], page.next)

    def _places(self, filters: Filters, after: Position | None) -> Iterable[Place]:
        return islice(places(self._reader, filters, after[0] if after else LOWEST), MOST_RANGES + 1)

    def _rollups_of(self, place: Place) -> list[tuple[RollupKey, Counts]]:
        lowest, highest = prefixed(keys.ROLLUP)
        part = Range(pk=place.pk, lowest=lowest, highest=highest)
        return [_rollup(item) for item in self._reader.items(part)]


def _rollup(item: Item) -> tuple[RollupKey, Counts]:
    key = RollupKey(
        text(item, "account"),
        text(item, "region"),
        text(item, "rule_name"),
        text(item, "resource_type"),
    )
    return key, Counts(*(number(item, member.name) for member in fields(Counts)))


def _activity(item: Item) -> Activity:
    return Activity(*(number(item, member.name) for member in fields(Activity)))
