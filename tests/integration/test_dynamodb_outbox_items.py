"""What the outbox keeps in its table: what expires, what cannot be read, what is in the way."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from shared.adapters.dynamodb_items import number
from shared.adapters.dynamodb_notices import notice_item
from shared.adapters.dynamodb_outbox import DynamoDbOutbox
from shared.domain.notices import Notice
from shared.domain.outbox import Fate
from shared.ports.errors import StoreUnavailableError
from tests.builders.notices import ended, opened
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.fakes.clock import NOW

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

LATER = NOW + timedelta(seconds=30)
EXPIRY = int((NOW + TABLES.retention).timestamp())


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


def outbox_with(client: Any, *notices: Notice) -> DynamoDbOutbox:
    for notice in notices:
        item = notice_item(notice, NOW, timedelta())
        client.put_item(TableName=TABLES.notifications, Item=item)
    return DynamoDbOutbox(client, TABLES.notifications, TABLES.retention)


def test_settled_notices_expire_after_the_retention(client: "DynamoDBClient") -> None:
    outbox = outbox_with(client, opened(), ended(), opened(0, "still open"))
    outbox.record_told(outbox.waiting(NOW), NOW)
    outbox.let_expire([opened(), ended()], NOW)
    items = everything(client, TABLES.notifications)
    assert sorted(number(item, "expires_at") for item in items) == [0, EXPIRY, EXPIRY]


def test_a_dropped_notice_expires_and_says_why(client: "DynamoDBClient") -> None:
    outbox = outbox_with(client, ended())
    outbox.drop(outbox.waiting(NOW), NOW, "it had ended before")
    [item] = everything(client, TABLES.notifications)
    assert number(item, "expires_at") == EXPIRY
    assert item["dropped_because"] == {"S": "it had ended before"}


def test_what_failed_is_found_under_its_own_name(client: "DynamoDBClient") -> None:
    outbox = outbox_with(client, opened())
    outbox.record_failed(outbox.waiting(NOW), NOW, "400 invalid_payload")
    found = client.query(
        TableName=TABLES.notifications,
        IndexName="due",
        KeyConditionExpression="due_pk = :failed",
        ExpressionAttributeValues={":failed": {"S": "FAILED"}},
    )
    assert [item["failed_because"] for item in found["Items"]] == [{"S": "400 invalid_payload"}]


def test_an_item_that_cannot_be_read_does_not_hold_back_the_others(
    client: "DynamoDBClient", caplog: pytest.LogCaptureFixture
) -> None:
    outbox = outbox_with(client, opened())
    strange = {name: {"S": "strange"} for name in ("pk", "sk", "kind")}
    due = {"due_pk": {"S": "DUE"}, "due_at": {"S": "2026"}}
    client.put_item(TableName=TABLES.notifications, Item={**strange, **due})
    assert [entry.notice for entry in outbox.waiting(NOW)] == [opened()]
    assert "cannot be read" in caplog.text


class Contended:
    """A client whose transactions conflict with another's for a number of times."""

    def __init__(self, client: "DynamoDBClient", times: int) -> None:
        self._client = client
        self._times = times
        self.exceptions = client.exceptions

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def transact_write_items(self, **request: Any) -> Any:
        self._times -= 1
        if self._times < 0:
            return self._client.transact_write_items(**request)
        reasons = [{"Code": "TransactionConflict"} for _ in request["TransactItems"]]
        response: Any = {
            "Error": {"Code": "TransactionCanceledException", "Message": "conflict"},
            "CancellationReasons": reasons,
        }
        raise self.exceptions.TransactionCanceledException(response, "TransactWriteItems")


def test_what_somebody_else_is_writing_is_not_claimed(client: "DynamoDBClient") -> None:
    outbox = outbox_with(Contended(client, times=1), opened())
    assert not outbox.claim(outbox.waiting(NOW), NOW, LATER)


def test_that_something_was_told_is_recorded_over_conflicts(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    outbox = outbox_with(Contended(client, times=3), opened())
    outbox.record_told(outbox.waiting(NOW), NOW)
    [entry] = outbox.of_violations([opened().key])[opened().key]
    assert entry.fate is Fate.TOLD


def test_conflicts_without_end_are_an_error(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    outbox = outbox_with(Contended(client, times=99), opened())
    with pytest.raises(StoreUnavailableError, match="other writers"):
        outbox.record_told(outbox.waiting(NOW), NOW)


def test_a_table_that_is_gone_is_an_error_that_the_use_case_knows(
    client: "DynamoDBClient",
) -> None:
    outbox = DynamoDbOutbox(client, "gone", TABLES.retention)
    with pytest.raises(StoreUnavailableError):
        outbox.waiting(NOW)
    with pytest.raises(StoreUnavailableError):
        outbox.pause()
    with pytest.raises(ClientError):
        client.describe_table(TableName="gone")
