"""What the outbox keeps in its table: what expires, what cannot be read, what is in the way."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from shared.adapters import dynamodb_outbox
from shared.adapters.dynamodb_alerts import alert_item
from shared.adapters.dynamodb_channel_names import remember_channels
from shared.adapters.dynamodb_entries import entry_key
from shared.adapters.dynamodb_entry_updates import retry
from shared.adapters.dynamodb_items import number, text
from shared.adapters.dynamodb_notices import notice_item
from shared.adapters.dynamodb_outbox import DynamoDbOutbox
from shared.adapters.dynamodb_updates import Updates
from shared.domain.alert import Alert, AlertKind
from shared.domain.lives import Due
from shared.ports.errors import StoreUnavailableError
from tests.builders.notices import began, ended, entry, news, opened
from tests.builders.observations import key
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
    return DynamoDbOutbox(client, TABLES.notifications, TABLES.retention, ["default"])


def test_what_is_over_expires_after_the_retention_once_that_is_told(
    client: "DynamoDBClient",
) -> None:
    reminder = replace(opened(), kind=AlertKind.REMINDER, number=1)
    outbox = outbox_with(client, opened(), opened(0, "still open"), reminder, ended(5, "no more"))
    outbox.record_told(news(outbox.waiting(NOW)), NOW)
    assert expiries(client) == {
        "opened bucket-1": 0,
        "opened still open": 0,
        "reminder bucket-1": EXPIRY,
        "resolved no more": EXPIRY,
    }
    outbox_with(client, ended())
    outbox.record_told(news(outbox.waiting(NOW)), NOW)
    assert expiries(client)["opened bucket-1"] == expiries(client)["resolved bucket-1"] == EXPIRY
    assert expiries(client)["opened still open"] == 0


def expiries(client: "DynamoDBClient") -> dict[str, int]:
    items = everything(client, TABLES.notifications)
    return {
        f"{text(item, 'kind')} {text(item, 'resource_id')}": number(item, "expires_at")
        for item in items
        if "kind" in item
    }


def test_who_dies_before_an_end_is_recorded_leaves_a_receipt_by_which_it_all_expires(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox = outbox_with(client, opened(), ended())
    both = outbox.claim(news(outbox.waiting(NOW)), NOW, LATER)
    outbox.record_told([each for each in both if each.notice == opened()], NOW)
    with monkeypatch.context() as dying:
        dying.setattr(Updates, "write", fail)
        with pytest.raises(StoreUnavailableError):
            outbox.record_told([each for each in both if each.notice == ended()], NOW)
    assert not outbox.claim(news(outbox.waiting(LATER)), LATER, LATER + timedelta(seconds=30))
    assert set(expiries(client).values()) == {int((LATER + TABLES.retention).timestamp())}


def test_a_dropped_notice_expires_and_says_why(client: "DynamoDBClient") -> None:
    outbox = outbox_with(client, ended())
    outbox.drop(news(outbox.waiting(NOW)), NOW, "it had ended before")
    [item] = everything(client, TABLES.notifications)
    assert number(item, "expires_at") == EXPIRY
    assert item["dropped_because"] == {"S": "it had ended before"}


def test_what_could_never_be_told_expires_with_its_end(client: "DynamoDBClient") -> None:
    outbox = outbox_with(client, opened(), ended())
    for each in news(outbox.waiting(NOW)):
        if each.notice == opened():
            outbox.record_failed([each], NOW, "400 invalid_payload")
        else:
            outbox.drop([each], NOW, "its beginning could not be told")
    assert set(expiries(client).values()) == {EXPIRY}


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
    outbox = DynamoDbOutbox(client, "gone", TABLES.retention, ["default"])
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


def test_each_channel_is_looked_at_by_itself_and_so_is_what_is_to_be_planned(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = [opened(number, f"{number}", channel="dead") for number in range(5)]
    outbox_with(client, *dead, opened(9, channel="alive"))
    notice = began(9, key("heard"))
    client.put_item(TableName=TABLES.notifications, Item=notice_item(notice, NOW))
    monkeypatch.setattr(dynamodb_outbox, "LONGEST_LOOK", 4)
    outbox = DynamoDbOutbox(client, TABLES.notifications, TABLES.retention, ["alive", "dead"])
    seen = [entry.notice for entry in outbox.waiting(NOW)]
    assert seen[:2] == [notice, opened(9, channel="alive")]
    assert len(seen) == 4


def test_what_was_written_before_channels_were_apart_is_told_all_the_same(
    client: "DynamoDBClient",
) -> None:
    item = alert_item(Due(opened(), NOW), NOW) | {"due_pk": {"S": "DUE"}}
    client.put_item(TableName=TABLES.notifications, Item=item)
    outbox = outbox_with(client)
    outbox.record_told(outbox.claim(news(outbox.waiting(NOW)), NOW, LATER), NOW)
    assert not outbox.waiting(NOW)


def test_channels_are_remembered_for_ever(client: "DynamoDBClient") -> None:
    assert remember_channels(client, TABLES.notifications, ["old"]) == {"old"}
    assert remember_channels(client, TABLES.notifications, ["new", "old"]) == {"old", "new"}
    assert remember_channels(client, TABLES.notifications, ["new"]) == {"old", "new"}


def fail(*_: Any) -> None:
    raise StoreUnavailableError
