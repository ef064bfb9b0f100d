"""What digests ask of some accounts alone, on DynamoDB as in memory."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from shared.adapters.dynamodb_digest_queries import DynamoDbDigestQueries
from shared.adapters.dynamodb_totals_store import DynamoDbTotalsStore
from shared.domain.contributions import Contribution
from shared.domain.filters import Window
from shared.domain.observations import PlaceKey
from shared.domain.resolve_times import OrganisationActivity
from shared.domain.rollups import Activity
from shared.ports.reporting import DigestQueries
from shared.usecases.record_batch import Message
from tests.builders.both_stores import BOTH_STORES, recorded
from tests.builders.observations import C, N, at, key, result
from tests.builders.snapshots import ONE, THREE, TWO, resolved
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.in_memory_digest_store import InMemoryDigestQueries

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


@pytest.fixture(params=BOTH_STORES)
def queries(request: pytest.FixtureRequest, client: "DynamoDBClient") -> Iterator[DigestQueries]:
    if memory := recorded(request.param, client, HEARD):
        yield InMemoryDigestQueries(memory)
        return
    with ThreadPoolExecutor(4) as pool:
        yield DynamoDbDigestQueries(client, TABLES.config_compliance, pool, lambda: at(60))


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
