"""The sums of the organisation, written: each contribution one transaction on conditions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_accounts import places
from shared.adapters.dynamodb_additions import Action, addition, amounts
from shared.adapters.dynamodb_batches import read_items
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, expiry, marshal, text
from shared.adapters.dynamodb_packed import part_members, read_part, read_share, share_members
from shared.adapters.dynamodb_ranges import RangeReader
from shared.adapters.dynamodb_rollups import read_rollup
from shared.adapters.dynamodb_totals_keys import (
    day_key,
    part_key,
    quarter_key,
    resolved_key,
    share_key,
)
from shared.domain.contributions import At, Contribution, Sums
from shared.domain.filters import Filters
from shared.domain.observations import PlaceKey
from shared.domain.resolve_times import OrganisationActivity
from shared.domain.totals import Matrix, part_of
from shared.ports.errors import StoreRefusedError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

# What another writer, or too much at once, makes of a transaction: it may be made anew.
_OVERTAKEN = {
    "ConditionalCheckFailed",
    "TransactionConflict",
    "ThrottlingError",
    "ProvisionedThroughputExceeded",
}


class DynamoDbTotalsStore:
    """Implements TotalsStore; activity is kept for `retention`."""

    def __init__(self, client: "DynamoDBClient", table: str, retention: timedelta) -> None:
        self._client = client
        self._table = table
        self._retention = retention
        self._reader = RangeReader(client, table)

    def sums(self, wanted: Iterable[PlaceKey]) -> Sums:
        """Return what is stored; see the port."""
        shares = {place: share_key(place) for place in wanted}
        parts = {part: part_key(part) for part in map(part_of, shares)}
        found = read_items(
            self._client, self._table, [*shares.values(), *parts.values()], consistent=True
        )
        return Sums(
            {place: read_share(found.get(_at(key))) for place, key in shares.items()},
            {part: read_part(found.get(_at(key))) for part, key in parts.items()},
        )

    def add(self, contribution: Contribution) -> bool:
        """Write a contribution; see the port."""
        actions: Any = list(self._actions(contribution))
        try:
            with store_errors():
                self._client.transact_write_items(TransactItems=actions)
        except self._client.exceptions.TransactionCanceledException as error:
            codes = {str(why.get("Code")) for why in error.response["CancellationReasons"]}
            if unexpected := codes - _OVERTAKEN - {"None"}:
                raise StoreRefusedError(f"the sums were refused: {sorted(unexpected)}") from error
            return False
        except self._client.exceptions.TransactionConflictException:
            return False
        return True

    def places(self) -> Iterable[PlaceKey]:
        """Yield the registry; see the port."""
        return (PlaceKey(p.account, p.region) for p in places(self._reader, Filters()))

    def counts(self, place: PlaceKey) -> Matrix:
        """Return the rollups of a place; see the port."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :prefix)",
            ExpressionAttributeValues=marshal(
                **{":pk": keys.account_pk(place.account, place.region), ":prefix": keys.ROLLUP}
            ),
            ConsistentRead=True,
        )
        with store_errors():
            rows = [read_rollup(item) for page in pages for item in page["Items"]]
        return {(key.rule_name, key.resource_type): counts for key, counts in rows}

    def _actions(self, contribution: Contribution) -> Iterator[Action]:
        for place, share in contribution.shares.items():
            yield self._put(share_key(place), share_members(share), share.revision)
        for part, sums in contribution.parts.items():
            members = part_members(sums) | marshal(region=part.region)
            yield self._put(part_key(part), members, sums.revision)
        for key, added, kept_from in _grown(contribution.grown):
            yield addition(
                self._table, key, added, {"expires_at": expiry(kept_from, self._retention)}
            )

    def _put(self, key: Item, members: Item, revision: int) -> Action:
        """Return the action that replaces an item which nobody has written since it was read."""
        condition: Action = {"ConditionExpression": "attribute_not_exists(pk)"}
        if revision:
            condition = {
                "ConditionExpression": "revision = :revision",
                "ExpressionAttributeValues": marshal(**{":revision": revision}),
            }
        item = key | members | marshal(revision=revision + 1)
        return {"Put": {"TableName": self._table, "Item": item, **condition}}


def _at(key: Item) -> tuple[str, str]:
    return text(key, "pk"), text(key, "sk")


def _grown(
    grown: Mapping[At, OrganisationActivity],
) -> Iterator[tuple[Item, dict[str, int], datetime]]:
    """Yield what is added to which items, each item once, and the time that it is about."""
    added: dict[tuple[str, str], Counter[str]] = {}
    items: dict[tuple[str, str], tuple[Item, datetime]] = {}
    for (place, quarter), activity in grown.items():
        for key, numbers in _rows(place, quarter, activity):
            if numbers:
                added.setdefault(_at(key), Counter()).update(numbers)
                items[_at(key)] = key, quarter
    for at, (key, quarter) in items.items():
        if numbers := {name: n for name, n in added[at].items() if n}:
            yield key, numbers, quarter


def _rows(
    place: PlaceKey, quarter: datetime, activity: OrganisationActivity
) -> Iterator[tuple[Item, dict[str, int]]]:
    lengths = {f"r{length}": n for length, n in activity.resolve_times.by_length.items()}
    yield resolved_key(place, quarter), lengths
    everything = amounts(activity.activity) | lengths
    yield quarter_key(place, quarter), everything
    yield day_key(place, quarter), everything
