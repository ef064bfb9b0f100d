"""The organisational units of accounts, in their items of the registry."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, marshal, text
from shared.adapters.dynamodb_lease import PARTITION
from shared.adapters.dynamodb_ranges import Range, RangeReader, prefixed
from shared.adapters.dynamodb_registry import registry_key
from shared.domain.account_units import KnownUnits, Units
from shared.domain.observations import PlaceKey
from shared.domain.times import read_time, sortable
from shared.ports.channel import Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

_MARK = marshal(pk=PARTITION, sk="units")
# How long an instance of a function believes what it has read.
REMEMBERED = timedelta(minutes=5)


class DynamoDbAccountUnits:
    """Implements AccountUnits: all places of an account hold its units."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        self._reader = RangeReader(client, table)

    def known(self) -> KnownUnits:
        """Return what is kept of every registered account."""
        with store_errors():
            answer = self._client.get_item(TableName=self._table, Key=_MARK)
        mark = answer.get("Item")
        looked_up = read_time(text(mark, "looked_up")) if mark else None
        items = self._reader.items(Range(pk=keys.ACCOUNTS))
        return KnownUnits(_by_account(items), looked_up)

    def keep(self, account: str, units: Units) -> None:
        """Keep the units of an account in all of its places; see the port."""
        for item in list(self._reader.items(_places_of(account))):
            self._update(PlaceKey(text(item, "account"), text(item, "region")), units)

    def mark_looked_up(self, now: datetime) -> None:
        """Keep that the units of all accounts were looked up."""
        with store_errors():
            self._client.put_item(
                TableName=self._table, Item=_MARK | marshal(looked_up=sortable(now))
            )

    def _update(self, place: PlaceKey, units: Units) -> None:
        try:
            with store_errors():
                self._client.update_item(
                    TableName=self._table,
                    Key=registry_key(place),
                    UpdateExpression="SET organisational_units = :units",
                    ConditionExpression="attribute_exists(pk)",
                    ExpressionAttributeValues=marshal(**{":units": units}),
                )
        except self._client.exceptions.ConditionalCheckFailedException:
            return  # it was taken out of the registry meanwhile, and stays out


class DynamoDbOrganisationalUnits:
    """Implements OrganisationalUnits."""

    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._reader = RangeReader(client, table)
        self._clock = clock
        self._read: dict[str, tuple[datetime, Units | None]] = {}

    def of(self, accounts: Iterable[str]) -> Mapping[str, Units | None]:
        """Return the units of each account; what was read minutes ago is not read again."""
        return {account: self._units(account) for account in accounts}

    def _units(self, account: str) -> Units | None:
        now = self._clock.now()
        read_at, units = self._read.get(account, (None, None))
        if read_at is None or now - read_at >= REMEMBERED:
            units = _by_account(self._reader.items(_places_of(account))).get(account)
            self._read[account] = now, units
        return units


def _places_of(account: str) -> Range:
    lowest, highest = prefixed(keys.joined(account) + "#")
    return Range(pk=keys.ACCOUNTS, lowest=lowest, highest=highest)


def _by_account(items: Iterable[Item]) -> dict[str, Units | None]:
    """Return the units of accounts; a place that came later may not have them yet."""
    found: dict[str, Units | None] = {}
    for account, units in map(_read, items):
        found[account] = units if units is not None else found.get(account)
    return found


def _read(item: Item) -> tuple[str, Units | None]:
    listed = item.get("organisational_units")
    return text(item, "account"), tuple(_texts(listed)) if listed else None


def _texts(listed: Item) -> Iterator[str]:
    yield from (str(each["S"]) for each in listed["L"])
