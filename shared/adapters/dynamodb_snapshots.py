"""How things stood on the days before, by key from the daily snapshots.

A day is known once the item of its whole is there, which is written last; what has another
`taken_at` than that item is left of another taking, and is not of the day.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
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
# In how many places recorders were stopped: of all in the whole, of an account in its item.
NOT_RECORDED = "not_recorded"
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

    def daily(self, subject: Subject, days: Days) -> Mapping[date, DayCounts]:
        """Return how things stood each day; see the port."""
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
        if subject.is_everything:
            return {day: _whole_day(day, whole) for day, whole in kept.items()}
        of_taking = {day: _of_taking(found[day], whole) for day, whole in kept.items()}
        return {
            day: _part_of_day(day, subject, items, kept[day])
            for day, items in of_taking.items()
            if items
        }


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


def known_number(item: Item, name: str) -> int | None:
    """Return a number of an item of a snapshot; None where it was not known."""
    return number(item, name) if name in item else None


def _of_taking(items: Iterable[Item], whole: Item) -> list[Item]:
    return [item for item in items if text(item, "taken_at") == text(whole, "taken_at")]


def _whole_day(day: date, whole: Item) -> DayCounts:
    muted = known_number(whole, MUTED)
    return DayCounts(day, counts_of(whole), muted, known_number(whole, NOT_RECORDED))


def _part_of_day(day: date, subject: Subject, items: Sequence[Item], whole: Item) -> DayCounts:
    by_account = subject.of in {TrendOf.ACCOUNT, TrendOf.ORGANISATION}
    stopped = [known_number(item, NOT_RECORDED) for item in (items if by_account else [whole])]
    known = [places for places in stopped if places is not None]
    return DayCounts(
        day,
        total(map(counts_of, items)),
        not_recorded=sum(known) if len(known) == len(stopped) else None,
    )


def _parts(subject: Subject, day: date) -> list[Key]:
    if subject.of is TrendOf.ORGANISATION:
        partition, names = ACCOUNTS, subject.accounts or ()
    else:
        partition, names = _PARTITIONS[subject.of], (subject.name,)
    return [(snapshot_pk(day, partition), keys.part(name)) for name in names]
