"""Items put and deleted by their keys, 25 to a request, until the table has taken all of them."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import batched
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item
from shared.ports.channel import Clock
from shared.ports.errors import StoreUnavailableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

# DynamoDB developer guide, BatchWriteItem.
_ITEMS = 25
_ATTEMPTS = 8


class BatchWrites:
    """Writes many items that do not depend on each other; no request names one twice.

    Raises StoreUnavailableError where the table does not take all of them now.
    """

    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._client = client
        self._table = table
        self._clock = clock

    def put(self, items: Iterable[Item]) -> None:
        """Put items, instead of what was under their keys."""
        self._write({"PutRequest": {"Item": item}} for item in items)

    def delete(self, keys: Iterable[Item]) -> None:
        """Delete what is under keys."""
        self._write({"DeleteRequest": {"Key": key}} for key in keys)

    def _write(self, changes: Iterable[dict[str, Any]]) -> None:
        for some in batched(changes, _ITEMS, strict=False):
            self._insist({self._table: list(some)})

    def _insist(self, requests: Any) -> None:
        for attempt in range(_ATTEMPTS):
            with store_errors():
                answer = self._client.batch_write_item(RequestItems=requests)
            requests = answer["UnprocessedItems"]
            if not requests:
                return
            self._clock.sleep(timedelta(milliseconds=50 * 2**attempt))
        raise StoreUnavailableError(f"items were not written in {_ATTEMPTS} attempts")
