"""For how long places may be silent that are, in the ConfigCompliance table."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_batch_writes import BatchWrites
from shared.adapters.dynamodb_items import Item, marshal, number, text
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.domain.observations import PlaceKey
from shared.domain.silence_norm import SilenceNorm
from shared.domain.times import read_time, sortable
from shared.ports.channel import Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

_PARTITION = "SILENT"
_SECOND = timedelta(seconds=1)


class DynamoDbSilenceNorms:
    """Implements SilenceNorms: an item for each place, which never expires by itself."""

    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._reader = RangeReader(client, table)
        self._writes = BatchWrites(client, table, clock)

    def remembered(self) -> Sequence[SilenceNorm]:
        """Return the norms of places that were silent; see the port."""
        return list(map(_read, self._reader.items(Range(pk=_PARTITION))))

    def remember(self, norms: Iterable[SilenceNorm]) -> None:
        """Keep norms; see the port."""
        self._writes.put(map(_item, norms))

    def forget(self, places: Iterable[PlaceKey]) -> None:
        """Keep those of places no longer; see the port."""
        self._writes.delete(map(_key, places))


def _key(place: PlaceKey) -> Item:
    return marshal(pk=_PARTITION, sk=keys.joined(place.account, place.region))


def _item(one: SilenceNorm) -> Item:
    members = {"account": one.place.account, "region": one.place.region}
    seconds = one.norm // _SECOND
    return _key(one.place) | marshal(**members, since=sortable(one.since), norm_seconds=seconds)


def _read(item: Item) -> SilenceNorm:
    place = PlaceKey(text(item, "account"), text(item, "region"))
    norm = number(item, "norm_seconds") * _SECOND
    return SilenceNorm(place, read_time(text(item, "since")), norm)
