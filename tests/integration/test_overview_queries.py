"""What was told, what ended, the days before and the registry, each read by its key."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from shared.adapters.dynamodb_batch_reader import BatchReader
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_ends import DynamoDbEnds
from shared.adapters.dynamodb_items import marshal
from shared.adapters.dynamodb_lives import DynamoDbLives
from shared.adapters.dynamodb_outbox import DynamoDbOutbox
from shared.adapters.dynamodb_registry import Registry
from shared.adapters.dynamodb_registry_queries import DynamoDbRegistryQueries
from shared.adapters.dynamodb_tellings import DynamoDbTellings
from shared.domain.notices import Notice
from shared.domain.observations import PlaceKey
from shared.usecases.plan_alerts import plan_alerts
from shared.usecases.record_batch import record_batch
from tests.builders.notices import news
from tests.builders.observations import C, N, at, deletion, key, result
from tests.builders.office import Office
from tests.builders.questions import messages
from tests.builders.snapshots import ONE, THREE, TWO
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.clock import NOW

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

POOL = ThreadPoolExecutor(1)


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


def hear(client: "DynamoDBClient", *heard: Any) -> None:
    store = DynamoDbComplianceStore(client, TABLES, lambda: at(60))
    record_batch(messages(heard), store, at(60), lambda _: None)


def plan(client: "DynamoDBClient") -> DynamoDbOutbox:
    """Plan what is told of what was heard."""
    table = TABLES.notifications
    outbox = DynamoDbOutbox(client, table, TABLES.retention)
    heard = [entry.notice for entry in outbox.waiting(at(1000))]
    lives = DynamoDbLives(client, table, TABLES.retention)
    desk = replace(Office().office.planning, lives=lives)
    plan_alerts((each for each in heard if isinstance(each, Notice)), desk, at(60))
    return outbox


def tell_all(client: "DynamoDBClient", minutes: float) -> None:
    outbox = plan(client)
    outbox.record_told(news(outbox.waiting(at(1000))), at(minutes))


def test_a_violation_was_told_when_its_newest_beginning_was(client: "DynamoDBClient") -> None:
    tellings = DynamoDbTellings(client, TABLES.notifications, POOL)
    hear(client, result(0, N))
    assert tellings.told_at([key(), key("other")]) == {key(): None, key("other"): None}
    tell_all(client, 3)
    assert tellings.told_at([key()]) == {key(): at(3)}
    hear(client, result(10, C, N))
    tell_all(client, 11)
    hear(client, result(20, N, C, replayed=True))
    assert tellings.told_at([key()]) == {key(): None}
    hear(client, result(30, C, N), result(40, N, C))
    plan(client)
    assert tellings.told_at([key()]) == {key(): None}
    tell_all(client, 41)
    assert tellings.told_at([key()]) == {key(): at(41)}


def test_closed_states_and_what_ended_are_found_by_their_keys(client: "DynamoDBClient") -> None:
    hear(client, result(0, N), result(1, N, of=key("bucket-2")), deletion(5))
    ends = DynamoDbEnds(BatchReader(client, TABLES.config_compliance, POOL), lambda: at(60))
    closed, present = sorted(
        ends.records([key(), key("bucket-2"), key("none")]), key=lambda r: r.status or ""
    )
    assert (closed.key, closed.status, closed.since) == (key(), None, at(5))
    assert present.key == key("bucket-2")
    [(grave, version)] = ends.ends([key().resource, key("bucket-2").resource]).items()
    assert (grave, version.recorded) == (key().resource, at(5))


def test_the_registry_is_told_account_by_account(client: "DynamoDBClient") -> None:
    registry = Registry(client, TABLES.config_compliance)
    for account in (ONE, TWO, THREE):
        for region in ("eu-central-1", "us-east-1", "us-west-2"):
            registry.register(PlaceKey(account, region), NOW, spoke=region != "us-east-1")
    queries = DynamoDbRegistryQueries(client, TABLES.config_compliance)
    assert list(queries.heard(None, 2, "")) == [ONE, TWO]
    assert list(queries.heard(None, 2, TWO)) == [THREE]
    [silent] = [place for place in queries.heard((TWO,), 5, "")[TWO] if place.last is None]
    assert silent.region == "us-east-1"
    assert list(queries.heard((ONE, THREE), 5, ONE)) == [THREE]
    assert queries.heard((), 5, "") == {}


def test_any_number_of_items_is_read_and_what_is_not_there_is_left_out(
    client: "DynamoDBClient",
) -> None:
    for number in range(0, 250, 2):
        client.put_item(TableName=TABLES.config_compliance, Item=marshal(pk="p", sk=str(number)))
    reader = BatchReader(client, TABLES.config_compliance, POOL)
    found = reader.items([("p", str(number)) for number in [*range(250), 0]])
    assert sorted(int(item["sk"]["S"]) for item in found) == list(range(0, 250, 2))
