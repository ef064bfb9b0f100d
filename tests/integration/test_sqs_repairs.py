"""What was found reaches the queue, all of it, or somebody hears of it."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

from shared.adapters.sqs_repairs import SqsRepairs
from shared.domain.differences import Difference, place_closing
from shared.domain.observations import RECONCILE, Evaluation, Origin, PlaceKey, Version
from shared.domain.reconciliation import Cause
from shared.ports.errors import StoreUnavailableError
from tests.builders.aws import mocked_aws
from tests.builders.observations import N, at, key
from tests.fakes.clock import FakeClock

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient


@pytest.fixture
def sqs() -> Iterator["SQSClient"]:
    with mocked_aws():
        yield boto3.client("sqs", region_name="eu-central-1")


def found(number: int) -> Difference:
    origin = Origin("", RECONCILE, "", "222222222222", "eu-central-1")
    says = Evaluation(origin, key(f"b-{number}"), Version(at(1)), N)
    return Difference(says, Cause.MISSED_CHANGE)


def received(sqs: "SQSClient", url: str) -> list[Any]:
    bodies: list[Any] = []
    while got := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        bodies += [json.loads(message["Body"]) for message in got]
    return bodies


def test_results_and_closings_are_sent(sqs: "SQSClient") -> None:
    url = sqs.create_queue(QueueName="events")["QueueUrl"]
    closing = place_closing(PlaceKey("222222222222", "eu-central-1"), "it left", at(2))
    SqsRepairs(sqs, url, FakeClock()).send([*map(found, range(24)), closing])
    bodies = received(sqs, url)
    assert len({body["id"] for body in bodies}) == 25
    assert [b["detail"] for b in bodies if b["detail-type"] == "Reconciled Closing"] == [
        {"observedAt": "2026-11-20T09:02:00.000Z", "reason": "it left", "cause": "account_gone"}
    ]
    assert {b["detail"]["cause"] for b in bodies} == {"account_gone", "missed_change"}


class Refusing:
    """A queue that refuses the first entry of a batch so many times."""

    def __init__(self, times: int, error: Exception | None = None) -> None:
        self.times, self.error = times, error
        self.sent: list[str] = []

    def send_message_batch(self, *, QueueUrl: str, Entries: list[Any]) -> Any:  # noqa: N803 - the API's
        assert QueueUrl
        if self.error:
            raise self.error
        refused = Entries[:1] if self.times > 0 else []
        self.times -= 1
        self.sent += [entry["MessageBody"] for entry in Entries if entry not in refused]
        return {"Failed": [{"Id": entry["Id"], "Message": "busy"} for entry in refused]}


def test_what_is_refused_of_a_batch_is_sent_again() -> None:
    clock, queue = FakeClock(), Refusing(3)
    SqsRepairs(queue, "url", clock).send([found(1), found(2)])  # type: ignore[arg-type] # a client
    assert len(queue.sent) == len(set(queue.sent)) == 2
    assert clock.slept.total_seconds() > 0


@pytest.mark.parametrize(
    ("queue", "said"),
    [
        (Refusing(100), "SQS takes no findings: busy"),
        (
            Refusing(0, EndpointConnectionError(endpoint_url="https://sqs")),
            "SQS: Could not connect",
        ),
    ],
)
def test_a_queue_that_takes_nothing_ends_the_invocation(queue: Refusing, said: str) -> None:
    with pytest.raises(StoreUnavailableError, match=said):
        SqsRepairs(queue, "url", FakeClock()).send([found(1)])  # type: ignore[arg-type] # a client
