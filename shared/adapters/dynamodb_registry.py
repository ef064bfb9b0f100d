"""The registry: the places that something is known of, and when they were heard from."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import marshal
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
        self._registered: dict[tuple[PlaceKey, bool], datetime] = {}

    def register(self, place: PlaceKey, now: datetime, *, spoke: bool) -> None:
        """Keep that there is something of the place, and that it was heard from if it spoke."""
        last = self._registered.get((place, spoke))
        if last is not None and now - last < REGISTER_EVERY:
            return
        values = {":account": place.account, ":region": place.region}
        heard = ""
        if spoke:
            heard = ", last_heard = :now, first_heard = if_not_exists(first_heard, :now)"
            values[":now"] = sortable(now)
        with store_errors():
            self._client.update_item(
                TableName=self._table,
                Key=registry_key(place),
                UpdateExpression=f"SET account = :account, #region = :region{heard}",
                ExpressionAttributeNames={"#region": "region"},
                ExpressionAttributeValues=marshal(**values),
            )
        self._registered[place, spoke] = now

    def forget(self, place: PlaceKey) -> None:
        """Take a place out of the registry."""
        with store_errors():
            self._client.delete_item(TableName=self._table, Key=registry_key(place))
        for spoke in (True, False):
            self._registered.pop((place, spoke), None)


def registry_key(place: PlaceKey) -> dict[str, Any]:
    """Return the key of the item of a place."""
    return marshal(pk=keys.ACCOUNTS, sk=keys.joined(place.account, place.region))
