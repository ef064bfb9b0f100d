"""An item that one at a time may write, until the lease is over or given back."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, marshal, text
from shared.domain.times import read_time, sortable
from shared.ports.reconciling import RunUnderWayError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

PARTITION = "RECONCILE"


class Lease:
    """Takes items of one partition, and writes those that it holds."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        self._holder = ""

    def item(self, sort_key: str) -> Item | None:
        """Return an item, whoever holds it."""
        with store_errors():
            answer = self._client.get_item(
                TableName=self._table, Key=marshal(pk=PARTITION, sk=sort_key), ConsistentRead=True
            )
        return answer.get("Item")

    def take(self, item: Item, seen: Item | None, now: datetime, until: datetime) -> None:
        """Put an item and hold it, if what was `seen` of it is still there, or nobody holds it.

        Raises:
            RunUnderWayError: somebody else was first.

        """
        holder = uuid4().hex
        if seen is None:
            condition = "attribute_not_exists(pk) OR lease_until <= :then"
            then = sortable(now)
        else:
            condition, then = "lease_until = :then", text(seen, "lease_until")
        try:
            with store_errors():
                self._client.put_item(
                    TableName=self._table,
                    Item=item | marshal(pk=PARTITION, holder=holder, lease_until=sortable(until)),
                    ConditionExpression=condition,
                    ExpressionAttributeValues=marshal(**{":then": then}),
                )
        except self._client.exceptions.ConditionalCheckFailedException as error:
            raise RunUnderWayError(until) from error
        self._holder = holder

    def change(self, sort_key: str, member: str, value: str) -> bool:
        """Set a text member of an item that is held; return False where it is not."""
        try:
            with store_errors():
                self._client.update_item(
                    TableName=self._table,
                    Key=marshal(pk=PARTITION, sk=sort_key),
                    UpdateExpression=f"SET {member} = :value",
                    ConditionExpression="holder = :holder",
                    ExpressionAttributeValues=marshal(**{":value": value, ":holder": self._holder}),
                )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def give_up(self, sort_key: str, *others: Item) -> bool:
        """Delete an item that is held, put others with it, and return whether it was held."""
        delete = {
            "TableName": self._table,
            "Key": marshal(pk=PARTITION, sk=sort_key),
            "ConditionExpression": "holder = :holder",
            "ExpressionAttributeValues": marshal(**{":holder": self._holder}),
        }
        actions: list[Any] = [{"Delete": delete}]
        for other in others:
            item = other | marshal(pk=PARTITION)
            actions.append({"Put": {"TableName": self._table, "Item": item}})
        try:
            with store_errors():
                self._client.transact_write_items(TransactItems=actions)
        except self._client.exceptions.TransactionCanceledException:
            return False
        return True


def held_until(item: Item) -> datetime:
    """Return until when somebody has an item."""
    return read_time(text(item, "lease_until"))
