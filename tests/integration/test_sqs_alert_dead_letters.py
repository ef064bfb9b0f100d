"""What Slack refuses for good is kept in a queue, with what it would have told and why."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from shared.adapters.dynamodb_alerts import alert_key
from shared.adapters.sqs_alert_dead_letters import SqsAlertDeadLetters
from shared.adapters.sqs_dead_letters import SqsDeadLetters
from shared.domain.alerts import LONGEST_MESSAGE
from shared.domain.outbox import Entry
from shared.ports.errors import StoreUnavailableError
from tests.builders.aws import mocked_aws
from tests.builders.notices import entry, opened, summary
from tests.builders.observations import key
from tests.fakes.clock import NOW

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient


@pytest.fixture
def client() -> Iterator["SQSClient"]:
    with mocked_aws():
        yield boto3.client("sqs", region_name="eu-central-1")


@pytest.fixture
def url(client: "SQSClient") -> str:
    return client.create_queue(QueueName="alerts")["QueueUrl"]


def kept(client: "SQSClient", url: str) -> list[Any]:
    answer = client.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"]
    )
    return answer.get("Messages", [])


def letters(client: "SQSClient", url: str) -> SqsAlertDeadLetters:
    return SqsAlertDeadLetters(SqsDeadLetters(client, url))


def test_it_holds_the_keys_the_text_and_the_reason(client: "SQSClient", url: str) -> None:
    untold: list[Entry] = [entry(opened(7), NOW), entry(summary(), NOW)]
    letters(client, url).keep(untold, "🔴 a violation", "400 no_text", NOW)
    [message] = kept(client, url)
    body = json.loads(message["Body"])
    assert (body["text"], body["reason"]) == ("🔴 a violation", "400 no_text")
    violation, account = body["notices"]
    assert violation == {name: value["S"] for name, value in alert_key(opened(7)).items()}
    assert account == {"pk": "F#222222222222", "sk": "run-1"}
    attributes = {
        name: value["StringValue"] for name, value in message["MessageAttributes"].items()
    }
    assert attributes["Reason"] == "400 no_text"
    assert attributes["Where"] == "slack: plain text"
    assert attributes["FailedAt"].startswith("2026-11-20T12:00:00")


def test_the_longest_message_fits_and_more_are_told_apart(client: "SQSClient", url: str) -> None:
    ids = ["é" * 760 + str(number) for number in range(2 * LONGEST_MESSAGE + 1)]
    untold = [entry(opened(n, of=key(name)), NOW) for n, name in enumerate(ids)]
    letters(client, url).keep(untold, "é" * 40_000, "400 no_text", NOW)
    messages = kept(client, url)
    sizes = [len(json.loads(message["Body"])["notices"]) for message in messages]
    assert sorted(sizes) == [1, 1000]
    assert not any("ContentEncoding" in each["MessageAttributes"] for each in messages)


def test_what_the_queue_does_not_take_is_an_error_that_the_use_case_knows(
    client: "SQSClient",
) -> None:
    nowhere = "https://sqs.eu-central-1.amazonaws.com/111111111111/gone"
    with pytest.raises(StoreUnavailableError, match="alert dead-letter queue"):
        letters(client, nowhere).keep([entry(opened(), NOW)], "text", "400 no_text", NOW)
