"""The function: whatever wakes it, what is due in the table arrives in Slack."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from pydantic import ValidationError

from lambdas.notify_violations import bootstrap
from lambdas.notify_violations.handler import handler
from lambdas.notify_violations.routing import routing_desk
from lambdas.notify_violations.settings import NotifyViolationsSettings
from local.slack.record import read_faults
from local.slack.server import SlackStub
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_items import number
from shared.adapters.dynamodb_notices import notice_item
from shared.adapters.dynamodb_onboardings import DynamoDbOnboardings
from shared.adapters.notification_keys import ALERTS
from shared.adapters.secrets_webhook_url import WANTED
from shared.adapters.system_clock import SystemClock
from shared.domain.alert_policy import MEMBER as ALERTING
from shared.domain.alert_policy import AlertPolicy, write_policy
from shared.domain.notices import Notice, NoticeKind
from shared.domain.observations import Version
from shared.observability import logger
from shared.usecases.record_batch import record_batch
from stacks.constructs.stores import DELIVERED
from tests.builders.emf import metrics_in
from tests.builders.lambda_context import FakeContext
from tests.builders.notices import summary, woken_by_the_stream
from tests.builders.observations import C, N, at, key, result
from tests.builders.partitions import held_to
from tests.builders.questions import messages
from tests.builders.tables import TABLES, everything, mocked_tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

ENVIRONMENT = {
    "NOTIFICATIONS_TABLE": TABLES.notifications,
    "CONFIG_COMPLIANCE_TABLE": TABLES.config_compliance,
    "CONFIG_AGGREGATOR_NAME": "everybody",
    "SLACK_SECRET_ARN": "slack",
    "SLACK_SECRET_SECONDS": "300",
    "API_URL": "https://api.example",
    "LINK_KEY_ARN": "links",
    "LINK_DAYS": "7",
    "SLACK_MUTERS": "*",
    "MOST_MUTE_DAYS": "90",
    "ALERT_DEAD_LETTERS_URL": "https://sqs.eu-central-1.amazonaws.com/123456789012/alerts",
    "GROUPING_WINDOW_SECONDS": "1",
    "SLACK_MESSAGE_INTERVAL_SECONDS": "0",
    "RETENTION_DAYS": "90",
}
# Enough for one look and one message: a few seconds beyond what is kept for the last message.
SECONDS = 19


@pytest.fixture
def client(stub: SlackStub, monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    forget()
    with mocked_tables() as mocked:
        url = f"http://127.0.0.1:{stub.server_address[1]}/services/T/B/hidden"
        boto3.client("secretsmanager").create_secret(
            Name="slack", SecretString=json.dumps({"webhook_url": url})
        )
        boto3.client("sqs").create_queue(QueueName="alerts")
        with held_to(DELIVERED, TABLES.notifications):
            yield mocked
    forget()


def forget() -> None:
    bootstrap.settings.cache_clear()
    bootstrap.office.cache_clear()
    bootstrap.messages.cache_clear()
    routing_desk.cache_clear()


def hold(value: str) -> None:
    """Put a value into the secret; botocore takes no empty one, so that a space stands for it."""
    boto3.client("secretsmanager").put_secret_value(SecretId="slack", SecretString=value or " ")


def heard(kind: NoticeKind, minutes: float, status: str) -> Notice:
    """Return what was heard of a state so many minutes ago."""
    then = datetime.now(UTC) - timedelta(minutes=minutes)
    return Notice(kind, key(), Version(then, then, f"event-{minutes}"), status, then)


def began(minutes: float = 20) -> Notice:
    return heard(NoticeKind.OPENED, minutes, N)


def went(minutes: float = 10) -> Notice:
    return heard(NoticeKind.RESOLVED, minutes, C)


def hear(client: "DynamoDBClient", *notices: Notice) -> None:
    for notice in notices:
        item = notice_item(notice, datetime.now(UTC))
        client.put_item(TableName=TABLES.notifications, Item=item)


def alerts(client: "DynamoDBClient") -> list[dict[str, Any]]:
    """Return the items of what was to be told of violations."""
    items = everything(client, TABLES.notifications)
    return [item for item in items if item["sk"]["S"].startswith(ALERTS)]


def run(event: dict[str, Any] | None = None) -> dict[str, int]:
    """Wake the function, by default as the stream does for what was just written."""
    woken = woken_by_the_stream() if event is None else event
    counted: dict[str, int] = handler(woken, FakeContext(SECONDS))
    return counted


def texts(stub: SlackStub) -> list[str]:
    return [message["payload"]["text"].splitlines()[0] for message in stub.record.listing()]


def test_a_violation_and_its_end_are_told(client: "DynamoDBClient", stub: SlackStub) -> None:
    hear(client, began(), went())
    counted = run()
    assert (counted["alerts_planned"], counted["notices_told"]) == (2, 2)
    assert texts(stub) == [
        "🔴 Critical violation of the rule: S3 buckets cannot be read by everyone",
        "✅ Resolved: S3 buckets cannot be read by everyone",
    ]
    assert not [item for item in everything(client, TABLES.notifications) if "due_pk" in item]
    assert not any(run({"source": "aws.scheduler"}).values())


@pytest.mark.parametrize(("flap_window", "planned"), [(60, 0), (59, 2)])
def test_ends_alone_wake_nobody_unless_they_are_due_before_the_next_run_of_the_schedule(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch, flap_window: int, planned: int
) -> None:
    policy = write_policy(AlertPolicy(flap_window=timedelta(seconds=flap_window)))
    monkeypatch.setattr(bootstrap, "deployment", lambda: {ALERTING: policy})
    hear(client, began(), went())
    assert run(woken_by_the_stream(NoticeKind.RESOLVED)).get("alerts_planned", 0) == planned
    assert run({}).get("alerts_planned", 0) == 2 - planned


def test_what_was_gathered_for_the_window_is_told_without_waiting_for_anything(
    client: "DynamoDBClient", stub: SlackStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[timedelta] = []
    monkeypatch.setattr(SystemClock, "sleep", lambda _, duration: slept.append(duration))
    then = datetime.now(UTC) - timedelta(seconds=5)
    client.put_item(TableName=TABLES.notifications, Item=notice_item(began(), then))
    gathered = woken_by_the_stream()
    gathered["Records"][0]["dynamodb"]["ApproximateCreationDateTime"] = int(then.timestamp())
    assert run(gathered)["notices_told"] == 1
    assert (len(texts(stub)), slept) == (1, [])


def test_what_is_not_due_yet_is_waited_for(client: "DynamoDBClient", stub: SlackStub) -> None:
    hear(client, began())
    assert run()["notices_told"] == 1
    [message] = stub.record.listing()
    [item] = alerts(client)
    received = datetime.fromisoformat(message["received_at"])
    created = datetime.fromisoformat(item["created_at"]["S"])
    assert 1 <= (received - created).total_seconds() < 5


def test_the_first_result_of_what_is_new_waits_for_others(
    client: "DynamoDBClient", stub: SlackStub
) -> None:
    now = datetime.now(UTC)
    store = DynamoDbComplianceStore(client, TABLES, lambda: now)
    heard = result((now - at(0)).total_seconds() / 60, N)
    record_batch(messages([heard]), store, now, lambda _: None)
    counted = run()
    assert (counted["alerts_planned"], counted["notices_told"]) == (1, 0)
    assert not stub.record.listing()
    [item] = alerts(client)
    assert datetime.fromisoformat(item["due_at"]["S"]) > now + timedelta(minutes=10)


def test_refused_blocks_arrive_as_text(client: "DynamoDBClient", stub: SlackStub) -> None:
    stub.record.set_faults(read_faults([{"status": 400}]))
    hear(client, began())
    assert run()["notices_told"] == 1
    assert "blocks" not in stub.record.listing()[-1]["payload"]


def test_what_is_refused_as_text_too_is_a_dead_letter_with_the_reason(
    client: "DynamoDBClient", stub: SlackStub
) -> None:
    stub.record.set_faults(read_faults([{"status": 400}, {"status": 413}]))
    hear(client, began())
    assert run()["notices_failed"] == 1
    queue = boto3.client("sqs")
    [letter] = queue.receive_message(
        QueueUrl=ENVIRONMENT["ALERT_DEAD_LETTERS_URL"], MessageAttributeNames=["All"]
    )["Messages"]
    [item] = alerts(client)
    body = json.loads(letter["Body"])
    assert body["notices"] == [{"pk": item["pk"]["S"], "sk": item["sk"]["S"]}]
    assert body["text"] == stub.record.listing()[-1]["payload"]["text"]
    assert letter["MessageAttributes"]["Reason"]["StringValue"] == item["failed_because"]["S"]


def test_a_summary_of_an_account_is_told(client: "DynamoDBClient", stub: SlackStub) -> None:
    DynamoDbOnboardings(client, TABLES.notifications, SystemClock()).announce(summary())
    assert run()["notices_told"] == 1
    assert texts(stub) == ["📋 Watching account 222222222222"]
    [item] = [item for item in everything(client, TABLES.notifications) if "run" in item]
    assert number(item, "expires_at")


def test_outcomes_are_metrics_and_what_was_told_is_logged(
    client: "DynamoDBClient", capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    hear(client, began(7))
    run()
    measured = metrics_in(capsys.readouterr().out, "notify-violations")
    assert (measured["NoticesTold"], measured["MessagesPosted"]) == ([1.0], [1.0])
    [took] = measured["ToldAfter"]
    assert took >= 7 * 60_000
    assert "AlertsOverdue" not in measured
    [record] = [record for record in caplog.records if record.message == "an alert was told"]
    assert vars(record)["event_id"] == "event-7"
    assert "hidden" not in caplog.text


def test_what_is_masked_is_in_no_line_of_the_function(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", written)
    for masked in ("", "account,resource_id"):
        monkeypatch.setenv("MASKED_IN_LOGS", masked)
        written.truncate(0)
        hear(client, began(7))
        run()
        assert "an alert was told" in written.getvalue()
        told = [key().account in written.getvalue(), key().resource_id in written.getvalue()]
        assert told == [not masked, not masked]
        for item in everything(client, TABLES.notifications):
            client.delete_item(
                TableName=TABLES.notifications, Key={"pk": item["pk"], "sk": item["sk"]}
            )


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (None, "cannot be read: there is no such secret, or it has no value"),
        ("", "holds no webhook address yet"),
        ('{"webhook_url": ""}', "holds no webhook address yet"),
        ("hooks.slack.com/hidden", "holds what is not an https address"),
    ],
)
def test_without_a_webhook_each_run_says_in_one_line_what_to_put_where_and_alerts_wait(
    client: "DynamoDBClient",
    stub: SlackStub,
    caplog: pytest.LogCaptureFixture,
    held: str | None,
    why: str,
) -> None:
    secrets = boto3.client("secretsmanager")
    secrets.create_secret(Name="links", SecretString="k" * 64)
    if held is None:
        secrets.delete_secret(SecretId="slack", ForceDeleteWithoutRecovery=True)
    else:
        hold(held)
    hear(client, began())
    for _ in range(2):
        caplog.clear()
        assert run()["channel_unavailable"] == 1
        [line] = [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}]
        assert line.getMessage() == (
            f"alerts wait: default: the secret slack {why}"
            f"{' (ResourceNotFoundException)' if held is None else ''}; it has to hold {WANTED}"
        )
        assert line.exc_info is None
    if held is None:
        secrets.create_secret(Name="slack", SecretString="x")
    hold(json.dumps({"webhook_url": f"http://127.0.0.1:{stub.server_port}/services/T/B/mended"}))
    forget()
    assert run()["notices_told"] == 1


def test_a_webhook_that_is_refused_is_one_line_in_each_run_too(
    client: "DynamoDBClient", stub: SlackStub, caplog: pytest.LogCaptureFixture
) -> None:
    stub.record.set_faults(read_faults([{"status": 404}]))
    hear(client, began())
    for _ in range(2):
        caplog.clear()
        run()
        [line] = [record for record in caplog.records if record.levelname == "ERROR"]
        assert line.getMessage() == (
            "alerts wait: default: 404 Not Found: put a webhook that works into the secret"
        )


@pytest.mark.filterwarnings("ignore:No application metrics")
def test_missing_settings_are_named_and_nothing_else_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", "hidden")
    forget()
    with pytest.raises(ValidationError) as refused:
        run()
    for name in ENVIRONMENT:
        assert name in str(refused.value)
    assert "hidden" not in str(refused.value)


def test_settings_say_what_they_mean() -> None:
    settings = NotifyViolationsSettings.model_validate(
        ENVIRONMENT | {"SLACK_MESSAGE_INTERVAL_SECONDS": "1.5"}
    )
    assert settings.interval == timedelta(seconds=1.5)
    assert settings.window == timedelta(seconds=1)
    assert settings.retention == timedelta(days=90)
