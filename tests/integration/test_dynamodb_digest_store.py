"""Snapshots and the registry on DynamoDB; the store in memory keeps the same promises."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_digest_store import DynamoDbDigestStore
from shared.adapters.dynamodb_items import number
from shared.adapters.dynamodb_registry import registry_key
from shared.domain.change_counts import ChangeCounts
from shared.domain.observations import PlaceKey
from shared.domain.snapshots import Heard
from shared.domain.times import sortable
from shared.ports.errors import StoreUnavailableError
from shared.ports.reporting import DigestStore
from tests.builders.snapshots import ONE, TWO, counts, snapshot
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.fakes.clock import NOW, FakeClock
from tests.fakes.in_memory_digest_store import InMemoryDigestStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

DAY = date(2026, 11, 19)
GROUPS = {"a rule # with ~ all %": counts(1, 2), "x" * 256: counts(0, 1)}
FULL = replace(
    snapshot(one=(3, 1), two=(0, 0)),
    by_rule=GROUPS,
    by_resource_type={"AWS::::Account": counts(1, 0)},
)


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


def store_on(client: Any, clock: FakeClock | None = None) -> DynamoDbDigestStore:
    return DynamoDbDigestStore(
        client, TABLES.config_compliance, TABLES.retention, clock or FakeClock()
    )


@pytest.fixture(params=["in memory", "on DynamoDB"])
def store(request: pytest.FixtureRequest, client: "DynamoDBClient") -> DigestStore:
    return InMemoryDigestStore() if request.param == "in memory" else store_on(client)


def test_what_is_kept_is_found_by_its_day(store: DigestStore) -> None:
    store.keep_snapshot(DAY, FULL)
    assert store.snapshot(DAY) == FULL
    assert store.snapshot(DAY - timedelta(days=1)) is None


def test_how_much_was_muted_is_kept_with_the_day_and_not_of_another_taking(
    store: DigestStore, client: "DynamoDBClient"
) -> None:
    store.keep_snapshot(DAY, replace(FULL, muted=2))
    assert store.snapshot(DAY) == replace(FULL, muted=2)
    store.keep_snapshot(DAY, FULL)
    assert store.snapshot(DAY) == FULL
    on_table = store_on(client)
    on_table.keep_snapshot(DAY, replace(FULL, muted=2))
    for item in everything(client, TABLES.config_compliance):
        if item["pk"]["S"].endswith("#all"):
            client.put_item(
                TableName=TABLES.config_compliance,
                Item=item | {"taken_at": {"S": sortable(NOW - timedelta(hours=1))}},
            )
    assert on_table.snapshot(DAY) is None


def test_how_often_results_had_changed_is_kept_with_the_day_and_not_of_another_taking(
    store: DigestStore,
) -> None:
    known = replace(FULL, changes=ChangeCounts({"a#rule": 3}, {"AWS::S3::Bucket": 3}))
    store.keep_snapshot(DAY, replace(known, taken_at=NOW - timedelta(hours=1)))
    store.keep_snapshot(DAY, FULL)
    assert store.snapshot(DAY) == FULL
    store.keep_snapshot(DAY, known)
    assert store.snapshot(DAY) == known


def test_a_later_snapshot_replaces_an_earlier_one(store: DigestStore) -> None:
    store.keep_snapshot(DAY, replace(FULL, taken_at=NOW - timedelta(hours=1)))
    later = snapshot(one=(4, 0))
    store.keep_snapshot(DAY, later)
    assert store.snapshot(DAY) == later


def test_a_snapshot_of_nothing_is_no_data(store: DigestStore) -> None:
    store.keep_snapshot(DAY, snapshot())
    assert store.snapshot(DAY) is None


def test_hundreds_of_accounts_are_kept(client: "DynamoDBClient") -> None:
    many = replace(snapshot(), by_account={f"{n:012}": counts(n, 1) for n in range(130)})
    store_on(client).keep_snapshot(DAY, many)
    assert store_on(client).snapshot(DAY) == many


def test_a_snapshot_expires_a_month_after_the_retention(client: "DynamoDBClient") -> None:
    clock = FakeClock()
    store = store_on(client, clock)
    store.keep_snapshot(DAY, snapshot(one=(1, 0)))
    items = everything(client, TABLES.config_compliance)
    expiry = NOW + timedelta(days=120)
    assert {number(item, "expires_at") for item in items} == {expiry.timestamp()}
    clock.time = expiry
    assert store.snapshot(DAY) is None


def test_who_was_heard_from_is_read_from_the_registry(client: "DynamoDBClient") -> None:
    later = NOW + timedelta(hours=1)
    for account, when in ((TWO, NOW), (ONE, NOW), (ONE, later)):
        register(client, PlaceKey(account, "eu-west-1"), when, spoke=True)
    assert store_on(client).heard() == [
        Heard(ONE, "eu-west-1", NOW, later),
        Heard(TWO, "eu-west-1", NOW, NOW),
    ]


def test_a_place_that_never_spoke_is_known_by_when_it_was_reconciled(
    client: "DynamoDBClient",
) -> None:
    register(client, PlaceKey(ONE, "eu-west-1"), NOW, spoke=False)
    register(client, PlaceKey(TWO, "eu-west-1"), NOW, spoke=False)
    client.update_item(
        TableName=TABLES.config_compliance,
        Key=registry_key(PlaceKey(TWO, "eu-west-1")),
        UpdateExpression="SET reconciled_at = :now",
        ExpressionAttributeValues={":now": {"S": sortable(NOW)}},
    )
    assert store_on(client).heard() == [
        Heard(ONE, "eu-west-1"),
        Heard(TWO, "eu-west-1", reconciled=NOW),
    ]


def register(client: "DynamoDBClient", place: PlaceKey, when: datetime, *, spoke: bool) -> None:
    DynamoDbComplianceStore(client, TABLES, lambda: NOW).register(place, when, spoke=spoke)


class Throttled:
    """A client that leaves items unwritten for a number of times."""

    def __init__(self, client: "DynamoDBClient", times: int) -> None:
        self._client = client
        self._times = times

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def batch_write_item(self, **request: Any) -> Any:
        self._times -= 1
        if self._times >= 0:
            return {"UnprocessedItems": request["RequestItems"]}
        return self._client.batch_write_item(**request)


class Stopping(Throttled):
    """A client that writes a number of batches, and then none."""

    def batch_write_item(self, **request: Any) -> Any:
        self._times -= 1
        if self._times >= 0:
            return self._client.batch_write_item(**request)
        return {"UnprocessedItems": request["RequestItems"]}


@pytest.mark.parametrize("batches", range(8))
def test_a_day_that_was_written_by_half_is_unknown(client: "DynamoDBClient", batches: int) -> None:
    many = replace(snapshot(), by_account={f"{n:012}": counts(n, 1) for n in range(130)})
    with pytest.raises(StoreUnavailableError):
        store_on(Stopping(client, times=batches)).keep_snapshot(DAY, many)
    assert store_on(client).snapshot(DAY) is None
    store_on(client).keep_snapshot(DAY, many)
    assert store_on(client).snapshot(DAY) == many


@pytest.mark.parametrize("batches", [1, 2])
def test_a_day_that_was_replaced_by_half_is_unknown(client: "DynamoDBClient", batches: int) -> None:
    store_on(client).keep_snapshot(DAY, FULL)
    later = replace(FULL, taken_at=FULL.taken_at + timedelta(hours=1))
    with pytest.raises(StoreUnavailableError):
        store_on(Stopping(client, times=batches)).keep_snapshot(DAY, later)
    assert store_on(client).snapshot(DAY) is None


def test_a_day_whose_accounts_do_not_add_up_is_unknown(client: "DynamoDBClient") -> None:
    store_on(client).keep_snapshot(DAY, FULL)
    client.delete_item(
        TableName=TABLES.config_compliance,
        Key={"pk": {"S": f"SNAP#{DAY}"}, "sk": {"S": ONE}},
    )
    assert store_on(client).snapshot(DAY) is None


def test_what_was_left_unwritten_is_written_again(client: "DynamoDBClient") -> None:
    store_on(Throttled(client, times=3)).keep_snapshot(DAY, FULL)
    assert store_on(client).snapshot(DAY) == FULL


def test_a_table_that_never_writes_is_an_error(client: "DynamoDBClient") -> None:
    with pytest.raises(StoreUnavailableError, match="not written"):
        store_on(Throttled(client, times=99)).keep_snapshot(DAY, FULL)
