"""What mutes hush, to be found when they are over: an item of each mute, and of each pair."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import batched
from typing import TYPE_CHECKING, Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, marshal, text
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.domain.sightings import ViolationKey
from shared.ports.errors import StoreUnavailableError
from shared.ports.planning import LifeStep

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

_MUTES = "HUSHING"
# DynamoDB developer guide, BatchWriteItem.
_ITEMS = 25
_ATTEMPTS = 6


class Hushes:
    """In the Notifications table."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        self._reader = RangeReader(client, table, consistent=True)

    def items(self, step: LifeStep) -> Iterator[Item]:
        """Yield what is written with a step whose violation a mute hushes."""
        hushed, violation = step.life.hushed, step.life.violation
        if hushed is None or hushed.mute is None or hushed == step.kept.life.hushed:
            return
        yield marshal(pk=_MUTES, sk=keys.part(hushed.mute), mute=hushed.mute)
        yield marshal(
            pk=_of(hushed.mute),
            sk=keys.life_pk(violation),
            violation=(
                violation.account,
                violation.region,
                violation.resource_type,
                violation.resource_id,
                violation.group,
            ),
        )

    def mutes(self) -> Iterable[str]:
        """Return the ids of mutes that hush violations."""
        return [text(item, "mute") for item in self._items(_MUTES)]

    def hushed_by(self, mute_id: str) -> Sequence[ViolationKey]:
        """Return the violations that a mute hushed."""
        found = self._items(_of(mute_id))
        return [ViolationKey(*(part["S"] for part in item["violation"]["L"])) for item in found]

    def release(self, mute_id: str, violations: Sequence[ViolationKey]) -> None:
        """Forget that a mute hushed these, and the mute where nothing else is left of it."""
        for some in batched(violations, _ITEMS, strict=False):
            self._delete([marshal(pk=_of(mute_id), sk=keys.life_pk(each)) for each in some])
        if not self.hushed_by(mute_id):
            self._delete([marshal(pk=_MUTES, sk=keys.part(mute_id))])

    def _items(self, pk: str) -> list[Item]:
        return list(self._reader.items(Range(pk=pk)))

    def _delete(self, wanted: list[Item]) -> None:
        requests: Any = {self._table: [{"DeleteRequest": {"Key": key}} for key in wanted]}
        for _ in range(_ATTEMPTS):
            with store_errors():
                answer = self._client.batch_write_item(RequestItems=requests)
            requests = answer["UnprocessedItems"]
            if not requests:
                return
        raise StoreUnavailableError(f"items were not deleted in {_ATTEMPTS} attempts")


def _of(mute_id: str) -> str:
    return f"HUSHED#{keys.part(mute_id)}"
