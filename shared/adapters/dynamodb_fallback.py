"""How many violations no route took, in the Notifications table: counters by quarter of an hour."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_additions import Action, addition
from shared.adapters.dynamodb_conditions import not_expired
from shared.adapters.dynamodb_items import expiry, marshal, number, text
from shared.adapters.dynamodb_ranges import HIGHEST, LOWEST, Range, RangeReader
from shared.domain.fallback import FallbackKey
from shared.domain.filters import Window
from shared.domain.rollups import quarter_of
from shared.domain.times import sortable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

_PARTITION = "FALLBACK"


class DynamoDbFallbackCounts:
    """Implements FallbackCounts; a time is looked at in whole quarters of an hour."""

    def __init__(self, client: "DynamoDBClient", table: str, clock: Callable[[], datetime]) -> None:
        self._reader = RangeReader(client, table)
        self._clock = clock

    def told(self, window: Window) -> Mapping[FallbackKey, int]:
        """Return how many had no route; see the port."""
        counted: Counter[FallbackKey] = Counter()
        for item in self._reader.items(_within(window), not_expired(self._clock())):
            key = text(item, "account"), text(item, "rule_name")
            counted[key] += number(item, "violations")
        return counted


def fallback_action(
    table: str, key: FallbackKey, violations: int, now: datetime, retention: timedelta
) -> Action:
    """Return the action that counts violations which no route took."""
    account, rule_name = key
    quarter = quarter_of(now)
    return addition(
        table,
        marshal(pk=_PARTITION, sk=f"{sortable(quarter)}#{keys.joined(account, rule_name)}"),
        {"violations": violations},
        {"account": account, "rule_name": rule_name, "expires_at": expiry(quarter, retention)},
    )


def _within(window: Window) -> Range:
    lowest = sortable(window.start) if window.start else LOWEST
    # One character short: the quarter that begins at the end is outside.
    highest = sortable(window.end)[:-1] if window.end else HIGHEST
    return Range(pk=_PARTITION, lowest=lowest, highest=highest)
