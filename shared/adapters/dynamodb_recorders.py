"""What is known of recorders: in the registry, and beside it those that are stopped.

Whoever asks how things stand reads the stopped ones alone, which are few, not the whole registry.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, marshal, text
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.adapters.dynamodb_recorder_news import recorder_news_item
from shared.adapters.dynamodb_registry import PLACE, place_values, registry_key
from shared.adapters.recorder_json import read_recorder, write_recorder
from shared.domain.observations import PlaceKey
from shared.domain.recorder import UNHEARD_OF, Recorder, RecorderStep, Recording

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


class Recorders:
    """Writes what is known of a recorder, with what there is to tell of it."""

    def __init__(self, client: "DynamoDBClient", table: str, outbox: str) -> None:
        self._client = client
        self._table = table
        self._outbox = outbox

    def recorder(self, place: PlaceKey) -> Recorder:
        """Return what is known of the recorder of a place; see the port."""
        key = registry_key(place)
        with store_errors():
            found = self._client.query(
                TableName=self._table,
                KeyConditionExpression="pk = :pk AND sk = :sk",
                ExpressionAttributeValues={":pk": key["pk"], ":sk": key["sk"]},
                ConsistentRead=True,
            )
        return next(map(recorder_of, found["Items"]), UNHEARD_OF)

    def keep(self, step: RecorderStep, now: datetime) -> bool:
        """Keep what a call changes; see the port."""
        news = [
            {"Put": {"TableName": self._outbox, "Item": recorder_news_item(each, now)}}
            for each in step.news
        ]
        actions: Any = [self._known(step), self._listed(step), *news]
        try:
            with store_errors():
                self._client.transact_write_items(TransactItems=actions)
        except (
            self._client.exceptions.TransactionCanceledException,
            self._client.exceptions.TransactionConflictException,
        ):
            return False
        return True

    def forget(self, place: PlaceKey) -> None:
        """Take a place out of the list of those that do not record."""
        with store_errors():
            self._client.delete_item(TableName=self._table, Key=stopped_key(place))

    def _known(self, step: RecorderStep) -> Item:
        known = step.before != UNHEARD_OF
        before = write_recorder(step.before) if known else None
        values = marshal(**{":after": write_recorder(step.after), ":before": before})
        return {
            "Update": {
                "TableName": self._table,
                "Key": registry_key(step.place),
                "UpdateExpression": f"SET {PLACE}, recorder = :after",
                "ConditionExpression": (
                    "recorder = :before" if known else "attribute_not_exists(recorder)"
                ),
                "ExpressionAttributeNames": {"#region": "region"},
                "ExpressionAttributeValues": place_values(step.place) | values,
            }
        }

    def _listed(self, step: RecorderStep) -> Item:
        key = stopped_key(step.place)
        if step.after.recording is not Recording.STOPPED:
            return {"Delete": {"TableName": self._table, "Key": key}}
        place = marshal(account=step.place.account, region=step.place.region)
        return {"Put": {"TableName": self._table, "Item": {**key, **place}}}


def stopped_key(place: PlaceKey) -> Item:
    """Return the key of the item that is there while the recorder of a place is stopped."""
    return marshal(pk=keys.STOPPED, sk=keys.joined(place.account, place.region))


def recorder_of(item: Item) -> Recorder:
    """Return what an item of the registry says of its recorder."""
    return read_recorder(text(item, "recorder")) if "recorder" in item else UNHEARD_OF


def stopped_places(reader: RangeReader) -> Iterator[PlaceKey]:
    """Yield the places whose recorder is stopped; they are few."""
    for item in reader.items(Range(pk=keys.STOPPED)):
        yield PlaceKey(text(item, "account"), text(item, "region"))
