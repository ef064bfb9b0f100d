"""What is stored of places, as a run reads and marks it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_stored_places import DynamoDbStoredPlaces
from shared.domain.observations import Observation, PlaceKey, Version
from shared.domain.sources import Registered
from shared.usecases.record_batch import Message, record_batch
from tests.builders.observations import C, N, at, deletion, key, result
from tests.builders.tables import TABLES, mocked_tables, registry
from tests.fakes.clock import NOW

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

PLACE = PlaceKey("222222222222", "eu-central-1")


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


def store(client: "DynamoDBClient") -> DynamoDbComplianceStore:
    return DynamoDbComplianceStore(client, TABLES, lambda: NOW)


def places(client: "DynamoDBClient") -> DynamoDbStoredPlaces:
    return DynamoDbStoredPlaces(client, TABLES.config_compliance)


def test_all_states_of_a_place_are_there_the_closed_ones_too(client: "DynamoDBClient") -> None:
    says: list[Observation] = [result(1, N), result(2, C, of=key("b-2")), deletion(3)]
    messages = [Message(str(n), each) for n, each in enumerate(says)]
    record_batch(messages, store(client), NOW, lambda _: None)
    found = {record.key.resource_id: record for record in places(client).states_of(PLACE)}
    assert {name: record.status for name, record in found.items()} == {"bucket-1": None, "b-2": C}
    [one] = places(client).states_of(key("b-2"))
    assert (one.key, one.version.recorded) == (key("b-2"), at(2))
    assert not list(places(client).states_of(key("b-2", rule="another")))


def test_the_places_of_an_account_are_those_and_no_others(client: "DynamoDBClient") -> None:
    there = PlaceKey(PLACE.account, "us-east-1")
    for place in (PLACE, there, PlaceKey("222222222223", PLACE.region)):
        store(client).register(place, NOW, spoke=True)
    assert places(client).mark_reconciled(there, "run-1", NOW)
    assert places(client).places_of(PLACE.account) == [
        Registered(PLACE, first_heard=NOW),
        Registered(there, "run-1", NOW, NOW),
    ]
    assert places(client).places_of("22222222222") == []


def test_a_place_is_marked_and_remembers_the_first_run(client: "DynamoDBClient") -> None:
    store(client).register(PLACE, NOW, spoke=True)
    assert places(client).places() == [Registered(PLACE, first_heard=NOW)]
    for _ in range(2):
        assert places(client).mark_reconciled(PLACE, "run-1", NOW)
    assert not places(client).mark_reconciled(PLACE, "run-2", NOW + timedelta(days=1))
    assert places(client).places() == [Registered(PLACE, "run-1", NOW, NOW)]
    [item] = registry(client)
    assert item["reconciled_at"] == {"S": "2026-11-21T12:00:00.000000Z"}
    assert item["last_heard"] == {"S": "2026-11-20T12:00:00.000000Z"}
    store(client).forget(PLACE)
    assert places(client).places() == []


def test_the_end_of_a_place_is_known(client: "DynamoDBClient") -> None:
    assert places(client).ended(PLACE) is None
    store(client).bury(PLACE, Version(at(5)))
    assert places(client).ended(PLACE) == Version(at(5))
