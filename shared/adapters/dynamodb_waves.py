"""The last wave of first results: one item of the Notifications table."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, expiry, marshal, text
from shared.domain.times import read_time, sortable
from shared.domain.wave import Wave

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

_KEY: Item = marshal(pk="FIRST_RESULTS", sk="wave")
# Longer than any window that settings may name.
_KEPT = timedelta(days=7)


class DynamoDbWaves:
    """Implements Waves."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def wave(self) -> Wave | None:
        """Return what was last kept; see the port."""
        with store_errors():
            found = self._client.get_item(TableName=self._table, Key=_KEY, ConsistentRead=True)
        return _read(found["Item"]) if "Item" in found else None

    def keep(self, wave: Wave, instead_of: Wave | None) -> bool:
        """Keep a wave if the one that is kept is still that; see the port."""
        condition: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
        if instead_of is not None:
            condition = {
                "ConditionExpression": "opened_at = :opened AND last_at = :last",
                "ExpressionAttributeValues": marshal(
                    **{
                        ":opened": sortable(instead_of.opened),
                        ":last": sortable(instead_of.last),
                    }
                ),
            }
        try:
            with store_errors():
                self._client.put_item(TableName=self._table, Item=_item(wave), **condition)
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True


def _item(wave: Wave) -> Item:
    return _KEY | marshal(
        new_since=sortable(wave.new_since),
        opened_at=sortable(wave.opened),
        last_at=sortable(wave.last),
        expires_at=expiry(wave.last, _KEPT),
    )


def _read(item: Item) -> Wave:
    return Wave(
        new_since=read_time(text(item, "new_since")),
        opened=read_time(text(item, "opened_at")),
        last=read_time(text(item, "last_at")),
    )
