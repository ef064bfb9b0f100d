"""Questions about what happened, answered by key queries on the Events table."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from shared.adapters.dynamodb_conditions import Condition, condition_of, not_expired
from shared.adapters.dynamodb_history_access import access_to_history
from shared.adapters.dynamodb_items import Item, marshal, optional, read_history
from shared.adapters.dynamodb_merge import Merge
from shared.adapters.dynamodb_ranges import Batch, Range, RangeReader
from shared.domain.filters import Filters, Window
from shared.domain.history import HistoryItem
from shared.domain.pages import Page, Position
from shared.domain.rollups import Activity, activity_of

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

COMPLIANCE_CHANGE = "Config Rules Compliance Change"


class DynamoDbHistoryQueries:
    """Implements HistoryQueries; partitions are read at the same time, as the pool allows."""

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

    def events(
        self, filters: Filters, window: Window, limit: int, after: Position | None
    ) -> Page[HistoryItem]:
        """Return a page of history; see the port."""
        access = access_to_history(filters, window)
        condition = condition_of(filters, access.implied, not_expired(self._clock()))

        def read(part: Range, size: int, resume: Item | None) -> Batch:
            return self._reader.batch(part, condition, newest_first=True, size=size, resume=resume)

        size = access.first_read(limit, selective=condition.selective)
        merge = Merge(read, self._pool, newest_first=True)
        page = merge.page(access.ranges, limit, after, size)
        return Page([read_history(item) for item in page.items], page.next)

    def activity(self, filters: Filters, window: Window) -> Activity:
        """Count compliance changes; see the port."""
        access = access_to_history(filters, window)
        condition = _changes(condition_of(filters, access.implied, not_expired(self._clock())))

        def count(part: Range) -> Activity:
            items = self._reader.items(part, condition)
            return sum(map(_activity_of, items), Activity())

        return sum(self._pool.map(count, access.ranges), Activity())


def _changes(condition: Condition) -> Condition:
    return replace(
        condition,
        expression=f"{condition.expression} AND #detail_type = :detail_type",
        names=condition.names | {"#detail_type": "detail_type"},
        values=condition.values | marshal(**{":detail_type": COMPLIANCE_CHANGE}),
    )


def _activity_of(item: Item) -> Activity:
    return activity_of(optional(item, "status"), optional(item, "previous_status"))
