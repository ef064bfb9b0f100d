"""Which channels there are or ever were: under each name something may wait to be told."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import marshal

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


def remember_channels(client: "DynamoDBClient", table: str, names: Iterable[str]) -> frozenset[str]:
    """Keep that there are channels of these names; return all that there ever were.

    What waits for one that is in the settings no longer is to be found all the same.

    Raises:
        StoreUnavailableError: they cannot be kept or read.

    """
    with store_errors():
        answer: Any = client.update_item(
            TableName=table,
            Key=marshal(pk="CHANNELS", sk="names"),
            UpdateExpression="ADD #names :names",
            ExpressionAttributeNames={"#names": "names"},
            ExpressionAttributeValues={":names": {"SS": sorted(names)}},
            ReturnValues="ALL_NEW",
        )
    return frozenset(answer["Attributes"]["names"]["SS"])
