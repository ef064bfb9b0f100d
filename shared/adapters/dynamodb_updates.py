"""Updates of many items of one table, a hundred to a round trip, all or nothing in each.

A single one goes without a transaction, which would take twice as long.
"""

import random
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import batched
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb_errors import store_errors
from shared.ports.errors import StoreUnavailableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

type Update = dict[str, Any]

# DynamoDB developer guide, TransactWriteItems.
_ACTIONS = 100
# Round trips side by side: as many as what one message tells needs (`LONGEST_MESSAGE`).
_AT_ONCE = 5
_ATTEMPTS = 6
_REFUSED = "ConditionalCheckFailed"
_CONFLICT = "TransactionConflict"


class Updates:
    """Writes updates (the members of an Update action without its table)."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def write(self, updates: Sequence[Update]) -> None:
        """Write the updates whose conditions hold, whoever else is writing.

        Raises:
            StoreUnavailableError: not all are written; they may be written again.

        """
        self._side_by_side(self._insist, updates)

    def write_possible(self, updates: Sequence[Update]) -> list[bool]:
        """Write the updates whose conditions hold and return which those are.

        An update that conflicts with somebody else's is not written.

        Raises:
            StoreUnavailableError: the table cannot serve now.

        """
        return [one for some in self._side_by_side(self._write_possible, updates) for one in some]

    def _side_by_side[T](
        self, write: Callable[[Sequence[Update]], T], updates: Iterable[Update]
    ) -> list[T]:
        chunks = list(batched(updates, _ACTIONS, strict=False))
        if len(chunks) <= 1:  # without the detour of a thread
            return [write(chunk) for chunk in chunks]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return list(pool.map(write, chunks))

    def _write_possible(self, updates: Sequence[Update]) -> list[bool]:
        possible = [True] * len(updates)
        while any(possible):
            at = [n for n, still in enumerate(possible) if still]
            refused = self._write([updates[n] for n in at])
            if not any(refused):
                break
            for n, why in zip(at, refused, strict=True):
                possible[n] = why is None
        return possible

    def _insist(self, updates: Sequence[Update]) -> None:
        left = updates
        for attempt in range(_ATTEMPTS):
            refused = self._write(left)
            left = [update for update, why in zip(left, refused, strict=True) if why != _REFUSED]
            if not left or not any(refused):
                return
            time.sleep(random.uniform(0, 0.05 * 2**attempt))  # noqa: S311 - spreads conflicts
        raise StoreUnavailableError(f"other writers were first in each of {_ATTEMPTS} attempts")

    def _write(self, updates: Sequence[Update]) -> list[str | None]:
        """Write all or nothing; return for each update why nothing was written, if it is that."""
        if len(updates) == 1:
            return [self._write_one(updates[0])]
        actions: Any = [{"Update": {"TableName": self._table, **update}} for update in updates]
        try:
            with store_errors():
                self._client.transact_write_items(TransactItems=actions)
        except self._client.exceptions.TransactionCanceledException as error:
            codes = [reason.get("Code") for reason in error.response["CancellationReasons"]]
            return [None if code == "None" else code for code in codes]
        return [None] * len(updates)

    def _write_one(self, update: Update) -> str | None:
        try:
            with store_errors():
                self._client.update_item(TableName=self._table, **update)
        except self._client.exceptions.ConditionalCheckFailedException:
            return _REFUSED
        except self._client.exceptions.TransactionConflictException:
            return _CONFLICT
        return None
