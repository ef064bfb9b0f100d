"""Summaries of accounts wait in the outbox, one of each account and run."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from shared.adapters.dynamodb_onboardings import DynamoDbOnboardings
from shared.adapters.dynamodb_outbox import DynamoDbOutbox
from shared.domain.outbox import Fate, OutboxEntry
from shared.ports.errors import StoreUnavailableError
from shared.ports.onboarding import Onboardings
from tests.builders.notices import news, summary
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.fakes.clock import NOW, FakeClock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

LATER = NOW + timedelta(seconds=30)


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


def onboardings(client: "DynamoDBClient", table: str = TABLES.notifications) -> Onboardings:
    return DynamoDbOnboardings(client, table, FakeClock())


def outbox(client: "DynamoDBClient") -> DynamoDbOutbox:
    return DynamoDbOutbox(client, TABLES.notifications, TABLES.retention, ["default"])


def test_a_summary_is_due_at_once_and_read_as_it_was_announced(client: "DynamoDBClient") -> None:
    onboardings(client).announce(summary())
    assert outbox(client).waiting(NOW) == [OutboxEntry(summary(), Fate.WAITING, NOW)]


def test_each_account_and_run_has_one(client: "DynamoDBClient") -> None:
    for announced in (summary(), summary(), summary(run="run-2"), summary("333333333333")):
        onboardings(client).announce(announced)
    assert len(outbox(client).waiting(NOW)) == 3


def test_announcing_again_changes_nothing_whatever_became_of_it(client: "DynamoDBClient") -> None:
    onboardings(client).announce(summary())
    outbox(client).record_told(news(outbox(client).waiting(NOW)), NOW)
    before = everything(client, TABLES.notifications)
    onboardings(client).announce(replace(summary(), results=99))
    assert everything(client, TABLES.notifications) == before


def test_of_very_many_rules_the_first_are_kept_and_the_others_counted(
    client: "DynamoDBClient",
) -> None:
    rules = tuple((f"rule-{number}" + "x" * 200, 1) for number in range(20_000))
    onboardings(client).announce(replace(summary(), rules=rules))
    [entry] = outbox(client).waiting(NOW)
    assert entry.notice == replace(summary(), rules=rules).first_rules(100)


def test_what_became_of_a_summary_is_logged(
    client: "DynamoDBClient", caplog: pytest.LogCaptureFixture
) -> None:
    onboardings(client).announce(summary())
    outbox(client).record_told(news(outbox(client).waiting(NOW)), NOW)
    [record] = [record for record in caplog.records if record.message == "an alert was told"]
    assert (vars(record)["kind"], vars(record)["account"]) == ("onboarded", "222222222222")


def test_a_table_that_is_gone_is_an_error_that_the_use_case_knows(
    client: "DynamoDBClient",
) -> None:
    with pytest.raises(StoreUnavailableError):
        onboardings(client, "gone").announce(summary())
