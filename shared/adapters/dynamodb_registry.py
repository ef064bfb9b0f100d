"""The registry: the places that something is known of, and when they were heard from."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, marshal
from shared.adapters.dynamodb_regions import KnownRegions
from shared.domain.observations import PlaceKey
from shared.domain.times import sortable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

# How often one function instance renews what is said of a place: often enough for a digest that
# speaks of days, seldom enough to cost nothing.
REGISTER_EVERY = timedelta(minutes=5)


class Registry:
    """Writes the registry; what is said again soon is not written again."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        self._regions = KnownRegions(client, table)
        self._registered: dict[tuple[PlaceKey, bool], datetime] = {}

    def register(self, place: PlaceKey, now: datetime, *, spoke: bool) -> None:
        """Keep that there is something of the place, and that it was heard from if it spoke."""
        last = self._registered.get((place, spoke))
        if last is not None and now - last < REGISTER_EVERY:
            return
        self._regions.keep(place.region)
        values, heard = {}, ""
        if spoke:
            heard = ", last_heard = :now, first_heard = if_not_exists(first_heard, :now)"
            values[":now"] = sortable(now)
        with store_errors():
            self._client.update_item(
                TableName=self._table,
                Key=registry_key(place),
                UpdateExpression=f"SET {PLACE}{heard}",
                ExpressionAttributeNames={"#region": "region"},
                ExpressionAttributeValues=place_values(place) | marshal(**values),
            )
        self._registered[place, spoke] = now

    def forget(self, place: PlaceKey) -> None:
        """Take a place out of the registry."""
        with store_errors():
            self._client.delete_item(TableName=self._table, Key=registry_key(place))
        for spoke in (True, False):
            self._registered.pop((place, spoke), None)


def registry_key(place: PlaceKey) -> Item:
    """Return the key of the item of a place."""
    return marshal(pk=keys.ACCOUNTS, sk=keys.joined(place.account, place.region))


# What is set of every item: also where it is among the places of its region, in the order of all.
PLACE = "account = :account, #region = :region, rule_pk = :rule_pk, rule_sk = :rule_sk"


def place_values(place: PlaceKey) -> Item:
    """Return the values of `PLACE`."""
    return {f":{name}": value for name, value in place_members(place).items()}


def place_members(place: PlaceKey) -> Item:
    """Return what every item of the registry has."""
    return marshal(
        account=place.account,
        region=place.region,
        rule_pk=keys.region_pk(place.region),
        rule_sk=keys.joined(place.account, place.region),
    )
