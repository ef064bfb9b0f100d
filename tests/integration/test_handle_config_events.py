"""The function: an SQS batch in, the messages that failed out."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import ValidationError

from lambdas.handle_config_events import bootstrap
from lambdas.handle_config_events.handler import handler
from lambdas.handle_config_events.settings import HandleConfigEventsSettings
from tests.builders.events import changed, compliance_change, item_change
from tests.builders.tables import TABLES, everything, mocked_tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

ENVIRONMENT = {
    "CONFIG_COMPLIANCE_TABLE": TABLES.config_compliance,
    "EVENTS_TABLE": TABLES.events,
    "NOTIFICATIONS_TABLE": TABLES.notifications,
    "RETENTION_DAYS": "90",
    "GROUPING_WINDOW_SECONDS": "10",
}


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    bootstrap.store.cache_clear()
    with mocked_tables() as mocked:
        yield mocked
    bootstrap.store.cache_clear()


def invoke(*bodies: str) -> list[str]:
    records = [{"messageId": f"m-{n}", "body": body} for n, body in enumerate(bodies)]
    answer: Any = handler({"Records": records}, context())
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def context() -> LambdaContext:
    made = LambdaContext()
    made._function_name = "handle-config-events"  # noqa: SLF001 - it has no other way to be made
    made._memory_limit_in_mb = 256  # noqa: SLF001
    made._invoked_function_arn = "arn:aws:lambda:eu-central-1:111111111111:function:f"  # noqa: SLF001
    made._aws_request_id = "request-1"  # noqa: SLF001
    return made


def test_what_was_recorded_is_acknowledged(client: "DynamoDBClient") -> None:
    assert invoke(json.dumps(compliance_change()), json.dumps(item_change())) == []
    assert len(everything(client, TABLES.events)) == 2
    assert len(everything(client, TABLES.notifications)) == 1


def test_a_message_that_cannot_be_understood_fails_alone_and_says_why(
    client: "DynamoDBClient", caplog: pytest.LogCaptureFixture
) -> None:
    broken = changed(compliance_change(), "detail/newEvaluationResult/resultRecordedTime", "soon")
    assert invoke("not json", json.dumps(compliance_change()), broken) == ["m-0", "m-2"]
    assert len(everything(client, TABLES.events)) == 1
    said = [str(getattr(record, "reason", "")) for record in caplog.records]
    assert "the message is not readable JSON" in said[0]
    assert "resultRecordedTime cannot be read" in said[1]


def test_a_batch_that_the_tables_do_not_take_comes_again(client: "DynamoDBClient") -> None:
    client.delete_table(TableName=TABLES.events)
    assert invoke(json.dumps(compliance_change())) == ["m-0"]


@pytest.mark.usefixtures("client")
def test_outcomes_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    invoke(json.dumps(compliance_change()), "not json")
    [emf] = [json.loads(line) for line in capsys.readouterr().out.splitlines() if '"_aws"' in line]
    assert (emf["Received"], emf["Malformed"], emf["Opened"]) == ([2.0], [1.0], [1.0])


@pytest.mark.parametrize("name", ENVIRONMENT)
def test_a_setting_that_is_missing_is_named(name: str) -> None:
    with pytest.raises(ValidationError, match=name):
        HandleConfigEventsSettings.model_validate({**ENVIRONMENT, name: ""})


def test_a_pause_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    for attempt in range(12):
        bootstrap.pause(attempt)
    assert max(slept) <= 1
