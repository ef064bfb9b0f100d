"""Messages that come again are hidden for their wait, as far as SQS allows."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from shared.adapters.sqs_redelivery import SqsRedelivery
from shared.domain.dead_letters import Received
from tests.builders.aws import mocked_aws

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient

MANY = 23


@pytest.fixture
def sqs() -> Iterator["SQSClient"]:
    with mocked_aws():
        yield boto3.client("sqs", region_name="eu-central-1")


def messages(sqs: "SQSClient", url: str) -> list[Received]:
    for number in range(MANY):
        sqs.send_message(QueueUrl=url, MessageBody=str(number))
    found: list[Received] = []
    while len(found) < MANY:
        batch = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
        found += [
            Received(
                message_id=message["MessageId"],
                receipt=message["ReceiptHandle"],
                body=message["Body"],
                receives=1 + number,
            )
            for number, message in enumerate(batch)
        ]
    return found


def test_each_message_waits_the_longer_the_more_often_it_came(sqs: "SQSClient") -> None:
    asked: list[dict[str, Any]] = []
    sqs.meta.events.register(
        "provide-client-params.sqs.ChangeMessageVisibilityBatch",
        lambda params, **_: asked.append(params),
    )
    url = sqs.create_queue(QueueName="config-events")["QueueUrl"]
    SqsRedelivery(sqs, url).put_off(messages(sqs, url))
    waits = [entry["VisibilityTimeout"] for batch in asked for entry in batch["Entries"]]
    assert waits[:10] == [30, 60, 120, 240, 480, 900, 900, 900, 900, 900]
    assert len(waits) == MANY


def test_where_they_cannot_be_hidden_nothing_is_raised(
    sqs: "SQSClient", caplog: pytest.LogCaptureFixture
) -> None:
    url = sqs.create_queue(QueueName="config-events")["QueueUrl"]
    received = messages(sqs, url)
    sqs.delete_queue(QueueUrl=url)
    SqsRedelivery(sqs, url).put_off(received)
    assert "as the queue is set" in caplog.text
