"""One call at a time: the in-process DynamoDB does not keep threads apart, as the real one does."""

import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


def one_at_a_time(client: "DynamoDBClient") -> "DynamoDBClient":
    """Return the client, whose calls wait for each other from now on."""
    lock, call = threading.Lock(), client._make_api_call  # type: ignore[attr-defined] # noqa: SLF001 - what all calls go through

    def alone(*args: Any) -> Any:
        with lock:
            return call(*args)

    client._make_api_call = alone  # type: ignore[attr-defined] # noqa: SLF001 - as above
    return client
