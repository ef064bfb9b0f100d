"""The function: a day in, its digest in Slack."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import boto3
import pytest
from pydantic import ValidationError

from lambdas.daily_digest import bootstrap
from lambdas.daily_digest.handler import handler
from lambdas.daily_digest.settings import DailyDigestSettings
from local.slack.record import read_faults
from local.slack.server import SlackStub
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.domain.period import BadDateError
from shared.domain.silence import Watched
from shared.usecases.record_batch import Message, record_batch
from shared.usecases.send_daily_digest import DigestNotSentError
from tests.builders.lambda_context import FakeContext
from tests.builders.observations import C, N, key, result
from tests.builders.tables import TABLES, everything, mocked_tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

ENVIRONMENT = {
    "CONFIG_COMPLIANCE_TABLE": TABLES.config_compliance,
    "SLACK_SECRET_ARN": "slack",
    "DIGEST_TIME_ZONE": "Europe/Berlin",
    "AGENT_ACCOUNTS": "222222222222, 333333333333",
    "AGENT_REGIONS": "eu-central-1, eu-west-1",
    "RECONCILE_HOURS": "24",
    "RETENTION_DAYS": "90",
}


@pytest.fixture
def client(stub: SlackStub, monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    forget()
    with mocked_tables() as mocked:
        url = f"http://127.0.0.1:{stub.server_address[1]}/services/T/B/hidden"
        boto3.client("secretsmanager").create_secret(Name="slack", SecretString=url)
        yield mocked
    forget()


def forget() -> None:
    bootstrap.settings.cache_clear()
    bootstrap.desk.cache_clear()


def record(client: "DynamoDBClient") -> None:
    batch = [result(1, N), result(2, C, N, of=key("bucket-2"))]
    messages = [Message(str(n), heard) for n, heard in enumerate(batch)]
    store = DynamoDbComplianceStore(client, TABLES, lambda: datetime.now(UTC))
    record_batch(messages, store, datetime.now(UTC), lambda _: None)


def test_yesterday_is_told_and_kept(client: "DynamoDBClient", stub: SlackStub) -> None:
    record(client)
    answer = handler({}, FakeContext())
    yesterday = datetime.now(bootstrap.settings().zone).date() - timedelta(days=1)
    assert answer == {
        "date": yesterday.isoformat(),
        "total": 2,
        "compliance_percentage": 50.0,
        "accounts": 2,
        "not_heard_from": 2,
        "reconciled": None,
        "missed": None,
        "left_alone": None,
    }
    [message] = stub.record.listing()
    assert "Compliance score: 50.00 %" in message["payload"]["text"]
    for said in (
        "333333333333: never heard from",
        "222222222222 in eu-west-1: never heard from",
        "No comparison with AWS Config has finished yet",
    ):
        assert said in message["payload"]["text"]
    kept = [i for i in everything(client, TABLES.config_compliance) if "taken_at" in i]
    assert {item["pk"]["S"] for item in kept} == {
        f"SNAP#{yesterday}{what}" for what in ("", "#rules", "#types")
    }


def test_a_date_asks_for_its_day(client: "DynamoDBClient", stub: SlackStub) -> None:
    assert client.meta.region_name
    assert handler({"date": "2026-01-02"}, FakeContext())["date"] == "2026-01-02"
    assert "Friday, 2 January 2026" in stub.record.listing()[0]["payload"]["text"]


@pytest.mark.filterwarnings("ignore:No application metrics")
def test_a_bad_date_says_what_it_has_to_be(client: "DynamoDBClient") -> None:
    assert client.meta.region_name
    with pytest.raises(BadDateError, match="YYYY-MM-DD"):
        handler({"date": "tomorrow"}, FakeContext())


@pytest.mark.filterwarnings("ignore:No application metrics")
def test_a_digest_that_slack_does_not_take_is_an_error(
    client: "DynamoDBClient", stub: SlackStub
) -> None:
    assert client.meta.region_name
    stub.record.set_faults(read_faults([{"status": 404}]))
    with pytest.raises(DigestNotSentError, match="404"):
        handler({}, FakeContext())


def test_settings_that_are_wrong_are_named() -> None:
    wrong = {**ENVIRONMENT, "DIGEST_TIME_ZONE": "Mars/Olympus", "RETENTION_DAYS": "0"}
    with pytest.raises(ValidationError, match=r"(?s)not a time zone.*RETENTION_DAYS"):
        DailyDigestSettings.model_validate(wrong)


def test_no_accounts_are_configured_where_the_organisation_decides() -> None:
    settings = DailyDigestSettings.model_validate(ENVIRONMENT | {"AGENT_ACCOUNTS": ""})
    assert settings.expectations.watched == Watched((), ("eu-central-1", "eu-west-1"))
