"""Mutes and what they hush, to be found when they are over: an item of each, and of each pair."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import TYPE_CHECKING, Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters import notification_keys
from shared.adapters.dynamodb_additions import Action, addition
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, marshal, optional, text
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.domain.mute_documents import read_mute, write_mute
from shared.domain.mute_watch import Watch
from shared.domain.mutes import Mute
from shared.domain.pages import Position
from shared.domain.sightings import ViolationKey
from shared.domain.times import read_time, sortable
from shared.ports.errors import StoreUnavailableError
from shared.ports.planning import LifeStep

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

_MUTES = "HUSHING"
_COUNT = "hushes"  # how often it hushed something: it changes with each pair that is written
# DynamoDB developer guide, BatchWriteItem.
_ITEMS = 25
_ATTEMPTS = 6


@dataclass(frozen=True, slots=True)
class Hushing:
    """A mute that hushes something: one action of a transaction, however much of it there is."""

    mute: str


def hushing_of(step: LifeStep) -> str | None:
    """Return the mute that hushes a violation from this step on, if one does."""
    hushed = step.life.hushed
    return None if hushed is None or hushed == step.kept.life.hushed else hushed.mute


def hushing_action(table: str, hushing: Hushing, violations: int) -> Action:
    """Return the action that lets the mute be found, and counts what it hushes."""
    return addition(table, _key(hushing.mute), {_COUNT: violations}, {"mute": hushing.mute})


def hushed_items(step: LifeStep) -> Iterator[Item]:
    """Yield what is written with a step whose violation a mute hushes."""
    mute, violation = hushing_of(step), step.life.violation
    if mute is None:
        return
    yield marshal(
        pk=_of(mute),
        sk=notification_keys.life_pk(violation),
        violation=(
            violation.account,
            violation.region,
            violation.resource_type,
            violation.resource_id,
            violation.group,
        ),
    )


class DynamoDbHushes:
    """Implements Hushes, in the Notifications table."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        self._reader = RangeReader(client, table, consistent=True)

    def watches(self) -> Mapping[str, Watch]:
        """Return what is kept of mutes; see the port."""
        return {text(item, "mute"): _watch(item) for item in self._items(_MUTES)}

    def watch(self, mute: Mute) -> None:
        """Keep a mute; see the port."""
        document = json.dumps(write_mute(mute), separators=(",", ":"))
        over = " REMOVE ended, looked_through, looked_at_all"
        self._set(mute.id, "document = :document" + over, document=document)

    def ended(self, mute_id: str, at: datetime) -> datetime:
        """Keep when a mute was over; see the port."""
        item = self._set(mute_id, "ended = if_not_exists(ended, :ended)", ended=sortable(at))
        return read_time(text(item, "ended"))

    def looked_through(self, mute_id: str, after: Position | None) -> None:
        """Keep how far open violations were looked through; see the port."""
        if after is None:
            self._set(mute_id, "looked_at_all = :all REMOVE looked_through", all="yes")
        else:
            self._set(mute_id, "looked_through = :after", after=json.dumps(after))

    def hushed_by(self, mute_id: str) -> Sequence[ViolationKey]:
        """Return what a mute hushed; see the port."""
        found = self._items(_of(mute_id))
        return [ViolationKey(*(part["S"] for part in item["violation"]["L"])) for item in found]

    def release(self, mute_id: str, violations: Sequence[ViolationKey]) -> None:
        """Forget that a mute hushed these; see the port."""
        for some in batched(violations, _ITEMS, strict=False):
            self._delete(
                [marshal(pk=_of(mute_id), sk=notification_keys.life_pk(each)) for each in some]
            )

    def forget(self, mute_id: str) -> None:
        """Forget a mute that hushes nothing, and did not begin to in the meantime."""
        key = _key(mute_id)
        with store_errors():
            found = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True)
        if self.hushed_by(mute_id):
            return
        with store_errors(), suppress(self._client.exceptions.ConditionalCheckFailedException):
            self._client.delete_item(
                TableName=self._table, Key=key, **_unless_it_hushes_more(found.get("Item", {}))
            )

    def _items(self, pk: str) -> list[Item]:
        return list(self._reader.items(Range(pk=pk)))

    def _set(self, mute_id: str, change: str, **values: str) -> Item:
        """Change the item of a mute, which may have been forgotten just now, and return it."""
        named = {":mute": mute_id, **{f":{name}": value for name, value in values.items()}}
        with store_errors():
            return self._client.update_item(
                TableName=self._table,
                Key=_key(mute_id),
                UpdateExpression=f"SET #mute = :mute, {change}",
                ExpressionAttributeNames={"#mute": "mute"},
                ExpressionAttributeValues=marshal(**named),
                ReturnValues="ALL_NEW",
            )["Attributes"]

    def _delete(self, wanted: list[Item]) -> None:
        requests: Any = {self._table: [{"DeleteRequest": {"Key": key}} for key in wanted]}
        for _ in range(_ATTEMPTS):
            with store_errors():
                answer = self._client.batch_write_item(RequestItems=requests)
            requests = answer["UnprocessedItems"]
            if not requests:
                return
        raise StoreUnavailableError(f"items were not deleted in {_ATTEMPTS} attempts")


def _watch(item: Item) -> Watch:
    document, ended = optional(item, "document"), optional(item, "ended")
    after = optional(item, "looked_through")
    return Watch(
        mute=read_mute(json.loads(document)) if document else None,
        ended=read_time(ended) if ended else None,
        after=_position(after) if after else None,
        done="looked_at_all" in item,
    )


def _unless_it_hushes_more(seen: Item) -> Any:
    if _COUNT not in seen:
        return {"ConditionExpression": f"attribute_not_exists({_COUNT})"}
    values = {":seen": seen[_COUNT]}
    return {"ConditionExpression": f"{_COUNT} = :seen", "ExpressionAttributeValues": values}


def _position(told: str) -> Position:
    label, sk = json.loads(told)
    return label, sk


def _key(mute_id: str) -> Item:
    return marshal(pk=_MUTES, sk=keys.part(mute_id))


def _of(mute_id: str) -> str:
    return f"HUSHED#{keys.part(mute_id)}"
