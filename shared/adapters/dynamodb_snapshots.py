"""How things stood on the days before, by key from the daily snapshots.

A day is known once the item of its whole is there, which is written last; what has another
`taken_at` than that item is left of another taking, and is not of the day.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from datetime import date, datetime
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_batch_reader import BatchReader
from shared.adapters.dynamodb_items import Item, is_expired, number, text
from shared.domain.rollups import Counts, total
from shared.domain.trend import DayCounts, Days, Subject, TrendOf

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

type Key = tuple[str, str]  # partition and sort key

ACCOUNTS, RULES, TYPES = "", "#rules", "#types"
WHOLE = "all"  # the item of the whole organisation
MUTED = "muted"  # its member that says how many violations were muted; absent: not known
_PARTITIONS = {TrendOf.ACCOUNT: ACCOUNTS, TrendOf.RULE: RULES, TrendOf.RESOURCE_TYPE: TYPES}


class DynamoDbSnapshots:
    """Implements SnapshotQueries: its cost is that of the days and accounts asked for."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        pool: Executor,
        clock: Callable[[], datetime],
    ) -> None:
        self._batches = BatchReader(client, table, pool)
        self._clock = clock

    def daily(self, subject: Subject, days: Days) -> Mapping[date, Counts]:
        """Return the counts of each day; see the port."""
        wholes = {whole_key(day): day for day in days}
        parts = {key: day for day in days for key in _parts(subject, day)}
        kept: dict[date, Item] = {}
        found: defaultdict[date, list[Item]] = defaultdict(list)
        for item in self._batches.items([*wholes, *parts]):
            key = text(item, "pk"), text(item, "sk")
            if key in parts:
                found[parts[key]].append(item)
            elif not is_expired(item, self._clock()):
                kept[wholes[key]] = item
        if _is_whole(subject):
            return {day: counts_of(whole) for day, whole in kept.items()}
        added = {day: counts_at(found[day], text(kept[day], "taken_at")) for day in kept}
        return {day: total(counts.values()) for day, counts in added.items() if counts}

    def of_all(self, days: Days) -> Mapping[date, DayCounts]:
        """Return the counts of all accounts together; see the port."""
        wholes, now = {whole_key(day): day for day in days}, self._clock()
        kept = {
            wholes[text(item, "pk"), text(item, "sk")]: item
            for item in self._batches.items(wholes)
            if not is_expired(item, now)
        }
        return {day: DayCounts(day, counts_of(item), _muted(item)) for day, item in kept.items()}


def snapshot_pk(day: date, what: str) -> str:
    """Return the partition of a day's snapshot: ACCOUNTS, RULES or TYPES."""
    return f"SNAP#{day.isoformat()}{what}"


def whole_key(day: date) -> Key:
    """Return the key of the item without which a day is not known."""
    return snapshot_pk(day, f"#{WHOLE}"), WHOLE


def changes_key(day: date) -> Key:
    """Return the key of the item that says how often results had changed."""
    return snapshot_pk(day, "#changes"), WHOLE


def counts_of(item: Item) -> Counts:
    """Return the counts that an item of a snapshot holds."""
    return Counts(*(number(item, name) for name in Counts._fields))


def counts_at(items: Iterable[Item], taken_at: str) -> dict[str, Counts]:
    """Return the counts of one taking, by name."""
    return {
        text(item, "name"): counts_of(item) for item in items if text(item, "taken_at") == taken_at
    }


def _muted(item: Item) -> int | None:
    return number(item, MUTED) if MUTED in item else None


def _is_whole(subject: Subject) -> bool:
    return subject.of is TrendOf.ORGANISATION and subject.accounts is None


def _parts(subject: Subject, day: date) -> list[Key]:
    if subject.of is TrendOf.ORGANISATION:
        partition, names = ACCOUNTS, subject.accounts or ()
    else:
        partition, names = _PARTITIONS[subject.of], (subject.name,)
    return [(snapshot_pk(day, partition), keys.part(name)) for name in names]
