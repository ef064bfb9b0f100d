"""What the outbox keeps in its table: what expires, what cannot be read, what is in the way."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from shared.adapters.dynamodb_alerts import alert_item
from shared.adapters.dynamodb_entries import entry_key
from shared.adapters.dynamodb_entry_updates import retry
from shared.adapters.dynamodb_items import number
from shared.adapters.dynamodb_outbox import DynamoDbOutbox
from shared.adapters.dynamodb_updates import Updates
from shared.domain.alert import Alert
from shared.domain.lives import Due
from shared.ports.errors import StoreUnavailableError
from tests.builders.notices import ended, entry, news, opened
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


def outbox_with(client: Any, *notices: Alert) -> DynamoDbOutbox:
    for notice in notices:
        item = alert_item(Due(notice, NOW), NOW)
        client.put_item(TableName=TABLES.notifications, Item=item)
    return DynamoDbOutbox(client, TABLES.notifications, TABLES.retention)


def test_settled_notices_expire_after_the_retention(client: "DynamoDBClient") -> None:
    outbox = outbox_with(client, opened(), ended(), opened(0, "still open"))
    outbox.record_told(news(outbox.waiting(NOW)), NOW)
    outbox.let_expire([opened(), ended(), opened(1, "not there")], NOW)
    items = everything(client, TABLES.notifications)
    assert sorted(number(item, "expires_at") for item in items) == [0, EXPIRY, EXPIRY]


def test_a_dropped_notice_expires_and_says_why(client: "DynamoDBClient") -> None:
    outbox = outbox_with(client, ended())
    outbox.drop(news(outbox.waiting(NOW)), NOW, "it had ended before")
    [item] = everything(client, TABLES.notifications)
    assert number(item, "expires_at") == EXPIRY
    assert item["dropped_because"] == {"S": "it had ended before"}


def test_what_failed_is_found_under_its_own_name(client: "DynamoDBClient") -> None:
    outbox = outbox_with(client, opened())
    outbox.record_failed(news(outbox.waiting(NOW)), NOW, "400 invalid_payload")
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


def test_what_failed_can_be_made_due_again_as_if_new(client: "DynamoDBClient") -> None:
    outbox = outbox_with(client, opened())
    before = news(outbox.waiting(NOW))
    outbox.put_off(before, NOW, failed=True)
    outbox.record_failed(news(outbox.waiting(NOW)), NOW, "400 invalid_payload")
    again = {"TableName": TABLES.notifications, "Key": entry_key(opened()), **retry(LATER)}
    client.update_item(**again)
    assert outbox.waiting(LATER) == [entry(opened(), LATER)]
    [item] = everything(client, TABLES.notifications)
    assert not {"failed_at", "failed_because"} & item.keys()
    with pytest.raises(client.exceptions.ConditionalCheckFailedException):
        client.update_item(**again)


def test_a_table_that_is_gone_is_an_error_that_the_use_case_knows(
    client: "DynamoDBClient",
) -> None:
    outbox = DynamoDbOutbox(client, "gone", TABLES.retention)
    with pytest.raises(StoreUnavailableError):
        outbox.waiting(NOW)
    with pytest.raises(ClientError):
        client.describe_table(TableName="gone")


def test_who_dies_while_recording_many_leaves_a_receipt_for_all_of_them(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox = outbox_with(client, opened(), opened(1, "another"))
    claimed = outbox.claim(news(outbox.waiting(NOW)), NOW, LATER)
    with monkeypatch.context() as dying:
        dying.setattr(Updates, "write", fail)
        with pytest.raises(StoreUnavailableError):
            outbox.record_told(claimed, NOW)
    assert len(outbox.waiting(LATER)) == 2
    assert not outbox.claim(news(outbox.waiting(LATER)), LATER, LATER + timedelta(seconds=30))
    assert not outbox.waiting(LATER)


def fail(*_: Any) -> None:
    raise StoreUnavailableError
