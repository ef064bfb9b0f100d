"""What was told of open violations, from the Notifications table."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from datetime import datetime
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_alerts import PREFIX
from shared.adapters.dynamodb_items import optional
from shared.adapters.dynamodb_ranges import Range, RangeReader, prefixed
from shared.domain.alert import AlertKind
from shared.domain.observations import StateKey
from shared.domain.times import read_time
from shared.domain.violation_keys import violation_shown_by

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


# Alerts of one violation that are looked at: the newest period's, of each channel.
_NEWEST = 25


class DynamoDbTellings:
    """Implements Tellings: the newest alerts of each violation, one key query for each."""

    def __init__(self, client: "DynamoDBClient", table: str, pool: Executor) -> None:
        self._reader = RangeReader(client, table)
        self._pool = pool

    def told_at(self, violations: Iterable[StateKey]) -> Mapping[StateKey, datetime | None]:
        """Return when each was told; see the port.

        Where the newest alert is of an end, the violation began anew and nobody was to be told.
        """
        wanted = list(violations)
        return dict(zip(wanted, self._pool.map(self._told_at, wanted), strict=True))

    def _told_at(self, state: StateKey) -> datetime | None:
        lowest, highest = prefixed(PREFIX)
        pk = keys.life_pk(violation_shown_by(state))
        alerts = Range(pk=pk, lowest=lowest, highest=highest)
        items = self._reader.batch(alerts, newest_first=True, size=_NEWEST)["Items"]
        newest = [item for item in items if item["period"] == items[0]["period"]]
        if any(optional(item, "kind") == AlertKind.RESOLVED for item in newest):
            return None
        told = [optional(item, "told_at") for item in newest]
        return min((read_time(at) for at in told if at), default=None)
