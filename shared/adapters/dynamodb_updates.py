"""Updates of many items of one table, a hundred to a round trip, all or nothing in each."""

import random
import time
from collections.abc import Sequence
from itertools import batched
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb_errors import store_errors
from shared.ports.errors import StoreUnavailableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

# DynamoDB developer guide, TransactWriteItems.
_ACTIONS = 100
_ATTEMPTS = 6


class Updates:
    """Writes updates (the members of an Update action without its table)."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def write(self, updates: Sequence[dict[str, Any]]) -> None:
        """Write all updates, which have no conditions.

        Raises:
            StoreUnavailableError: not all are written; they may be written again.

        """
        for chunk in batched(updates, _ACTIONS, strict=False):
            self._insist(chunk)

    def write_possible(self, updates: Sequence[dict[str, Any]]) -> list[bool]:
        """Write the updates whose conditions hold and return which those are.

        An update that conflicts with somebody else's is not written.

        Raises:
            StoreUnavailableError: the table cannot serve now.

        """
        written: list[bool] = []
        for chunk in batched(updates, _ACTIONS, strict=False):
            written += self._write_possible(chunk)
        return written

    def _write_possible(self, updates: Sequence[dict[str, Any]]) -> list[bool]:
        possible = [True] * len(updates)
        while any(possible):
            at = [n for n, still in enumerate(possible) if still]
            refused = self._transact([updates[n] for n in at])
            if not refused:
                break
            for n, no in zip(at, refused, strict=True):
                possible[n] = not no
        return possible

    def _insist(self, updates: Sequence[dict[str, Any]]) -> None:
        for attempt in range(_ATTEMPTS):
            if not self._transact(updates):
                return
            time.sleep(random.uniform(0, 0.05 * 2**attempt))  # noqa: S311 - spreads conflicts
        raise StoreUnavailableError(f"other writers were first in each of {_ATTEMPTS} attempts")

    def _transact(self, updates: Sequence[dict[str, Any]]) -> list[bool]:
        """Write all or nothing; return which updates are the reason for nothing."""
        actions: Any = [{"Update": {"TableName": self._table, **update}} for update in updates]
        try:
            with store_errors():
                self._client.transact_write_items(TransactItems=actions)
        except self._client.exceptions.TransactionCanceledException as error:
            reasons = [reason.get("Code") for reason in error.response["CancellationReasons"]]
            return [code not in (None, "None") for code in reasons]
        return []
