# ruff: noqa: SLF001 - the emulator has no public extension points
import time
from collections.abc import Iterator
from typing import Any

import pytest
from ministack.core.responses import request_scope
from ministack.services import lambda_svc, sqs

from local.emulator.queue_batches import Gathering

ACCOUNT, REGION = "111111111111", "eu-central-1"
ARN = f"arn:aws:sqs:{REGION}:{ACCOUNT}:events"
WINDOW_SECONDS = 0.2


@pytest.fixture(autouse=True)
def account() -> Iterator[None]:
    with request_scope(ACCOUNT, REGION):
        sqs._act_create_queue({"QueueName": "events"}, "")
        lambda_svc._esms["m"] = {
            "UUID": "m", "EventSourceArn": ARN, "MaximumBatchingWindowInSeconds": WINDOW_SECONDS,
        }  # fmt: skip
        yield
    sqs.reset()
    lambda_svc._esms.clear()


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(lambda_svc._esm_inflight, "m", 1)


def url() -> str:
    return str(sqs._queue_url("events"))


def send(count: int) -> None:
    for number in range(count):
        sqs._act_send_message({"MessageBody": str(number)}, url())


def bodies(messages: list[dict[str, Any]]) -> list[str]:
    return [message["body"] for message in messages]


def test_a_lone_message_does_not_wait_when_nothing_is_in_flight() -> None:
    send(1)
    assert bodies(Gathering().receive(url(), 50)) == ["0"]


@pytest.mark.usefixtures("busy")
def test_a_batch_larger_than_ten_is_taken_at_once_when_it_is_full() -> None:
    send(60)
    assert len(Gathering().receive(url(), 50)) == 50


@pytest.mark.usefixtures("busy")
def test_messages_wait_for_their_batch_until_the_window_is_over() -> None:
    send(3)
    gathering = Gathering()
    assert gathering.receive(url(), 50) == []
    time.sleep(WINDOW_SECONDS)
    assert bodies(gathering.receive(url(), 50)) == ["0", "1", "2"]


def test_an_empty_queue_gives_nothing() -> None:
    assert Gathering().receive(url(), 50) == []
