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
from shared.domain.outbox import Wake, is_news
from shared.domain.routing import Mode, Route, Routing
from shared.domain.telling import Telling
from shared.usecases.plan_alerts import plan_alerts
from shared.usecases.record_batch import record_batch
from tests.builders.observations import C, N, at, deletion, key, result
from tests.builders.office import EVERYTHING, Office
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


class Judged(Office):
    """Plans what is told on DynamoDB, of what was heard there."""

    def __init__(self, client: "DynamoDBClient", routing: Routing = EVERYTHING) -> None:
        super().__init__(routing=routing)
        self.client = client
        self.stored = DynamoDbOutbox(client, TABLES.notifications, TABLES.retention, ["default"])

    def plan(self, minutes: float) -> None:
        lives = DynamoDbLives(self.client, TABLES.notifications, TABLES.retention)
        waiting = [entry.notice for entry in self.stored.waiting(at(1000))]
        heard = [each for each in waiting if isinstance(each, Notice | Wake)]
        now = at(minutes)
        some = [(each, now) for each in heard]
        plan_alerts(some, replace(self.office.planning, lives=lives), now)

    def tell(self, minutes: float) -> None:
        self.plan(minutes)
        news = [entry for entry in self.stored.waiting(at(1000)) if is_news(entry)]
        self.stored.record_told(news, at(minutes))


def test_a_violation_was_told_when_its_newest_beginning_was(client: "DynamoDBClient") -> None:
    tellings, office = DynamoDbTellings(client, TABLES.notifications, POOL), Judged(client)
    hear(client, result(0, N))
    assert tellings.of([key(), key("other")]) == {key(): Telling(), key("other"): Telling()}
    office.plan(2)
    planned = Telling(("default",), "the route all takes it")
    assert tellings.of([key()]) == {key(): planned}
    office.tell(3)
    assert tellings.of([key()]) == {key(): replace(planned, told_at=at(3))}
    hear(client, result(10, C, N))
    office.tell(11)
    hear(client, result(20, N, C, replayed=True))
    office.tell(21)
    assert tellings.of([key()]) == {key(): Telling()}
    hear(client, result(30, C, N), result(40, N, C))
    office.plan(41)
    assert tellings.of([key()]) == {key(): planned}
    office.tell(42)
    assert tellings.of([key()]) == {key(): replace(planned, told_at=at(42))}


def test_what_is_left_to_the_digest_is_told_to_no_channel(client: "DynamoDBClient") -> None:
    tellings = DynamoDbTellings(client, TABLES.notifications, POOL)
    digest = Route(name="quiet", channel="default", mode=Mode.DIGEST)
    hear(client, result(0, N))
    Judged(client, Routing((digest,))).tell(1)
    assert tellings.of([key()]) == {key(): Telling(because="it is left to the digest")}


def test_a_page_is_two_requests_however_many_violations_it_has(
    client: "DynamoDBClient",
) -> None:
    states = [key(f"bucket-{number}") for number in range(40)]
    hear(client, *(result(0, N, of=state) for state in states))
    Judged(client).tell(1)
    asked: list[str] = []
    client.meta.events.register("before-call.dynamodb", lambda model, **_: asked.append(model.name))
    found = DynamoDbTellings(client, TABLES.notifications, POOL).of(states)
    assert {telling.told_at for telling in found.values()} == {at(1)}
    assert asked == ["BatchGetItem", "BatchGetItem"]


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
