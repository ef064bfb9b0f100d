"""That Slack took the message of a claim: one small write, whatever number of notices it told.

A crash before all of them are recorded then tells none of them twice: who finds the claim's
receipt records the rest.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import expiry, marshal
from shared.domain.times import sortable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


class Receipts:
    """In the Notifications table, kept for `retention`."""

    def __init__(self, client: "DynamoDBClient", table: str, retention: timedelta) -> None:
        self._client = client
        self._table = table
        self._retention = retention

    def write(self, claim: str, now: datetime) -> None:
        """Keep that the message of the claim was taken."""
        values: dict[str, str | int] = {
            ":now": sortable(now),
            ":expires": expiry(now, self._retention),
        }
        with store_errors():
            self._client.update_item(
                TableName=self._table,
                Key=_key(claim),
                UpdateExpression="SET told_at = :now, expires_at = :expires",
                ExpressionAttributeValues=marshal(**values),
            )

    def is_there(self, claim: str) -> bool:
        """Return whether the message of the claim was taken."""
        with store_errors():
            found = self._client.get_item(
                TableName=self._table, Key=_key(claim), ConsistentRead=True
            )
        return "Item" in found


def _key(claim: str) -> dict[str, Any]:
    return marshal(pk=f"M#{claim}", sk="receipt")
