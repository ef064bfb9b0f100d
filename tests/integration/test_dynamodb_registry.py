"""The registry: written seldom, and what is not known is not in it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_items import text
from tests.builders.endings import PLACE
from tests.builders.tables import TABLES, everything, mocked_tables

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
    [item] = everything(client, TABLES.config_compliance)
    assert text(item, "first_heard") == "2026-11-20T12:00:00.000000Z"
    assert text(item, "last_heard") == "2026-11-20T12:06:00.000000Z"


def test_a_place_that_was_not_heard_from_is_in_the_registry_without_times(
    client: "DynamoDBClient",
) -> None:
    store = store_on(client)
    store.register(PLACE, NOW, spoke=False)
    [item] = everything(client, TABLES.config_compliance)
    assert {"account", "region"} <= item.keys()
    assert not {"first_heard", "last_heard"} & item.keys()
    store.register(PLACE, NOW, spoke=True)
    [item] = everything(client, TABLES.config_compliance)
    assert text(item, "first_heard") == "2026-11-20T12:00:00.000000Z"


@pytest.mark.parametrize("spoke", [True, False])
def test_a_place_that_was_forgotten_is_registered_again_at_once(
    client: "DynamoDBClient", *, spoke: bool
) -> None:
    store = store_on(client)
    for _ in range(2):
        store.register(PLACE, NOW, spoke=spoke)
        assert everything(client, TABLES.config_compliance)
        store.forget(PLACE)
        assert not everything(client, TABLES.config_compliance)
