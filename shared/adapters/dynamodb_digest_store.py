"""The registry and the daily snapshots, in the ConfigCompliance table."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from itertools import batched
from typing import TYPE_CHECKING, Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, expiry, is_expired, marshal, number, text
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.adapters.dynamodb_snapshot_history import (
    ALL,
    MUTED,
    SnapshotHistory,
    counts_at,
    newest,
    snapshot_pk,
)
from shared.domain.rollups import Counts, total
from shared.domain.snapshots import Heard, Snapshot
from shared.domain.times import read_time, sortable
from shared.ports.channel import Clock
from shared.ports.errors import StoreUnavailableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

# DynamoDB developer guide, BatchWriteItem.
_ITEMS = 25
_ATTEMPTS = 8
# The week before the last day that is kept is still compared with.
_BEYOND_RETENTION = timedelta(days=30)
_ACCOUNTS, _RULES, _TYPES, _ALL = "", "#rules", "#types", "#all"


class DynamoDbDigestStore:
    """Snapshots are kept for `retention` and a month."""

    def __init__(
        self, client: "DynamoDBClient", table: str, retention: timedelta, clock: Clock
    ) -> None:
        self._client = client
        self._table = table
        self._reader = RangeReader(client, table)
        self._history = SnapshotHistory(client, table, clock)
        self._retention = retention + _BEYOND_RETENTION
        self._clock = clock

    def heard(self) -> Sequence[Heard]:
        """Return the registry: each place, when it was heard from and when it was reconciled."""
        return [
            Heard(
                text(item, "account"),
                text(item, "region"),
                *(_moment(item, f) for f in ("first_heard", "last_heard", "reconciled_at")),
            )
            for item in self._reader.items(Range(pk=keys.ACCOUNTS))
        ]

    def snapshot(self, day: date) -> Snapshot | None:
        """Return how things stood on a day: what was kept for it last."""
        whats = (_ACCOUNTS, _RULES, _TYPES, _ALL)
        accounts, rules, types, whole = (self._read(day, what) for what in whats)
        if not accounts:
            return None
        taken_at = max(text(item, "taken_at") for item in accounts)
        counts = (counts_at(part, taken_at) for part in (accounts, rules, types))
        of_then = (item for item in whole if text(item, "taken_at") == taken_at)
        muted = (number(item, MUTED) for item in of_then if MUTED in item)
        return Snapshot(read_time(taken_at), *counts, muted=next(muted, None))

    def keep_snapshot(self, day: date, snapshot: Snapshot) -> None:
        """Keep how things stand for a day, the whole last; where nothing is, nothing is kept."""
        if not snapshot.by_account:
            return
        items = [
            *self._items(day, _RULES, snapshot.by_rule, snapshot.taken_at),
            *self._items(day, _TYPES, snapshot.by_resource_type, snapshot.taken_at),
            *self._items(day, _ACCOUNTS, snapshot.by_account, snapshot.taken_at),
            *self._whole(day, snapshot),
        ]
        for chunk in batched(items, _ITEMS, strict=False):
            self._put(chunk)

    def history(
        self, days: Sequence[date], accounts: Collection[str] | None
    ) -> Mapping[date, Counts | None]:
        """Return the counts of each day; see the port."""
        if accounts is not None:
            return self._history.of_accounts(days, accounts)
        kept = self._history.of_all(days)
        # Before the whole was kept in an item of its own, it was the sum of the accounts.
        older = {day: self._sum(day) for day in days if kept[day] is None}
        return {**kept, **older}

    def _sum(self, day: date) -> Counts | None:
        accounts = self._read(day, _ACCOUNTS)
        return total(newest(accounts).values()) if accounts else None

    def _read(self, day: date, what: str) -> list[Item]:
        now = self._clock.now()
        items = self._reader.items(Range(pk=snapshot_pk(day, what)))
        return [item for item in items if not is_expired(item, now)]

    def _items(
        self, day: date, what: str, groups: Mapping[str, Counts], taken_at: datetime
    ) -> Iterator[Item]:
        for name, counts in groups.items():
            numbers = {f.name: int(getattr(counts, f.name)) for f in fields(Counts)}
            yield marshal(
                pk=snapshot_pk(day, what),
                sk=keys.part(name),
                name=name,
                taken_at=sortable(taken_at),
                expires_at=expiry(taken_at, self._retention),
                **numbers,
            )

    def _whole(self, day: date, snapshot: Snapshot) -> Iterator[Item]:
        for item in self._items(day, _ALL, {ALL: snapshot.counts}, snapshot.taken_at):
            yield item | marshal(**{MUTED: snapshot.muted})

    def _put(self, items: Sequence[Item]) -> None:
        requests: Any = {self._table: [{"PutRequest": {"Item": item}} for item in items]}
        for attempt in range(_ATTEMPTS):
            with store_errors():
                answer = self._client.batch_write_item(RequestItems=requests)
            requests = answer["UnprocessedItems"]
            if not requests:
                return
            self._clock.sleep(timedelta(milliseconds=50 * 2**attempt))
        raise StoreUnavailableError(f"snapshots were not written in {_ATTEMPTS} attempts")


def _moment(item: Item, name: str) -> datetime | None:
    return read_time(text(item, name)) if name in item else None
