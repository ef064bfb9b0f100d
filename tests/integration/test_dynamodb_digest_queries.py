"""What digests ask of some accounts alone, on DynamoDB as in memory."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from shared.adapters import dynamodb_changed_resources
from shared.adapters.dynamodb_changed_resources import DynamoDbChangedResources
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_digest_queries import DynamoDbDigestQueries
from shared.adapters.dynamodb_regions import DynamoDbRegions, region_item
from shared.adapters.dynamodb_totals_store import DynamoDbTotalsStore
from shared.domain.contributions import Contribution
from shared.domain.filters import Window
from shared.domain.observations import PlaceKey
from shared.domain.resolve_times import OrganisationActivity
from shared.domain.rollups import Activity
from shared.ports.errors import StoreUnavailableError, TooMuchToReadError
from shared.ports.reporting import ChangedResources, DigestQueries
from shared.usecases.record_batch import Message, record_batch
from tests.builders.observations import C, N, at, deletion, key, result
from tests.builders.snapshots import ONE, THREE, TWO, resolved
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_digest_store import InMemoryChangedResources, InMemoryDigestQueries

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

PLACES = {a: PlaceKey(a, key("x").region) for a in (ONE, TWO, THREE)}


def violation(account: str, bucket: str, minutes: int) -> Message:
    of = replace(key(bucket), account=account)
    return Message(f"{account} {bucket}", result(minutes, N, C, of=of))


HEARD = [
    violation(ONE, "b", 20),
    violation(TWO, "a", 10),
    violation(TWO, "c", 30),
    Message("well", result(5, C, N, of=replace(key("d"), account=TWO))),
]


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


@pytest.fixture(params=["in memory", "on DynamoDB"])
def queries(request: pytest.FixtureRequest, client: "DynamoDBClient") -> Iterator[DigestQueries]:
    memory = InMemoryComplianceStore()
    store = (
        memory
        if request.param == "in memory"
        else DynamoDbComplianceStore(client, TABLES, lambda: at(60))
    )
    record_batch(HEARD, store, at(60), lambda _: None)
    if store is memory:
        yield InMemoryDigestQueries(memory)
        return
    with ThreadPoolExecutor(4) as pool:
        yield DynamoDbDigestQueries(client, TABLES.config_compliance, pool, lambda: at(60))


@pytest.fixture(params=["in memory", "on DynamoDB"])
def changed(request: pytest.FixtureRequest, client: "DynamoDBClient") -> Iterator[ChangedResources]:
    memory = InMemoryComplianceStore()
    store = (
        memory
        if request.param == "in memory"
        else DynamoDbComplianceStore(client, TABLES, lambda: at(60))
    )
    record_batch(
        [
            Message("began", result(1, N, C, of=key("a"))),
            Message("ended", result(2, C, N, of=key("a"))),
            Message("again", result(2, C, N, of=key("a"))),
            Message("other rule", result(3, C, of=key("a", rule="other"))),
            Message("other", result(4, N, of=key("b"))),
            Message("not known", result(5, "INSUFFICIENT_DATA", of=key("c"))),
            Message("later", result(20, C, N, of=key("b"))),
            Message("no change of a result", deletion(6, key("d"))),
        ],
        store,
        at(60),
        lambda _: None,
    )
    if store is memory:
        yield InMemoryChangedResources(memory)
        return
    with ThreadPoolExecutor(4) as pool:
        regions = DynamoDbRegions(client, TABLES.config_compliance)
        yield DynamoDbChangedResources(client, TABLES.events, regions, pool, lambda: at(60))


def test_changes_of_each_resource_are_counted_once_in_their_time(changed: ChangedResources) -> None:
    a, b, c = (key(name).resource for name in "abc")
    assert changed.changes(Window(start=at(0), end=at(20))) == {a: 3, b: 1, c: 1}
    assert changed.changes(Window(start=at(2), end=at(30))) == {a: 2, b: 2, c: 1}
    assert not changed.changes(Window(start=at(30), end=at(40)))


def test_that_changes_cannot_be_read_stands_in_the_log(
    client: "DynamoDBClient", caplog: pytest.LogCaptureFixture
) -> None:
    with ThreadPoolExecutor(1) as pool:
        regions = DynamoDbRegions(client, TABLES.config_compliance)
        changed = DynamoDbChangedResources(client, "not-there", regions, pool, lambda: at(60))
        client.put_item(TableName=TABLES.config_compliance, Item=region_item("eu-central-1"))
        with pytest.raises(StoreUnavailableError):
            changed.changes(Window())
    assert "it is not known which resources changed" in caplog.text


def test_changes_that_are_more_than_can_be_read_are_not_counted_in_part(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dynamodb_changed_resources, "_MOST_PAGES", 0)
    store = DynamoDbComplianceStore(client, TABLES, lambda: at(60))
    long = "x" * 200_000  # pages hold 1 MB
    changes = [result(n, N, C, of=key(f"b{n}"), annotation=long) for n in range(30)]
    record_batch([Message(str(n), c) for n, c in enumerate(changes)], store, at(60), lambda _: None)
    regions = DynamoDbRegions(client, TABLES.config_compliance)
    with ThreadPoolExecutor(4) as pool:
        changed = DynamoDbChangedResources(client, TABLES.events, regions, pool, lambda: at(60))
        with pytest.raises(TooMuchToReadError):
            changed.changes(Window())


def test_the_oldest_violations_of_all_accounts_come_oldest_first(queries: DigestQueries) -> None:
    assert [r.key.resource_id for r in queries.oldest(None, 10)] == ["a", "b", "c"]
    assert [r.key.resource_id for r in queries.oldest(None, 2)] == ["a", "b"]


def test_the_oldest_violations_of_some_accounts_are_theirs_alone(queries: DigestQueries) -> None:
    assert [r.key.resource_id for r in queries.oldest({TWO, THREE}, 10)] == ["a", "c"]
    assert [r.key.resource_id for r in queries.oldest({ONE, TWO}, 2)] == ["a", "b"]
    assert not queries.oldest({THREE}, 10)


def test_what_happened_is_counted_in_the_places_that_are_asked_for(queries: DigestQueries) -> None:
    everything = Window()
    assert queries.activity([PLACES[TWO]], everything) == Activity(3, 2, 1)
    assert queries.activity(PLACES.values(), everything) == Activity(4, 3, 1)
    assert queries.activity([PLACES[THREE]], everything) == Activity()


def test_what_happened_is_counted_in_whole_quarters_of_an_hour(queries: DigestQueries) -> None:
    start = at(0)
    first = Window(start=start, end=start + timedelta(minutes=15))
    assert queries.activity([PLACES[TWO]], first) == Activity(2, 1, 1)
    assert queries.activity([PLACES[TWO]], Window(start=first.end)) == Activity(1, 1, 0)


def test_when_something_happened_is_told_of_each_place(queries: DigestQueries) -> None:
    hour = Window(start=at(0), end=at(60))
    quarters = [at(0), at(0) + timedelta(minutes=30)]
    found = queries.active([PLACES[TWO], PLACES[THREE]], hour)
    assert {place: sorted(times) for place, times in found.items()} == {
        PLACES[TWO]: quarters,
        PLACES[THREE]: [],
    }
    until = Window(start=at(0), end=quarters[1])
    assert queries.active([PLACES[TWO]], until) == {PLACES[TWO]: quarters[:1]}


def test_how_long_violations_lasted_is_read_of_the_quarters_and_places_asked_for(
    client: "DynamoDBClient",
) -> None:
    store = DynamoDbTotalsStore(client, TABLES.config_compliance, TABLES.retention)
    quarters = [at(0) + n * timedelta(minutes=15) for n in range(4)]
    store.add(Contribution({}, {}, {(PLACES[TWO], q): lasted(1, 2) for q in quarters}))
    store.add(Contribution({}, {}, {(PLACES[ONE], quarters[1]): lasted(5)}))
    some = Window(start=quarters[1], end=quarters[3])
    with ThreadPoolExecutor(4) as pool:
        queries = DynamoDbDigestQueries(client, TABLES.config_compliance, pool, lambda: at(60))
        assert queries.resolve_times([PLACES[TWO]], some) == {
            quarters[1]: resolved(1, 2),
            quarters[2]: resolved(1, 2),
        }
        both = queries.resolve_times(PLACES.values(), some)
    assert both[quarters[1]] == resolved(1, 2, 5)


def lasted(*hours: float) -> OrganisationActivity:
    return OrganisationActivity(resolve_times=resolved(*hours))
