"""The registry and the daily snapshots, in the ConfigCompliance table."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_batch_writes import BatchWrites
from shared.adapters.dynamodb_batches import read_items
from shared.adapters.dynamodb_heard import read_heard
from shared.adapters.dynamodb_items import Item, expiry, is_expired, marshal, number, text
from shared.adapters.dynamodb_packed import changes_members, read_changes
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.adapters.dynamodb_snapshots import (
    ACCOUNTS,
    MUTED,
    NOT_RECORDED,
    RULES,
    TYPES,
    WHOLE,
    changes_key,
    counts_of,
    known_number,
    snapshot_pk,
    whole_key,
)
from shared.domain.change_counts import ChangeCounts
from shared.domain.rollups import Counts, total
from shared.domain.snapshots import Heard, Snapshot
from shared.domain.times import read_time, sortable
from shared.ports.channel import Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

# The week before the last day that is kept is still compared with.
_BEYOND_RETENTION = timedelta(days=30)


class DynamoDbDigestStore:
    """Snapshots are kept for `retention` and a month."""

    def __init__(
        self, client: "DynamoDBClient", table: str, retention: timedelta, clock: Clock
    ) -> None:
        self._client = client
        self._table = table
        self._reader = RangeReader(client, table)
        self._retention = retention + _BEYOND_RETENTION
        self._writes = BatchWrites(client, table, clock)
        self._clock = clock

    def heard(self) -> Sequence[Heard]:
        """Return the registry: each place, when it was heard from and when it was reconciled."""
        return list(map(read_heard, self._reader.items(Range(pk=keys.ACCOUNTS))))

    def snapshot(self, day: date) -> Snapshot | None:
        """Return how things stood on a day, if all that was to be kept of it is there."""
        whole = self._whole(day)
        if whole is None:
            return None
        taken_at = text(whole, "taken_at")
        accounts, *others = (self._read(day, what, taken_at) for what in (ACCOUNTS, RULES, TYPES))
        snapshot = Snapshot(
            read_time(taken_at),
            *(_counts(items) for items in (accounts, *others)),
            muted=known_number(whole, MUTED),
            changes=self._changes(day, taken_at),
            not_recorded=_not_recorded(accounts) if NOT_RECORDED in whole else None,
        )
        # Two that write at once leave some of each: what does not add up is not the day.
        return snapshot if total(snapshot.by_account.values()) == counts_of(whole) else None

    def keep_snapshot(self, day: date, snapshot: Snapshot) -> None:
        """Keep how things stand for a day; where nothing is, nothing is kept.

        The whole makes the day known: what was kept of it goes first, and the new one comes last,
        alone, so that a day that was written by half is unknown.
        """
        if not snapshot.by_account:
            return
        parts = [
            *self._items(day, RULES, snapshot.by_rule, snapshot.taken_at),
            *self._items(day, TYPES, snapshot.by_resource_type, snapshot.taken_at),
            *self._accounts(day, snapshot),
        ]
        if snapshot.changes is not None:
            parts.append(self._changes_item(day, snapshot.changes, snapshot.taken_at))
        pk, sk = whole_key(day)
        self._writes.delete([marshal(pk=pk, sk=sk)])
        self._writes.put(parts)
        whole = self._items(day, f"#{WHOLE}", {WHOLE: snapshot.counts}, snapshot.taken_at)
        known = {MUTED: snapshot.muted, NOT_RECORDED: snapshot.places_not_recorded}
        self._writes.put(item | marshal(**known) for item in whole)

    def _whole(self, day: date) -> Item | None:
        pk, sk = whole_key(day)
        found = read_items(self._client, self._table, [marshal(pk=pk, sk=sk)], consistent=True)
        whole = found.get((pk, sk))
        return None if whole is None or is_expired(whole, self._clock.now()) else whole

    def _changes(self, day: date, taken_at: str) -> ChangeCounts | None:
        pk, sk = changes_key(day)
        key = marshal(pk=pk, sk=sk)
        item = read_items(self._client, self._table, [key], consistent=True).get((pk, sk))
        return read_changes(item) if item and text(item, "taken_at") == taken_at else None

    def _changes_item(self, day: date, changes: ChangeCounts, taken_at: datetime) -> Item:
        pk, sk = changes_key(day)
        until = expiry(taken_at, self._retention)
        named = marshal(pk=pk, sk=sk, taken_at=sortable(taken_at), expires_at=until)
        return named | changes_members(changes)

    def _read(self, day: date, what: str, taken_at: str) -> dict[str, Item]:
        items = self._reader.items(Range(pk=snapshot_pk(day, what)))
        return {text(i, "name"): i for i in items if text(i, "taken_at") == taken_at}

    def _accounts(self, day: date, snapshot: Snapshot) -> Iterator[Item]:
        stopped = snapshot.not_recorded
        for item in self._items(day, ACCOUNTS, snapshot.by_account, snapshot.taken_at):
            places = None if stopped is None else stopped.get(text(item, "name"), 0)
            yield item | marshal(**{NOT_RECORDED: places})

    def _items(
        self, day: date, what: str, groups: Mapping[str, Counts], taken_at: datetime
    ) -> Iterator[Item]:
        for name, counts in groups.items():
            numbers = counts._asdict()
            yield marshal(
                pk=snapshot_pk(day, what),
                sk=keys.part(name),
                name=name,
                taken_at=sortable(taken_at),
                expires_at=expiry(taken_at, self._retention),
                **numbers,
            )


def _counts(items: Mapping[str, Item]) -> dict[str, Counts]:
    return {name: counts_of(item) for name, item in items.items()}


def _not_recorded(accounts: Mapping[str, Item]) -> dict[str, int]:
    stopped = {account: number(item, NOT_RECORDED) for account, item in accounts.items()}
    return {account: places for account, places in stopped.items() if places}
