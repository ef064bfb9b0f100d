"""All that the tables hold of a place, read consistently and never written."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, marshal, number, read_history, read_record, text
from shared.domain.comparison import Kept
from shared.domain.history import HistoryItem
from shared.domain.observations import PlaceKey
from shared.domain.rollups import Counts, RollupKey

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


class DynamoDbComplianceRecords:
    """Implements ComplianceRecords."""

    def __init__(self, client: "DynamoDBClient", config_compliance: str, events: str) -> None:
        self._client = client
        self._config_compliance = config_compliance
        self._events = events

    def kept(self, place: PlaceKey) -> Kept:
        """Return states and rollups; see the port."""
        records = map(read_record, self._items(place, keys.STATE))
        return Kept(
            rollups=dict(map(_rollup, self._items(place, keys.ROLLUP))),
            records={record.key: record for record in records},
        )

    def history(self, place: PlaceKey) -> Iterator[HistoryItem]:
        """Yield what happened; see the port. An account's regions share a partition."""
        request = {
            "TableName": self._events,
            "KeyConditionExpression": "pk = :pk",
            "FilterExpression": "#region = :region",
            "ExpressionAttributeNames": {"#region": "region"},
            "ExpressionAttributeValues": marshal(
                **{":pk": keys.history_pk(place.account), ":region": place.region}
            ),
        }
        return map(read_history, self._query(request))

    def _items(self, place: PlaceKey, prefix: str) -> Iterator[Item]:
        values = {":pk": keys.account_pk(place.account, place.region), ":prefix": prefix}
        request = {
            "TableName": self._config_compliance,
            "KeyConditionExpression": "pk = :pk AND begins_with(sk, :prefix)",
            "ExpressionAttributeValues": marshal(**values),
        }
        return self._query(request)

    def _query(self, request: Mapping[str, Any]) -> Iterator[Item]:
        paginator = self._client.get_paginator("query")
        with store_errors():
            for page in paginator.paginate(ConsistentRead=True, **request):
                yield from page["Items"]


def _rollup(item: Item) -> tuple[RollupKey, Counts]:
    names = (text(item, name) for name in ("account", "region", "rule_name", "resource_type"))
    return RollupKey(*names), Counts(*(number(item, name) for name in Counts._fields))
