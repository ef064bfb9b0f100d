"""When rules were first heard of: found once in their rollups, and remembered then.

The rollups of a rule are in the ConfigCompliance table, one for each account, region and type; what
they come to is remembered in the Notifications table, an item for each rule, which never expires.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_batches import read_items
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, marshal, optional, text
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.adapters.dynamodb_rollups import rollups_of_rule
from shared.domain.times import read_time, sortable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

_PARTITION = "RULES"


class DynamoDbNewRules:
    """Implements NewRules and HeardRules."""

    def __init__(self, client: "DynamoDBClient", compliance: str, notifications: str) -> None:
        self._client = client
        self._table = notifications
        self._rollups = RangeReader(client, compliance)
        self._reader = RangeReader(client, notifications)

    def first_heard(self, rules: Iterable[str], now: datetime) -> Mapping[str, datetime | None]:
        """Return when each first gave a result; see the port."""
        wanted = list(rules)
        items = read_items(self._client, self._table, map(_key, wanted), consistent=True)
        known = {text(item, "rule_name"): _first_at(item) for item in items.values()}
        return known | {
            rule: self._remember(rule, self._look(rule, now))
            for rule in wanted
            if rule not in known
        }

    def all_first_heard(self) -> Mapping[str, datetime]:
        """Return what is remembered; see the port."""
        items = self._reader.items(Range(pk=_PARTITION))
        known = {text(item, "rule_name"): _first_at(item) for item in items}
        return {rule: first for rule, first in known.items() if first is not None}

    def _look(self, rule: str, now: datetime) -> datetime | None:
        times = [
            _first_at(item)
            for part in rollups_of_rule(rule, None)
            for item in self._rollups.items(part)
        ]
        known = [time for time in times if time is not None]
        return min(known, default=now) if len(known) == len(times) else None

    def _remember(self, rule: str, first: datetime | None) -> datetime | None:
        """Keep when a rule was first heard of, and return what is kept: whoever is first, says."""
        first_at = sortable(first) if first else None
        item = _key(rule) | marshal(rule_name=rule, first_at=first_at)
        try:
            with store_errors():
                self._client.put_item(
                    TableName=self._table,
                    Item=item,
                    ConditionExpression="attribute_not_exists(pk)",
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
        except self._client.exceptions.ConditionalCheckFailedException as error:
            refused: Any = error.response
            return _first_at(refused["Item"])
        return first


def _key(rule: str) -> Item:
    return marshal(pk=_PARTITION, sk=keys.part(rule))


def _first_at(item: Item) -> datetime | None:
    first_at = optional(item, "first_at")
    return read_time(first_at) if first_at else None
