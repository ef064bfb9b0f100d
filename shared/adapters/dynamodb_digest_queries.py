"""What the digest asks of some accounts alone, in the ConfigCompliance table."""

from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import fields
from datetime import datetime
from heapq import nsmallest
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_conditions import not_expired
from shared.adapters.dynamodb_items import Item, number, read_record
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.domain.filters import Window
from shared.domain.observations import PlaceKey
from shared.domain.rollups import Activity
from shared.domain.state import Record
from shared.domain.times import sortable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


class DynamoDbDigestQueries:
    """Implements DigestQueries; partitions are read at the same time, as the pool allows."""

    def __init__(
        self, client: "DynamoDBClient", table: str, pool: Executor, clock: Callable[[], datetime]
    ) -> None:
        self._reader = RangeReader(client, table)
        self._pool = pool
        self._clock = clock

    def activity(self, places: Iterable[PlaceKey], quarters: Window) -> Activity:
        """Count compliance changes; see the port."""
        start, end = quarters.start, quarters.end
        lowest = keys.ACTIVITY + (sortable(start) if start else "")
        # One character short: the quarter that begins at the end is outside.
        highest = keys.ACTIVITY + (sortable(end)[:-1] if end else "~")
        condition = not_expired(self._clock())

        def count(place: PlaceKey) -> Activity:
            pk = keys.account_pk(place.account, place.region)
            items = self._reader.items(Range(pk=pk, lowest=lowest, highest=highest), condition)
            return sum(map(_activity, items), Activity())

        return sum(self._pool.map(count, places), Activity())

    def oldest(self, accounts: Collection[str] | None, limit: int) -> Sequence[Record]:
        """Return the violations open for the longest; see the port."""
        ranges = _of_all() if accounts is None else [_of_account(a) for a in sorted(accounts)]

        def read(part: Range) -> list[Item]:
            return self._reader.batch(part, size=limit)["Items"]

        found = (item for items in self._pool.map(read, ranges) for item in items)
        first = nsmallest(limit, found, key=lambda item: str(item["open_sk"]["S"]))
        return [read_record(item) for item in first]


def _of_all() -> list[Range]:
    names = {"index": "open_violations", "pk_name": "open_pk", "sk_name": "open_sk"}
    return [Range(pk=keys.shard_pk(n), **names) for n in range(keys.TIME_SHARDS)]


def _of_account(account: str) -> Range:
    return Range(
        pk=keys.part(account),
        index="violations_by_account",
        pk_name="open_account_pk",
        sk_name="open_sk",
    )


def _activity(item: Item) -> Activity:
    return Activity(*(number(item, member.name) for member in fields(Activity)))
