"""How often results of each resource changed, on DynamoDB as in memory."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from shared.adapters import dynamodb_changed_resources
from shared.adapters.dynamodb_changed_resources import DynamoDbChangedResources
from shared.domain.filters import Window
from shared.ports.errors import StoreUnavailableError, TooMuchToReadError
from shared.ports.reporting import ChangedResources
from shared.usecases.record_batch import Message
from tests.builders.both_stores import BOTH_STORES, ON_DYNAMODB, recorded
from tests.builders.observations import C, N, at, deletion, key, result
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.in_memory_digest_store import InMemoryChangedResources

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

HERE = "eu-central-1"
HEARD = [
    Message("began", result(1, N, C, of=key("a"))),
    Message("ended", result(2, C, N, of=key("a"))),
    Message("again", result(2, C, N, of=key("a"))),
    Message("other rule", result(3, C, of=key("a", rule="other"))),
    Message("other", result(4, N, of=key("b"))),
    Message("not known", result(5, "INSUFFICIENT_DATA", of=key("c"))),
    Message("later", result(20, C, N, of=key("b"))),
    Message("no change of a result", deletion(6, key("d"))),
]


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as made:
        yield made


def on_dynamodb(
    client: "DynamoDBClient", pool: ThreadPoolExecutor, table: str = TABLES.events
) -> DynamoDbChangedResources:
    return DynamoDbChangedResources(client, table, lambda: [HERE], pool, lambda: at(60))


@pytest.fixture(params=BOTH_STORES)
def changed(
    request: pytest.FixtureRequest, client: "DynamoDBClient", pool: ThreadPoolExecutor
) -> ChangedResources:
    memory = recorded(request.param, client, HEARD)
    return InMemoryChangedResources(memory) if memory else on_dynamodb(client, pool)


def test_changes_of_each_resource_are_counted_once_in_their_time(changed: ChangedResources) -> None:
    a, b, c = (key(name).resource for name in "abc")
    assert changed.changes(Window(start=at(0), end=at(20))) == {a: 3, b: 1, c: 1}
    assert changed.changes(Window(start=at(2), end=at(30))) == {a: 2, b: 2, c: 1}
    assert not changed.changes(Window(start=at(30), end=at(40)))


def test_that_changes_cannot_be_read_stands_in_the_log(
    client: "DynamoDBClient", pool: ThreadPoolExecutor, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(StoreUnavailableError):
        on_dynamodb(client, pool, "not-there").changes(Window())
    assert "it is not known which resources changed" in caplog.text


def test_changes_that_are_more_than_can_be_read_are_not_counted_in_part(
    client: "DynamoDBClient", pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dynamodb_changed_resources, "_MOST_PAGES", 0)
    long = "x" * 200_000  # pages hold 1 MB
    changes = [result(n, N, C, of=key(f"b{n}"), annotation=long) for n in range(30)]
    recorded(ON_DYNAMODB, client, [Message(str(n), each) for n, each in enumerate(changes)])
    with pytest.raises(TooMuchToReadError):
        on_dynamodb(client, pool).changes(Window())
