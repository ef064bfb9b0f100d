"""What was told of open violations, from the Notifications table."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from datetime import datetime
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_items import optional
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.domain.notices import NoticeKind
from shared.domain.observations import StateKey
from shared.domain.times import read_time

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


class DynamoDbTellings:
    """Implements Tellings: the newest notice of each violation, one key query for each."""

    def __init__(self, client: "DynamoDBClient", table: str, pool: Executor) -> None:
        self._reader = RangeReader(client, table)
        self._pool = pool

    def told_at(self, violations: Iterable[StateKey]) -> Mapping[StateKey, datetime | None]:
        """Return when each was told; see the port.

        Where the newest notice is of an end, the violation began anew and nobody was to be told.
        """
        wanted = list(violations)
        return dict(zip(wanted, self._pool.map(self._told_at, wanted), strict=True))

    def _told_at(self, violation: StateKey) -> datetime | None:
        notices = Range(pk=keys.violation_pk(violation))
        for item in self._reader.batch(notices, newest_first=True, size=1)["Items"]:
            told = optional(item, "told_at")
            if told is not None and optional(item, "kind") == NoticeKind.OPENED:
                return read_time(told)
        return None
