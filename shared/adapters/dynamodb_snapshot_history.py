"""Snapshots of days as items: their keys, and reading the counts of many days by key."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_batches import read_items
from shared.adapters.dynamodb_items import Item, is_expired, marshal, number, text
from shared.domain.rollups import Counts, total
from shared.ports.channel import Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

ALL = "all"  # the item of the whole organisation
MUTED = "muted"  # its member that says how many violations were muted; absent: not known


class SnapshotHistory:
    """Reads items by their keys, so that its cost is that of the days and accounts asked for."""

    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._client = client
        self._table = table
        self._clock = clock

    def of_all(self, days: Sequence[date]) -> dict[date, Counts | None]:
        """Return the counts of the whole organisation on each day, None where none are kept."""
        found = self._get([_key_of_all(day) for day in days])
        items = {day: found.get((snapshot_pk(day, "#all"), ALL)) for day in days}
        return {day: counts_of(item) if item else None for day, item in items.items()}

    def of_accounts(
        self, days: Sequence[date], accounts: Collection[str]
    ) -> dict[date, Counts | None]:
        """Return the counts of accounts together on each day, None where none are kept."""
        parts = [keys.part(account) for account in accounts]
        own = [marshal(pk=snapshot_pk(day, ""), sk=part) for day in days for part in parts]
        found = self._get([*own, *map(_key_of_all, days)])
        by_day: dict[date, Counts | None] = {}
        for day in days:
            items = [found[at] for part in parts if (at := (snapshot_pk(day, ""), part)) in found]
            by_day[day] = _sum(items, found.get((snapshot_pk(day, "#all"), ALL)))
        return by_day

    def _get(self, wanted: Sequence[Item]) -> dict[tuple[str, str], Item]:
        now = self._clock.now()
        found = read_items(self._client, self._table, wanted, consistent=False)
        return {at: item for at, item in found.items() if not is_expired(item, now)}


def snapshot_pk(day: date, what: str) -> str:
    """Return the partition of a day's snapshot: of accounts, or `#rules`, `#types`, `#all`."""
    return f"SNAP#{day.isoformat()}{what}"


def counts_of(item: Mapping[str, Any]) -> Counts:
    """Return the counts that an item of a snapshot holds."""
    return Counts(*(number(item, f.name) for f in fields(Counts)))


def counts_at(items: Iterable[Item], taken_at: str) -> dict[str, Counts]:
    """Return the counts of one taking; what is left of an earlier one is not of this day."""
    return {
        text(item, "name"): counts_of(item) for item in items if text(item, "taken_at") == taken_at
    }


def newest(items: Collection[Item]) -> dict[str, Counts]:
    """Return the counts of the newest taking among items, of which there is at least one."""
    return counts_at(items, max(text(item, "taken_at") for item in items))


def _key_of_all(day: date) -> Item:
    return marshal(pk=snapshot_pk(day, "#all"), sk=ALL)


def _sum(items: list[Item], whole: Item | None) -> Counts | None:
    """Return the sum of accounts, of the taking that counts."""
    if not items:
        return None
    counts = counts_at(items, text(whole, "taken_at")) if whole else newest(items)
    return total(counts.values()) if counts else None
