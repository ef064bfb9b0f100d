"""HandleConfigEvents with its tables and its queues, in process."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from lambdas.handle_config_events import bootstrap
from lambdas.handle_config_events.handler import handler
from shared.adapters.dead_letter_format import unpack
from tests.builders.lambda_context import FakeContext
from tests.builders.tables import TABLES, everything, mocked_tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient
    from mypy_boto3_sqs.client import SQSClient

ENVIRONMENT = {
    "CONFIG_COMPLIANCE_TABLE": TABLES.config_compliance,
    "EVENTS_TABLE": TABLES.events,
    "NOTIFICATIONS_TABLE": TABLES.notifications,
    "RETENTION_DAYS": "90",
    "GROUPING_WINDOW_SECONDS": "10",
    "MAX_RECEIVES": "5",
    "HISTORY_ANNOTATIONS": "true",
}
SENT_AT = "1795168800000"
MADE_ONCE = (bootstrap.settings, bootstrap.store, bootstrap.dead_letters, bootstrap.queue)


@dataclass(frozen=True)
class Letter:
    """A dead letter as a test looks at it."""

    body: str
    attributes: dict[str, str]

    @property
    def reason(self) -> str:
        return self.attributes["Reason"]

    @property
    def where(self) -> str:
        return self.attributes["Where"]


@dataclass(frozen=True)
class Recording:
    """The function and all that it needs."""

    tables: "DynamoDBClient"
    sqs: "SQSClient"
    events_url: str
    dead_letters_url: str

    def deliver(self, *bodies: Any, receives: int = 1) -> list[str]:
        """Give the function a batch and return the messages that come again: m-0, m-1, ..."""
        attributes = {"ApproximateReceiveCount": str(receives), "SentTimestamp": SENT_AT}
        records = [
            {"messageId": f"m-{n}", "receiptHandle": "r", "body": body, "attributes": attributes}
            for n, body in enumerate(bodies)
        ]
        return self.invoke(records)

    def invoke(self, records: list[dict[str, Any]]) -> list[str]:
        """Give the function these records."""
        answer: Any = handler({"Records": records}, FakeContext())
        return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]

    def drain(self) -> None:
        """Let Lambda work off the queue: what is acknowledged is deleted."""
        while batch := self._receive(self.events_url, 30):
            records = [_record(message) for message in batch]
            again = self.invoke(records)
            for message in batch:
                if message["MessageId"] not in again:
                    handle = message["ReceiptHandle"]
                    self.sqs.delete_message(QueueUrl=self.events_url, ReceiptHandle=handle)

    def letters(self) -> list[Letter]:
        """Return the dead letters, which are gone then."""
        found: list[Letter] = []
        while batch := self._receive(self.dead_letters_url, 30):
            found += [_letter(message) for message in batch]
            for message in batch:
                handle = message["ReceiptHandle"]
                self.sqs.delete_message(QueueUrl=self.dead_letters_url, ReceiptHandle=handle)
        return found

    def stored(self) -> dict[str, list[dict[str, Any]]]:
        """Return everything in all tables."""
        names = (TABLES.config_compliance, TABLES.events, TABLES.notifications)
        return {name: everything(self.tables, name) for name in names}

    def _receive(self, url: str, hidden_seconds: int) -> list[Any]:
        got = self.sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=10,
            VisibilityTimeout=hidden_seconds,
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        return list(got.get("Messages", []))


def _record(message: Any) -> dict[str, Any]:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message["Attributes"],
    }


def _letter(message: Any) -> Letter:
    given = message.get("MessageAttributes", {})
    attributes = {name: str(value["StringValue"]) for name, value in given.items()}
    return Letter(unpack(message["Body"], attributes), attributes)


@contextmanager
def recording(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recording]:
    """Yield the function with empty tables and queues."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for made in MADE_ONCE:
        made.cache_clear()
    with mocked_tables() as tables:
        sqs = boto3.client("sqs", region_name="eu-central-1")
        dead = sqs.create_queue(QueueName="dead-letters")["QueueUrl"]
        redrive = {"deadLetterTargetArn": _arn(sqs, dead), "maxReceiveCount": 20}
        events = sqs.create_queue(
            QueueName="config-events", Attributes={"RedrivePolicy": json.dumps(redrive)}
        )["QueueUrl"]
        monkeypatch.setenv("CONFIG_EVENTS_URL", events)
        monkeypatch.setenv("DEAD_LETTERS_URL", dead)
        yield Recording(tables, sqs, events, dead)
    for made in MADE_ONCE:
        made.cache_clear()


def _arn(sqs: "SQSClient", url: str) -> str:
    answer = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    return answer["Attributes"]["QueueArn"]
