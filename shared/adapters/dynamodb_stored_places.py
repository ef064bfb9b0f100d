"""The places of the ConfigCompliance table: what is stored of each, and who compared it first."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, marshal, optional, read_record, text
from shared.adapters.dynamodb_ranges import Range, RangeReader, prefixed
from shared.adapters.dynamodb_recorders import stopped_places
from shared.adapters.dynamodb_regions import KnownRegions
from shared.adapters.dynamodb_registry import PLACE, place_values, registry_key
from shared.adapters.dynamodb_scopes import within
from shared.domain.observations import PlaceKey, Scope, Version
from shared.domain.sources import Registered
from shared.domain.state import Record
from shared.domain.times import read_time, sortable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


class DynamoDbStoredPlaces:
    """Implements StoredPlaces; states are read consistently, from their own partition."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        self._reader = RangeReader(client, table)
        self._fresh = RangeReader(client, table, consistent=True)
        self._regions = KnownRegions(client, table)

    def places(self) -> Sequence[Registered]:
        """Return every place that something is stored of."""
        return [_registered(item) for item in self._reader.items(Range(pk=keys.ACCOUNTS))]

    def places_of(self, account: str) -> Sequence[Registered]:
        """Return the places of an account that something is stored of; see the port."""
        lowest, highest = prefixed(f"{keys.joined(account)}#")
        part = Range(pk=keys.ACCOUNTS, lowest=lowest, highest=highest)
        return [_registered(item) for item in self._fresh.items(part)]

    def not_recorded(self) -> Sequence[PlaceKey]:
        """Return the places whose recorder is stopped."""
        return list(stopped_places(self._reader))

    def states_of(self, scope: Scope) -> Iterator[Record]:
        """Yield every stored state of the scope; see the port."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :prefix)",
            ConsistentRead=True,
            **within(scope),
        )
        with store_errors():
            for page in pages:
                yield from map(read_record, page["Items"])

    def ended(self, place: PlaceKey) -> Version | None:
        """Return when the place was closed as a whole, if it ever was."""
        key = marshal(pk=keys.account_pk(place.account, place.region), sk=keys.grave_sk(place))
        with store_errors():
            answer = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True)
        item = answer.get("Item")
        return Version.read(text(item, "version")) if item else None

    def mark_reconciled(self, place: PlaceKey, run: str, now: datetime) -> bool:
        """Keep that a run has compared all of a place; see the port."""
        self._regions.keep(place.region)
        with store_errors():
            answer = self._client.update_item(
                TableName=self._table,
                Key=registry_key(place),
                ReturnValues="ALL_NEW",
                UpdateExpression=f"SET {PLACE}, reconciled_at = :now,"
                " first_run = if_not_exists(first_run, :run),"
                " first_reconciled = if_not_exists(first_reconciled, :now)",
                ExpressionAttributeNames={"#region": "region"},
                ExpressionAttributeValues=place_values(place)
                | marshal(**{":run": run, ":now": sortable(now)}),
            )
        return text(answer["Attributes"], "first_run") == run


def _registered(item: Item) -> Registered:
    return Registered(
        PlaceKey(text(item, "account"), text(item, "region")),
        optional(item, "first_run"),
        _time(item, "first_reconciled"),
        _time(item, "first_heard"),
    )


def _time(item: Item, name: str) -> datetime | None:
    told = optional(item, name)
    return read_time(told) if told else None
