"""What Slack answers becomes an outcome, and the address stays a secret."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from local.slack.record import read_faults
from local.slack.server import SlackStub
from shared.adapters.slack_webhook_alert_channel import SlackWebhookAlertChannel
from shared.domain.delivery import (
    Delivered,
    Delivery,
    Message,
    Refused,
    RetryLater,
    Unavailable,
)
from tests.builders.slack import Kept
from tests.fakes.clock import FakeClock

REMEDY = "put a webhook that works into the secret"
REFUSED_URL = Unavailable(f"403 Forbidden: {REMEDY}")
HELLO = Message("hello", ({"type": "divider"},))


@pytest.fixture
def stub() -> Iterator[SlackStub]:
    server = SlackStub(0)
    server.start()
    yield server
    server.shutdown()
    server.server_close()


def channel_to(
    stub: SlackStub, interval: float = 0, patience: float = 10
) -> SlackWebhookAlertChannel:
    url = Kept(f"http://127.0.0.1:{stub.server_address[1]}/services/T/B/secret")
    return SlackWebhookAlertChannel(url, timedelta(seconds=interval), FakeClock(), patience)


def test_a_message_arrives_with_its_blocks_and_unfolds_no_links(stub: SlackStub) -> None:
    assert channel_to(stub).post(HELLO) == Delivered()
    [received] = stub.record.listing()
    assert received["payload"] == {
        "text": "hello",
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
        "blocks": [{"type": "divider"}],
    }


def test_a_plain_text_has_no_blocks(stub: SlackStub) -> None:
    assert channel_to(stub).post(HELLO.as_plain_text()) == Delivered()
    [received] = stub.record.listing()
    assert "blocks" not in received["payload"]


@pytest.mark.parametrize(
    ("fault", "delivery"),
    [
        ({"status": 429, "retry_after": 3}, RetryLater("429 rate_limited", timedelta(seconds=3))),
        ({"status": 500}, RetryLater("500 Internal Server Error")),
        ({"status": 400}, Refused("400 Bad Request")),
        ({"status": 404}, Unavailable(f"404 Not Found: {REMEDY}")),
        ({"delay": 0.2}, Delivered()),
    ],
)
def test_each_answer_is_an_outcome(
    stub: SlackStub, fault: dict[str, Any], delivery: Delivery
) -> None:
    stub.record.set_faults(read_faults([fault]))
    assert channel_to(stub).post(HELLO) == delivery


def test_a_connection_that_breaks_is_tried_later(stub: SlackStub) -> None:
    channel = channel_to(stub)
    stub.shutdown()
    stub.server_close()
    assert channel.post(HELLO) == RetryLater("no answer: URLError")


@pytest.mark.parametrize("fault", [{"reset": True}, {"delay": 0.5, "reset": True}])
def test_an_answer_that_does_not_come_is_tried_later(
    stub: SlackStub, fault: dict[str, Any]
) -> None:
    stub.record.set_faults(read_faults([fault]))
    delivery = channel_to(stub, patience=0.2).post(HELLO)
    assert isinstance(delivery, RetryLater)
    assert delivery.reason.startswith("no answer: ")
    assert delivery.after is None


@pytest.mark.parametrize("why", [Unavailable("no webhook yet"), RetryLater("throttled")])
def test_without_an_address_nothing_is_posted(why: Unavailable | RetryLater) -> None:
    channel = SlackWebhookAlertChannel(Kept(why), timedelta(), FakeClock())
    assert channel.post(HELLO) == why
    assert channel.name() == "none"


def test_the_next_message_waits_for_its_turn(stub: SlackStub) -> None:
    channel = channel_to(stub, interval=1)
    assert channel.interval == timedelta(seconds=1)
    assert channel.ready_at() == FakeClock().now()
    channel.post(HELLO)
    assert channel.ready_at() == FakeClock().after(1)


@pytest.mark.parametrize(
    ("by_now", "delivery"),
    [
        ("http://127.0.0.1:{port}/services/T/B/new", Delivered()),
        ("http://127.0.0.1:{port}/services/T/B/old", REFUSED_URL),
        (Unavailable("holds no webhook address yet"), REFUSED_URL),
    ],
)
def test_a_refused_address_is_looked_up_again_and_a_new_one_used_at_once(
    stub: SlackStub, by_now: str | Unavailable, delivery: Delivery
) -> None:
    port = stub.server_address[1]
    new = by_now.format(port=port) if isinstance(by_now, str) else by_now
    url = Kept[str](f"http://127.0.0.1:{port}/services/T/B/old", new)
    stub.record.set_faults(read_faults([{"status": 403}]))
    channel = SlackWebhookAlertChannel(url, timedelta(), FakeClock())
    assert channel.post(HELLO) == delivery


def test_the_address_is_in_no_name_and_no_log(
    stub: SlackStub, caplog: pytest.LogCaptureFixture
) -> None:
    channel = channel_to(stub)
    for fault in ({"status": 404}, {"status": 500}, {"status": 400}):
        stub.record.set_faults(read_faults([fault]))
        channel.post(HELLO)
    stub.shutdown()
    stub.server_close()
    channel.post(HELLO)
    said = channel.name() + caplog.text + str([vars(record) for record in caplog.records])
    assert "T/B/secret" not in said
    assert "127.0.0.1" not in said


def test_another_address_is_another_channel() -> None:
    url = Kept("https://hooks.slack.com/services/a")
    channel = SlackWebhookAlertChannel(url, timedelta(), FakeClock())
    before = channel.name()
    url.value = "https://hooks.slack.com/services/b"
    assert channel.name() != before
