"""The sums of the organisation in DynamoDB behave as those in memory, and are read in few reads."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shared.adapters.dynamodb_regions import KnownRegions
from shared.adapters.dynamodb_totals import DynamoDbTotals
from shared.adapters.dynamodb_totals_store import DynamoDbTotalsStore
from shared.domain.change_counts import ChangeCounts
from shared.domain.contributions import (
    ActivityIs,
    Change,
    CountsAre,
    contribution,
)
from shared.domain.contributions import ViolationResolved as Resolved
from shared.domain.filters import Window
from shared.domain.observations import PlaceKey
from shared.domain.rollups import Activity, Counts
from shared.domain.totals import Cell, Totals
from shared.ports.errors import StoreRefusedError
from shared.usecases.update_totals import mend_totals, update_totals
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.in_memory_totals import InMemoryTotals

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HERE, THERE = PlaceKey("222222222222", "eu-central-1"), PlaceKey("333333333333", "us-east-1")
RULE, TYPE = "restricted-ssh", "AWS::EC2::SecurityGroup"
TABLE = TABLES.config_compliance


@pytest.fixture(scope="module")
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as client:
        yield client


@pytest.fixture
def store(client: "DynamoDBClient") -> DynamoDbTotalsStore:
    for page in client.get_paginator("scan").paginate(TableName=TABLE):
        for item in page["Items"]:
            client.delete_item(TableName=TABLE, Key={k: item[k] for k in ("pk", "sk")})
    for place in (HERE, THERE):
        KnownRegions(client, TABLE).keep(place.region)
    return DynamoDbTotalsStore(client, TABLE, timedelta(days=90))


@pytest.fixture
def queries(client: "DynamoDBClient") -> Iterator[DynamoDbTotals]:
    with ThreadPoolExecutor(4) as pool:
        yield DynamoDbTotals(client, TABLE, pool, lambda: NOW)


def at(hours: float) -> datetime:
    return NOW.replace(hour=0) + timedelta(hours=hours)


def is_active(place: PlaceKey, number: int, hours: float, events: int) -> Change:
    return ActivityIs(place, number, at(hours), Activity(), Activity(events, 1, 0))


def wait_not(_attempt: int) -> None:
    """Try again at once."""


CHANGES: list[Change] = [
    CountsAre(HERE, RULE, TYPE, Counts(3, 2, 1)),
    CountsAre(HERE, "gone", TYPE, Counts(1, 1)),
    CountsAre(HERE, "gone", TYPE, Counts()),
    CountsAre(THERE, f"securityhub-{RULE}-0a1b2c3d", TYPE, Counts(1, 1)),
    is_active(HERE, 1, -30, 5),
    is_active(HERE, 2, 1, 2),
    is_active(THERE, 3, 1, 1),
    Resolved(HERE, 7, at(1), timedelta(hours=2)),
]


def test_the_table_and_the_fake_add_up_alike(
    store: DynamoDbTotalsStore, queries: DynamoDbTotals
) -> None:
    fake = InMemoryTotals()
    for _ in range(2):
        update_totals(CHANGES, store, wait_not)
        update_totals(CHANGES, fake, wait_not)
    assert replace(queries.totals(), changes=()) == replace(fake.totals(), changes=())
    changes = ChangeCounts.of(queries.totals().changes)
    assert changes == ChangeCounts.of(fake.totals().changes)
    assert changes == ChangeCounts({RULE: 4}, {TYPE: 4})
    assert replace(queries.totals(), changes=()) == Totals.of_places(
        {HERE: Counts(3, 2, 1), THERE: Counts(1, 1)},
        {
            Cell("eu-central-1", RULE, TYPE): Counts(3, 2, 1),
            Cell("us-east-1", RULE, TYPE): Counts(1, 1),
        },
    )
    assert queries.shares([HERE, PlaceKey("444444444444", "eu-central-1")]) == {
        HERE: {(RULE, TYPE): Counts(3, 2, 1)},
        PlaceKey("444444444444", "eu-central-1"): {},
    }


@pytest.mark.parametrize(
    ("window", "events"),
    [
        (Window(), 8),
        (Window(start=at(0)), 3),
        (Window(end=at(1)), 5),
        (Window(start=at(1), end=at(1.25)), 3),
        (Window(start=at(-30.25), end=at(1.5)), 8),
        (Window(start=at(-29.75), end=at(1.5)), 3),
        (Window(start=at(-72), end=at(0)), 5),
        (Window(start=at(2)), 0),
    ],
)
def test_what_happened_is_counted_by_days_and_what_is_left_of_them(
    store: DynamoDbTotalsStore, queries: DynamoDbTotals, window: Window, events: int
) -> None:
    update_totals(CHANGES, store, wait_not)
    assert queries.activity(window).activity.total_events == events


def test_what_happened_is_told_by_region_and_with_how_long_violations_lasted(
    store: DynamoDbTotalsStore, queries: DynamoDbTotals
) -> None:
    update_totals(CHANGES, store, wait_not)
    assert queries.activity(Window(), "us-east-1").activity == Activity(1, 1, 0)
    here = queries.activity(Window(), "eu-central-1")
    assert here.resolve_times.count == 1
    median = here.resolve_times.percentile(50)
    assert median is not None
    assert abs(median / timedelta(hours=2) - 1) < 0.05


def test_what_happened_in_a_region_is_told_when_all_of_its_states_are_gone(
    store: DynamoDbTotalsStore, queries: DynamoDbTotals
) -> None:
    update_totals(CHANGES, store, wait_not)
    update_totals(
        [CountsAre(THERE, f"securityhub-{RULE}-0a1b2c3d", TYPE, Counts())], store, wait_not
    )
    assert {cell.region for cell in queries.totals().by_cell} == {"eu-central-1"}
    assert queries.activity(Window()).activity.total_events == 8


def test_two_that_read_the_same_cannot_both_write(store: DynamoDbTotalsStore) -> None:
    read = store.sums([HERE])
    first, second = (contribution([change], read) for change in CHANGES[:2])
    assert store.add(first)
    assert not store.add(second)
    assert store.sums([HERE]).shares[HERE].counts == {(RULE, TYPE): Counts(3, 2, 1)}


def test_a_conflict_is_somebody_elses_turn_and_a_refusal_an_error(
    client: "DynamoDBClient", store: DynamoDbTotalsStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancelled = client.exceptions.TransactionCanceledException

    def answers(code: str) -> None:
        def fail(**_request: Any) -> None:
            reasons: Any = {
                "Error": {"Code": "TransactionCanceledException"},
                "CancellationReasons": [{"Code": "None"}, {"Code": code}],
            }
            raise cancelled(reasons, "TransactWriteItems")

        monkeypatch.setattr(client, "transact_write_items", fail)

    made = contribution(CHANGES[:1], store.sums([HERE]))
    answers("TransactionConflict")
    assert not store.add(made)
    answers("ItemCollectionSizeLimitExceeded")
    with pytest.raises(StoreRefusedError, match="ItemCollectionSize"):
        store.add(made)


def test_a_comparison_reads_the_rollups_of_every_registered_place(
    client: "DynamoDBClient", store: DynamoDbTotalsStore, queries: DynamoDbTotals
) -> None:
    texts = {
        "pk": f"A#{HERE.account}#{HERE.region}", "sk": "R#x#y", "account": HERE.account,
        "region": HERE.region, "rule_name": RULE, "resource_type": TYPE,
    }  # fmt: skip
    rollup: Any = {name: {"S": value} for name, value in texts.items()}
    client.put_item(TableName=TABLE, Item=rollup | {"total": {"N": "4"}, "compliant": {"N": "4"}})
    place: Any = {"pk": "ACCOUNTS", "sk": "x", "account": HERE.account, "region": HERE.region}
    client.put_item(TableName=TABLE, Item={name: {"S": value} for name, value in place.items()})
    assert mend_totals(store.places(), store, wait_not, lambda: True) == (1, 1)
    assert queries.totals().by_place == {HERE: Counts(4, 4)}
    assert mend_totals(store.places(), store, wait_not, lambda: True) == (1, 0)


def test_what_two_hundred_rules_count_is_a_few_kilobytes(
    store: DynamoDbTotalsStore, client: "DynamoDBClient"
) -> None:
    one = Counts(12, 9, 2, 1)
    rules = {f"a-managed-rule-with-a-name-{n}": f"AWS::Service{n % 40}::Thing" for n in range(200)}
    changes: list[Change] = [CountsAre(HERE, rule, kind, one) for rule, kind in rules.items()]
    update_totals(changes, store, wait_not)
    sizes = [len(item["packed"]["B"]) for item in _packed(client)]
    assert max(sizes) < 4_000


def _packed(client: "DynamoDBClient") -> list[Any]:
    return [item for item in client.scan(TableName=TABLE)["Items"] if "packed" in item]
