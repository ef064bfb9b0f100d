"""Mutes in the table are mutes in memory: one contract for both, and what a table adds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shared.adapters.dynamodb_mutes import DynamoDbMutes
from shared.domain.mute_audit import AuditEntry, MuteAction
from shared.domain.mutes import Mute
from shared.ports.errors import StoreUnavailableError
from shared.ports.muting import MuteConflictError, Mutes
from tests.builders.mutes import WHO, created, muting
from tests.builders.observations import at
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.fakes.in_memory_mutes import InMemoryMutes

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as made:
        yield made


@pytest.fixture(params=["table", "fake"])
def mutes(request: pytest.FixtureRequest, client: "DynamoDBClient") -> Mutes:
    if request.param == "fake":
        return InMemoryMutes(TABLES.retention)
    return in_table(client)


def in_table(client: "DynamoDBClient") -> DynamoDbMutes:
    return DynamoDbMutes(client, TABLES.notifications, TABLES.retention)


def end_of(mute: Mute, minute: float) -> AuditEntry:
    ended = replace(mute, ended_at=at(minute), ended_by=WHO.name)
    return AuditEntry(at(minute), MuteAction.ENDED, WHO, ended)


def test_a_mute_is_active_until_it_ends_and_kept_for_a_while_after(mutes: Mutes) -> None:
    mute = muting(days=1, tag=("team", "a=b"), resource_id="i#1 %~*", reason="ü" * 20)
    assert mutes.add(created(mute)) == mute
    assert (list(mutes.active(at(1))), mutes.get("one", at(1))) == ([mute], mute)
    assert list(mutes.active(mute.until)) == []
    assert (list(mutes.kept(mute.until)), mutes.get("one", mute.until)) == ([mute], mute)
    later = mute.until + TABLES.retention
    assert (list(mutes.kept(later)), mutes.get("one", later)) == ([], None)
    assert mutes.get("two", at(1)) is None


def test_the_same_id_twice_is_one_mute_and_another_wish_is_refused(mutes: Mutes) -> None:
    mute = mutes.add(created(muting()))
    again = replace(mute, created_at=at(5), created_by="somebody else")
    assert mutes.add(created(again, 5)) == mute
    with pytest.raises(MuteConflictError):
        mutes.add(created(replace(mute, owner="somebody else"), 5))
    assert len(mutes.audit(9, None).items) == 1


def test_a_mute_is_ended_by_whoever_is_first(mutes: Mutes) -> None:
    mute = mutes.add(created(muting()))
    first = mutes.end(end_of(mute, 5))
    assert mutes.end(end_of(mute, 6)) == first
    assert (list(mutes.active(at(7))), mutes.get("one", at(7))) == ([], first)
    assert [entry.action for entry in mutes.audit(9, None).items] == ["ended", "created"]


def test_the_trail_is_read_newest_first_page_by_page(mutes: Mutes) -> None:
    entries = [created(muting(f"m-{n}"), n) for n in range(5)]
    for entry in entries:
        mutes.add(entry)
    found, after = [], None
    while True:
        page = mutes.audit(2, after)
        found += page.items
        after = page.next
        if after is None:
            break
    assert found == entries[::-1]


def test_many_mutes_are_all_read(client: "DynamoDBClient") -> None:
    mutes = in_table(client)
    for number in range(300):
        client.put_item(
            TableName=TABLES.notifications,
            Item=mutes._mute_item(muting(f"{number}", reason="x" * 5000)),  # noqa: SLF001 - fast
        )
    assert len(mutes.active(at(1))) == len(mutes.kept(at(1))) == 300


def test_what_was_done_is_kept_for_good_and_mutes_for_the_retention(
    client: "DynamoDBClient",
) -> None:
    mute = in_table(client).add(created(muting(days=1)))
    items = {item["pk"]["S"]: item for item in everything(client, TABLES.notifications)}
    assert items["MUTES"]["expires_at"]["N"] == str(
        int((mute.until + TABLES.retention).timestamp())
    )
    assert "expires_at" not in items["MUTES#AUDIT"]
    assert not any("due_pk" in item for item in items.values())


def test_where_somebody_else_writes_at_this_moment_it_may_be_tried_again(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    mutes = in_table(client)

    def conflict(**_: Any) -> Any:
        raise client.exceptions.TransactionCanceledException(
            {"Error": {"Code": "TransactionCanceledException"}}, "TransactWriteItems"
        )

    with monkeypatch.context() as busy:
        busy.setattr(client, "transact_write_items", conflict)
        with pytest.raises(StoreUnavailableError, match="one is being written"):
            mutes.add(created(muting()))
    mute = mutes.add(created(muting()))
    monkeypatch.setattr(client, "transact_write_items", conflict)
    with pytest.raises(StoreUnavailableError, match="one is being written"):
        mutes.end(end_of(mute, 5))


def test_a_table_that_does_not_answer_is_unavailable() -> None:
    with mocked_tables() as client:
        client.delete_table(TableName=TABLES.notifications)
        for ask in (
            lambda: in_table(client).active(at(0)),
            lambda: in_table(client).get("one", at(0)),
            lambda: in_table(client).audit(9, None),
            lambda: in_table(client).add(created(muting(until=at(0) + timedelta(days=1)))),
        ):
            with pytest.raises(StoreUnavailableError):
                ask()
