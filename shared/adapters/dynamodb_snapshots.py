"""How things stood on the days before, by key from the daily snapshots."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_batch_reader import BatchReader
from shared.adapters.dynamodb_items import Item, is_expired, number, text
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.adapters.dynamodb_snapshot_history import MUTED
from shared.domain.rollups import Counts, total
from shared.domain.trend import Days, Subject, TrendOf

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

_ALL = "all"
_PARTITIONS = {TrendOf.ACCOUNT: "", TrendOf.RULE: "#rules", TrendOf.RESOURCE_TYPE: "#types"}


class DynamoDbSnapshots:
    """Implements SnapshotQueries."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        pool: Executor,
        clock: Callable[[], datetime],
    ) -> None:
        self._batches = BatchReader(client, table, pool)
        self._ranges = RangeReader(client, table)
        self._pool = pool
        self._clock = clock

    def daily(self, subject: Subject, days: Days) -> Mapping[date, Counts]:
        """Return the counts of each day; see the port."""
        if subject.of is TrendOf.ORGANISATION:
            return self._organisation(subject, days)
        name, partition = keys.part(subject.name), _PARTITIONS[subject.of]
        return self._by_key({(_pk(day, partition), name): day for day in days})

    def muted(self, days: Days) -> Mapping[date, int]:
        """Return how many violations were muted; see the port."""
        wanted = {(_pk(day, f"#{_ALL}"), _ALL): day for day in days}
        return {
            wanted[text(item, "pk"), text(item, "sk")]: number(item, MUTED)
            for item in self._present(self._batches.items(wanted))
            if MUTED in item
        }

    def _organisation(self, subject: Subject, days: Days) -> Mapping[date, Counts]:
        if subject.accounts is not None:
            accounts = [keys.part(account) for account in subject.accounts]
            return self._by_key({(_pk(day, ""), name): day for day in days for name in accounts})
        whole = self._by_key({(_pk(day, f"#{_ALL}"), _ALL): day for day in days})
        # Days of which no sum was kept: their accounts are added up.
        rest = [day for day in days if day not in whole]
        added = zip(rest, self._pool.map(self._accounts, rest), strict=True)
        return {**whole, **{day: counts for day, counts in added if counts is not None}}

    def _by_key(self, wanted: Mapping[tuple[str, str], date]) -> dict[date, Counts]:
        found: defaultdict[date, list[Item]] = defaultdict(list)
        for item in self._present(self._batches.items(wanted)):
            found[wanted[text(item, "pk"), text(item, "sk")]].append(item)
        return {day: _sum(items) for day, items in found.items()}

    def _accounts(self, day: date) -> Counts | None:
        items = list(self._present(self._ranges.items(Range(pk=_pk(day, "")))))
        return _sum(items) if items else None

    def _present(self, items: Iterable[Item]) -> Iterator[Item]:
        now = self._clock()
        return (item for item in items if not is_expired(item, now))


def _sum(items: list[Item]) -> Counts:
    """Return the sum of one taking: what is left of an earlier one is not of this day."""
    taken_at = max(text(item, "taken_at") for item in items)
    return total(
        Counts(*(number(item, member.name) for member in fields(Counts)))
        for item in items
        if text(item, "taken_at") == taken_at
    )


def _pk(day: date, partition: str) -> str:
    return f"SNAP#{day.isoformat()}{partition}"
