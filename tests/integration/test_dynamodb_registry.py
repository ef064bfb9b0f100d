"""The registry: written seldom, and what is not known is not in it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from shared.adapters.dynamodb_accounts import Place, places
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_items import text
from shared.adapters.dynamodb_ranges import RangeReader
from shared.adapters.dynamodb_regions import DynamoDbRegions
from shared.adapters.dynamodb_stored_places import DynamoDbStoredPlaces
from shared.domain.filters import Filters
from shared.domain.observations import PlaceKey
from tests.builders.endings import PLACE
from tests.builders.tables import TABLES, mocked_tables, registry

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def store_on(client: "DynamoDBClient") -> DynamoDbComplianceStore:
    return DynamoDbComplianceStore(client, TABLES, lambda: NOW)


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


def test_a_place_is_written_to_the_registry_once_in_a_while(client: "DynamoDBClient") -> None:
    store = store_on(client)
    for minutes in (0, 1, 6):
        store.register(PLACE, NOW + timedelta(minutes=minutes), spoke=True)
    [item] = registry(client)
    assert text(item, "first_heard") == "2026-11-20T12:00:00.000000Z"
    assert text(item, "last_heard") == "2026-11-20T12:06:00.000000Z"


def test_a_place_that_was_not_heard_from_is_in_the_registry_without_times(
    client: "DynamoDBClient",
) -> None:
    store = store_on(client)
    store.register(PLACE, NOW, spoke=False)
    [item] = registry(client)
    assert {"account", "region"} <= item.keys()
    assert not {"first_heard", "last_heard"} & item.keys()
    store.register(PLACE, NOW, spoke=True)
    [item] = registry(client)
    assert text(item, "first_heard") == "2026-11-20T12:00:00.000000Z"


@pytest.mark.parametrize("spoke", [True, False])
def test_a_place_that_was_forgotten_is_registered_again_at_once(
    client: "DynamoDBClient", *, spoke: bool
) -> None:
    store = store_on(client)
    for _ in range(2):
        store.register(PLACE, NOW, spoke=spoke)
        assert registry(client)
        store.forget(PLACE)
        assert not registry(client)


def test_a_region_stays_known_when_its_places_are_forgotten(client: "DynamoDBClient") -> None:
    regions = DynamoDbRegions(client, TABLES.config_compliance)
    assert regions() == []
    store = store_on(client)
    elsewhere = PlaceKey(PLACE.account, "us-east-1")
    for place in (elsewhere, PLACE):
        store.register(place, NOW, spoke=True)
    store.forget(elsewhere)
    assert regions() == [PLACE.region, "us-east-1"]


def test_the_places_of_a_region_are_found_by_it_however_they_came_into_the_registry(
    client: "DynamoDBClient",
) -> None:
    store = store_on(client)
    accounts = ("333333333333", "222222222222")
    for account in accounts:
        store.register(PlaceKey(account, PLACE.region), NOW, spoke=True)
        store.register(PlaceKey(account, "us-east-1"), NOW, spoke=False)
    stored = DynamoDbStoredPlaces(client, TABLES.config_compliance)
    stored.mark_reconciled(PlaceKey("444444444444", PLACE.region), "run-1", NOW)
    reader = RangeReader(client, TABLES.config_compliance)
    found = places(reader, Filters(region=PLACE.region))
    assert list(found) == [Place(f"{n}" * 12, PLACE.region) for n in (2, 3, 4)]
    store.forget(PlaceKey("333333333333", PLACE.region))
    found = places(reader, Filters(region=PLACE.region), "333333333333")
    assert list(found) == [Place("444444444444", PLACE.region)]
