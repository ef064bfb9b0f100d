"""Questions about what happened, answered by key queries on the Events table."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

from shared.adapters.dynamodb_access import Access, Regions
from shared.adapters.dynamodb_bounds import Bound
from shared.adapters.dynamodb_conditions import Condition, condition_of, not_expired
from shared.adapters.dynamodb_history_access import access_by_account, access_to_history
from shared.adapters.dynamodb_items import Item, marshal, optional, read_history
from shared.adapters.dynamodb_merge import Merge
from shared.adapters.dynamodb_ranges import Batch, Range, RangeReader
from shared.domain.filters import Filters, Window
from shared.domain.history import HistoryItem
from shared.domain.observations import AWS_CONFIG
from shared.domain.pages import Page, Position
from shared.domain.rollups import Activity, activity_of
from shared.ports.errors import TooMuchToReadError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

COMPLIANCE_CHANGE = "Config Rules Compliance Change"


class DynamoDbHistoryQueries:
    """Implements HistoryQueries; partitions are read at the same time, as the pool allows."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        regions: Regions,
        pool: Executor,
        clock: Callable[[], datetime],
    ) -> None:
        self._reader = RangeReader(client, table)
        self._regions = regions
        self._pool = pool
        self._clock = clock

    def events(
        self, filters: Filters, window: Window, limit: int, after: Position | None
    ) -> Page[HistoryItem]:
        """Return a page of history; see the port."""
        access = access_to_history(filters, window, self._regions)
        condition = condition_of(filters, access.implied, not_expired(self._clock()))

        def read(part: Range, size: int, resume: Item | None) -> Batch:
            return self._reader.batch(part, condition, newest_first=True, size=size, resume=resume)

        size = access.first_read(limit, selective=condition.selective)
        merge = Merge(read, self._pool, newest_first=True)
        page = merge.page(access.ranges, limit, after, size)
        return Page([read_history(item) for item in page.items], page.next)

    def activity(self, filters: Filters, window: Window) -> Activity:
        """Count compliance changes; see the port."""
        heard = replace(filters, source=filters.source or AWS_CONFIG)
        return sum(self._all(heard, window, _activity_of, _changes), Activity())

    def past_of_resource(self, filters: Filters) -> Sequence[HistoryItem]:
        """Return all that happened to a resource; see the port."""
        return self._all(filters, Window(), read_history)

    def _all[T](
        self,
        filters: Filters,
        window: Window,
        made_of: Callable[[Item], T],
        narrowed: Callable[[Condition], Condition] = lambda same: same,
    ) -> list[T]:
        """Return all items; of an id that too many accounts use, by the account that is named."""
        always = not_expired(self._clock())

        def read(access: Access) -> list[T]:
            condition, bound = narrowed(condition_of(filters, access.implied, always)), Bound()

            def read_part(part: Range) -> list[T]:
                return [made_of(item) for item in self._reader.items(part, condition, bound)]

            return list(chain.from_iterable(self._pool.map(read_part, access.ranges)))

        if filters.resource_id is None or filters.account is None:
            return read(access_to_history(filters, window, self._regions))
        with suppress(TooMuchToReadError):
            return read(access_to_history(filters, window, self._regions))
        return read(access_by_account(filters, window))


def _changes(condition: Condition) -> Condition:
    return replace(
        condition,
        expression=f"{condition.expression} AND #detail_type = :detail_type",
        names=condition.names | {"#detail_type": "detail_type"},
        values=condition.values | marshal(**{":detail_type": COMPLIANCE_CHANGE}),
    )


def _activity_of(item: Item) -> Activity:
    return activity_of(optional(item, "status"), optional(item, "previous_status"))
