"""Many items of a table by their keys, requests side by side as the pool allows."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from itertools import batched, chain
from typing import TYPE_CHECKING

from shared.adapters.dynamodb_batches import read_items
from shared.adapters.dynamodb_items import Item, marshal

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

_AT_ONCE = 100


class BatchReader:
    """Reads items of one table, a hundred to a request; not the newest of each, if it lags."""

    def __init__(self, client: "DynamoDBClient", table: str, pool: Executor) -> None:
        self._client = client
        self._table = table
        self._pool = pool

    def items(self, keys: Iterable[tuple[str, str]]) -> Iterator[Item]:
        """Return the items that there are of these keys (partition, sort), in any order.

        Raises:
            StoreUnavailableError: they could not all be read now.

        """
        wanted = [marshal(pk=pk, sk=sk) for pk, sk in dict.fromkeys(keys)]
        some = batched(wanted, _AT_ONCE, strict=False)
        return chain.from_iterable(self._pool.map(self._read, some))

    def _read(self, keys: Iterable[Item]) -> list[Item]:
        return list(read_items(self._client, self._table, keys, consistent=False).values())
