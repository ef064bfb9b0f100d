"""The signed requests that came within the window, in the Notifications table."""

from datetime import datetime
from typing import TYPE_CHECKING

from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import marshal

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

SEEN = "SEEN#"  # what partitions of seen requests begin with; each holds one


class DynamoDbSeenRequests:
    """Implements SeenRequests."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def is_first(self, name: str, until: datetime) -> bool:
        """Remember a request; see the port. That DynamoDB forgets it late does no harm."""
        item = marshal(pk=f"{SEEN}{name}", sk="request", expires_at=int(until.timestamp()))
        try:
            with store_errors():
                self._client.put_item(
                    TableName=self._table,
                    Item=item,
                    ConditionExpression="attribute_not_exists(pk)",
                )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True
