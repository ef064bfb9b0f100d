"""How things stood day by day, on DynamoDB; what is in memory keeps the same promises."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from shared.adapters.dynamodb_digest_store import DynamoDbDigestStore
from shared.adapters.dynamodb_snapshots import DynamoDbSnapshots
from shared.domain.rollups import Counts
from shared.domain.trend import DayCounts, Days, Subject, TrendOf
from shared.ports.overview import SnapshotQueries
from shared.ports.reporting import DigestStore
from shared.usecases.show_trend import show_trend
from tests.builders.snapshots import ONE, TWO, counts, snapshot
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.clock import NOW, FakeClock
from tests.fakes.in_memory_digest_store import InMemoryDigestStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

DAY = date(2026, 11, 19)
BEFORE = DAY - timedelta(days=2)
DAYS = Days(BEFORE, DAY)
NOBODY = "999999999999"
POOL = ThreadPoolExecutor(1)
GROUPS = {
    Subject(TrendOf.ACCOUNT, ONE): "",
    Subject(TrendOf.RULE, "restricted-ssh"): "#rules",
    Subject(TrendOf.RESOURCE_TYPE, "AWS::EC2::Volume"): "#types",
}
FULL = replace(
    snapshot(one=(3, 1), two=(2, 2)),
    by_rule={"restricted-ssh": counts(1, 2)},
    by_resource_type={"AWS::EC2::Volume": counts(4, 0)},
)


@dataclass
class Kept:
    """What keeps days and what tells of them."""

    store: DigestStore
    queries: SnapshotQueries


def on_dynamodb(client: "DynamoDBClient", now: datetime = NOW) -> Kept:
    table = TABLES.config_compliance
    return Kept(
        DynamoDbDigestStore(client, table, TABLES.retention, FakeClock()),
        DynamoDbSnapshots(client, table, POOL, lambda: now),
    )


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


@pytest.fixture(params=["in memory", "on DynamoDB"])
def kept(request: pytest.FixtureRequest, client: "DynamoDBClient") -> Kept:
    if request.param == "on DynamoDB":
        return on_dynamodb(client)
    store = InMemoryDigestStore()
    return Kept(store, store)


def counted(kept: Kept, subject: Subject | None = None) -> dict[date, Counts | None]:
    found = kept.queries.daily(subject or Subject(), DAYS)
    return {day: one.counts for day, one in found.items()}


def test_only_days_of_which_something_was_kept_are_told(kept: Kept) -> None:
    kept.store.keep_snapshot(DAY, FULL)
    kept.store.keep_snapshot(BEFORE, snapshot(two=(1, 0)))
    assert counted(kept) == {DAY: counts(5, 3), BEFORE: counts(1, 0)}
    assert [counted(kept, group) for group in GROUPS] == [
        {DAY: counts(3, 1)},
        {DAY: counts(1, 2)},
        {DAY: counts(4, 0)},
    ]
    assert kept.queries.daily(Subject(TrendOf.RULE, "another-rule"), DAYS) == {}


def test_some_accounts_are_told_by_themselves(kept: Kept) -> None:
    kept.store.keep_snapshot(DAY, snapshot(one=(3, 1), two=(2, 2), three=(5, 0)))
    assert counted(kept, Subject(accounts=(ONE, TWO))) == {DAY: counts(5, 3)}
    assert kept.queries.daily(Subject(accounts=(NOBODY,)), DAYS) == {}
    assert kept.queries.daily(Subject(accounts=()), DAYS) == {}


def test_accounts_that_are_gone_from_a_later_taking_do_not_count(kept: Kept) -> None:
    earlier = NOW - timedelta(hours=1)
    kept.store.keep_snapshot(DAY, replace(snapshot(one=(3, 1), two=(2, 2)), taken_at=earlier))
    kept.store.keep_snapshot(DAY, snapshot(one=(3, 1)))
    assert counted(kept) == {DAY: counts(3, 1)}
    assert counted(kept, Subject(accounts=(ONE, TWO))) == {DAY: counts(3, 1)}
    assert kept.queries.daily(Subject(TrendOf.ACCOUNT, TWO), DAYS) == {}


@pytest.mark.parametrize("subject", [Subject(), Subject(accounts=(ONE, TWO)), *GROUPS])
def test_a_day_without_its_whole_is_unknown(client: "DynamoDBClient", subject: Subject) -> None:
    kept = on_dynamodb(client)
    kept.store.keep_snapshot(DAY, FULL)
    assert kept.queries.daily(subject, DAYS)
    whole = {"pk": {"S": f"SNAP#{DAY}#all"}, "sk": {"S": "all"}}
    client.delete_item(TableName=TABLES.config_compliance, Key=whole)
    assert kept.queries.daily(subject, DAYS) == {}
    assert kept.store.snapshot(DAY) is None


@pytest.mark.parametrize(("subject", "partition"), GROUPS.items())
def test_what_was_taken_at_another_time_is_not_of_the_day(
    client: "DynamoDBClient", subject: Subject, partition: str
) -> None:
    kept = on_dynamodb(client)
    kept.store.keep_snapshot(DAY, FULL)
    client.update_item(
        TableName=TABLES.config_compliance,
        Key={"pk": {"S": f"SNAP#{DAY}{partition}"}, "sk": {"S": subject.name}},
        UpdateExpression="SET taken_at = :other",
        ExpressionAttributeValues={":other": {"S": "2027-01-01T00:00:00.000000Z"}},
    )
    assert kept.queries.daily(subject, DAYS) == {}


def test_days_that_have_expired_are_not_told(client: "DynamoDBClient") -> None:
    on_dynamodb(client).store.keep_snapshot(DAY, FULL)
    later = on_dynamodb(client, NOW + timedelta(days=121)).queries
    assert later.daily(Subject(), DAYS) == {}
    assert later.daily(Subject(TrendOf.ACCOUNT, ONE), DAYS) == {}


def test_how_much_was_muted_is_told_of_days_of_which_that_was_kept(kept: Kept) -> None:
    kept.store.keep_snapshot(DAY, replace(FULL, muted=0))
    kept.store.keep_snapshot(BEFORE, FULL)
    days = Days(DAY - timedelta(days=3), DAY)
    assert kept.queries.daily(Subject(), days) == {
        DAY: DayCounts(DAY, counts(5, 3), 0),
        BEFORE: DayCounts(BEFORE, counts(5, 3), None),
    }
    of_the_day, before = kept.store.snapshot(DAY), kept.store.snapshot(BEFORE)
    assert of_the_day is not None
    assert before is not None
    assert (of_the_day.muted, before.muted) == (0, None)


EVERYTHING = [Subject(), Subject(accounts=(ONE, TWO)), Subject(accounts=(TWO,)), *GROUPS]


@pytest.mark.parametrize(
    ("stopped", "places"),
    [
        (None, [None] * 6),
        ({}, [0] * 6),
        ({ONE: 2}, [2, 2, 0, 2, 2, 2]),
        # Nothing is counted of that account: it is a part of what is unknown of all, no other's.
        ({NOBODY: 1}, [1, 0, 0, 0, 1, 1]),
    ],
)
def test_a_day_says_where_recorders_were_stopped_as_far_as_that_is_known(
    kept: Kept, stopped: dict[str, int] | None, places: list[int | None]
) -> None:
    kept.store.keep_snapshot(DAY, replace(FULL, not_recorded=stopped))
    found = [kept.queries.daily(subject, DAYS)[DAY] for subject in EVERYTHING]
    assert [day.not_recorded for day in found] == places
    complete = [None if number is None else number == 0 for number in places]
    assert [day.complete for day in found] == complete
    read = kept.store.snapshot(DAY)
    assert read is not None
    known = {name: number for name, number in (stopped or {}).items() if name != NOBODY}
    assert {k: v for k, v in (read.not_recorded or {}).items() if k != NOBODY} == known
    assert (read.not_recorded is None) is (stopped is None)


def test_a_trend_of_all_reads_each_day_once(client: "DynamoDBClient") -> None:
    kept, asked = on_dynamodb(client), list[bytes]()
    kept.store.keep_snapshot(DAY, FULL)
    client.meta.events.register(
        "before-call.dynamodb.BatchGetItem", lambda params, **_: asked.append(params["body"])
    )
    days = show_trend(Subject(), DAYS, kept.queries)
    assert [day.counts for day in days] == [None, None, counts(5, 3)]
    (request,) = asked
    assert request.count(b"SNAP#") == len(DAYS)
