"""Writing many entries while somebody else writes the same."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shared.adapters.dynamodb_alerts import alert_item
from shared.adapters.dynamodb_outbox import DynamoDbOutbox
from shared.domain.alert import Alert
from shared.domain.lives import Due
from shared.ports.errors import StoreUnavailableError
from tests.builders.notices import news, opened
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.fakes.clock import NOW

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

LATER = NOW + timedelta(seconds=30)


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


def outbox_with(client: Any, *notices: Alert) -> DynamoDbOutbox:
    for notice in notices:
        item = alert_item(Due(notice, NOW), NOW)
        client.put_item(TableName=TABLES.notifications, Item=item)
    return DynamoDbOutbox(client, TABLES.notifications, TABLES.retention, ["default"])


class Contended:
    """A client whose writes conflict with another's for a number of times."""

    def __init__(self, client: "DynamoDBClient", times: int) -> None:
        self._client = client
        self._times = times
        self.exceptions = client.exceptions

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def update_item(self, **request: Any) -> Any:
        self._times -= 1
        if self._times < 0:
            return self._client.update_item(**request)
        response: Any = {"Error": {"Code": "TransactionConflictException", "Message": "conflict"}}
        raise self.exceptions.TransactionConflictException(response, "UpdateItem")

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


NOTICES = (opened(), opened(1, "another"))


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)


@pytest.mark.parametrize("number", [1, 2])
def test_what_somebody_else_is_writing_is_not_claimed(
    client: "DynamoDBClient", number: int
) -> None:
    outbox = outbox_with(Contended(client, times=1), *NOTICES[:number])
    assert not outbox.claim(news(outbox.waiting(NOW)), NOW, LATER)


@pytest.mark.parametrize("number", [1, 2])
def test_that_something_was_told_is_recorded_over_conflicts(
    client: "DynamoDBClient", number: int
) -> None:
    outbox = outbox_with(Contended(client, times=3), *NOTICES[:number])
    outbox.record_told(news(outbox.waiting(NOW)), NOW)
    assert not outbox.waiting(NOW)
    assert all("told_at" in item for item in everything(client, TABLES.notifications))


@pytest.mark.parametrize("number", [1, 2])
def test_conflicts_without_end_are_an_error(client: "DynamoDBClient", number: int) -> None:
    outbox = outbox_with(Contended(client, times=99), *NOTICES[:number])
    with pytest.raises(StoreUnavailableError, match="other writers"):
        outbox.record_told(news(outbox.waiting(NOW)), NOW)


def test_what_cannot_be_changed_does_not_keep_back_the_rest(client: "DynamoDBClient") -> None:
    outbox = outbox_with(client, *NOTICES)
    claimed = outbox.claim(news(outbox.waiting(NOW)), NOW, LATER)
    outbox.record_told(claimed[:1], NOW)
    outbox.put_off(claimed, LATER, failed=True)
    assert [each.notice for each in outbox.waiting(LATER)] == [NOTICES[1]]
