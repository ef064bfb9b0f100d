"""What the Web API answers becomes an outcome with words that help, and the token stays secret."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from local.slack.record import Fault, Received, instant
from local.slack.server import SlackStub
from shared.adapters.secrets_bot_credentials import BotCredentials
from shared.adapters.slack_bot_channel import SlackBotAlertChannel
from shared.adapters.slack_bot_conversation import SlackBotConversation
from shared.adapters.slack_errors import GONE, OF_THE_CHANNEL, REFUSED, WORDS, read_error
from shared.adapters.slack_web_api import SlackWebApi
from shared.domain.delivery import (
    Change,
    Delivered,
    Gone,
    Message,
    Reference,
    Refused,
    RetryLater,
    Unavailable,
)
from shared.domain.interactions import Place
from tests.builders.slack import CHANNEL, TOKEN, Kept, bot_channel, slack, web_api
from tests.fakes.clock import FakeClock

HELLO = Message("hello", ({"type": "divider"},))
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "a" * 3001}}
VIEW = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Mute"},
    "blocks": [{"type": "divider"}],
}


@pytest.fixture
def stub() -> Iterator[SlackStub]:
    with slack() as server:
        yield server


def posted(channel: SlackBotAlertChannel) -> Reference:
    delivery = channel.post(HELLO)
    assert isinstance(delivery, Delivered)
    assert delivery.reference
    return delivery.reference


def test_a_refused_token_is_looked_up_again_and_a_new_one_used_at_once(stub: SlackStub) -> None:
    address = f"{stub.workspace.address}/api/"
    old, new = BotCredentials("revoked", api_url=address), BotCredentials(TOKEN, api_url=address)
    for newer, kind in ((old, Unavailable), (new, Delivered)):
        api = SlackWebApi(Kept(old, newer))
        channel = SlackBotAlertChannel(api, CHANNEL, timedelta(), FakeClock())
        assert isinstance(channel.post(HELLO), kind)
    assert len(stub.record.listing()) == 1


def test_a_message_is_posted_as_a_webhook_would_and_unfolds_no_links(stub: SlackStub) -> None:
    posted(bot_channel(stub))
    [message] = stub.record.listing()
    assert message["channel"] == CHANNEL
    assert message["payload"] == {
        "text": "hello",
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
        "blocks": [{"type": "divider"}],
    }


def test_a_change_without_blocks_takes_the_blocks_away(stub: SlackStub) -> None:
    channel = bot_channel(stub)
    channel.update(posted(channel), HELLO.as_plain_text())
    [message] = stub.record.listing()
    assert message["payload"] == {"text": "hello", "blocks": [], "parse": "none"}
    assert [edit["payload"]["blocks"] for edit in message["edits"]] == [[{"type": "divider"}]]


def test_blocks_that_slack_refuses_are_refused_with_what_it_says_of_them(stub: SlackStub) -> None:
    delivery = bot_channel(stub).post(Message("long", (SECTION,)))
    assert isinstance(delivery, Refused)
    assert delivery.reason.startswith("invalid_blocks (blocks[0]: text must be a text of 1 to")


def test_a_message_that_is_not_the_bots_cannot_be_changed(stub: SlackStub) -> None:
    theirs = stub.record.add(
        Received(
            received_at=instant(), method="webhook", target="/services/x", payload={},
            status=200, channel=CHANNEL,
        )
    )  # fmt: skip
    changed = bot_channel(stub).update(Reference(CHANNEL, theirs.ts), HELLO)
    assert changed == Gone("cant_update_message")


@pytest.mark.parametrize(
    ("fault", "delivery"),
    [
        (Fault(status=429, retry_after=3), RetryLater("429 ratelimited", timedelta(seconds=3))),
        (Fault(error="ratelimited"), RetryLater("ratelimited")),
        (Fault(error="internal_error"), RetryLater("internal_error")),
        (Fault(error="a_word_of_next_year"), RetryLater("a_word_of_next_year")),
        (Fault(error="msg_too_long"), Refused("msg_too_long")),
        (Fault(error="message_not_found"), RetryLater("message_not_found")),
        (Fault(delay=0.1), Delivered(Reference(CHANNEL, ""))),
    ],
)
def test_each_answer_is_an_outcome(stub: SlackStub, fault: Fault, delivery: Change) -> None:
    stub.record.set_faults([fault])
    answered: Change = bot_channel(stub).post(HELLO)
    if isinstance(answered, Delivered) and answered.reference:
        answered = Delivered(Reference(answered.reference.channel, ""))
    assert answered == delivery


@pytest.mark.parametrize("error", sorted(WORDS))
def test_what_a_person_has_to_mend_is_said_in_words(stub: SlackStub, error: str) -> None:
    stub.record.set_faults([Fault(error=error)])
    delivery = bot_channel(stub).post(HELLO)
    assert delivery == Unavailable(f"{error}: {WORDS[error]}")


def test_no_word_of_slack_means_two_things() -> None:
    words = [*GONE, *REFUSED, *WORDS]
    assert len(set(words)) == len(words)


def test_a_scope_that_is_missing_is_named() -> None:
    said = {"ok": False, "error": "missing_scope", "needed": "files:write", "provided": "x"}
    change = read_error(200, said, {})
    assert isinstance(change, Unavailable)
    assert change.reason.startswith("missing_scope (files:write): give the bot the scopes")


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, "<html>", RetryLater("an answer that is not Slack's")),
        (200, {"ok": True}, RetryLater("an answer that is not Slack's")),
        (503, {"error": "Received a response in a non-JSON format: <html>"}, RetryLater),
        (502, "<html>", RetryLater("502 <html>")),
        (404, "no", Unavailable("404 no")),
        (400, {"error": "invalid_blocks", "response_metadata": "none"}, Refused("invalid_blocks")),
    ],
)
def test_what_is_not_slacks_answer_goes_by_its_status(
    status: int, body: Any, outcome: Change | type[RetryLater]
) -> None:
    change = read_error(status, body, {})
    assert isinstance(change, outcome) if isinstance(outcome, type) else change == outcome


@pytest.mark.parametrize("error", sorted(OF_THE_CHANNEL))
def test_the_troubles_of_another_channel_stop_nothing_here(stub: SlackStub, error: str) -> None:
    old = posted(bot_channel(stub, "C0FORMERLY"))
    for ask in ("post", "update"):
        stub.record.set_faults([Fault(error=error)])
        channel = bot_channel(stub)
        change = channel.post(HELLO, old) if ask == "post" else channel.update(old, HELLO)
        assert change == Gone(error)


def test_an_answer_goes_to_the_channel_of_the_message(stub: SlackStub) -> None:
    old = posted(bot_channel(stub, "C0FORMERLY"))
    assert isinstance(bot_channel(stub).post(HELLO, old), Delivered)
    assert {m.channel for m in stub.record.messages()} == {"C0FORMERLY"}


def test_an_answer_that_does_not_come_is_tried_later(stub: SlackStub) -> None:
    stub.record.set_faults([Fault(delay=1, reset=True), Fault(reset=True)])
    for patience in (0.2, 5):
        delivery = bot_channel(stub, patience=patience).post(HELLO)
        assert isinstance(delivery, RetryLater)
        assert delivery.reason.startswith("no answer: ")


@pytest.mark.parametrize("why", [Unavailable("no token yet"), RetryLater("throttled")])
def test_without_a_token_nothing_is_posted(why: Unavailable | RetryLater) -> None:
    channel = SlackBotAlertChannel(SlackWebApi(Kept(why)), CHANNEL, timedelta(), FakeClock())
    assert channel.post(HELLO) == why
    assert channel.name() == "none"


def test_the_token_is_in_no_name_and_no_log(
    stub: SlackStub, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    channel = bot_channel(stub)
    for fault in (Fault(error="invalid_auth"), Fault(status=500), Fault(reset=True), Fault()):
        stub.record.set_faults([fault])
        channel.post(HELLO)
    said = channel.name() + caplog.text + str([vars(record) for record in caplog.records])
    assert TOKEN not in said + repr(BotCredentials(TOKEN, "hidden too"))
    assert "hidden too" not in repr(BotCredentials(TOKEN, "hidden too"))


def test_another_token_or_channel_is_another_channel() -> None:
    kept = Kept(BotCredentials(TOKEN))
    one, other = (
        SlackBotAlertChannel(SlackWebApi(kept), name, timedelta(), FakeClock())
        for name in ("C0ONE", "C0OTHER")
    )
    before = one.name()
    assert before != other.name()
    kept.value = BotCredentials("xoxb-mended")
    assert one.name() != before


def test_a_person_is_told_alone(stub: SlackStub) -> None:
    where = posted(bot_channel(stub))
    conversation = SlackBotConversation(web_api(stub))
    for thread in (None, where.message):
        place = Place(where.channel, where.message, thread)
        assert conversation.whisper(place, "U000ADA", HELLO) == Delivered()
        whispered = stub.record.messages()[-1]
        assert (whispered.user, whispered.thread_ts) == ("U000ADA", thread)
    assert conversation.whisper(place, "U0STRANGER", HELLO) == Gone("user_not_in_channel")


def test_a_form_opens_once_for_whoever_pressed(stub: SlackStub) -> None:
    conversation = SlackBotConversation(web_api(stub))
    trigger = stub.workspace.interactions.trigger("U000ADA")
    assert conversation.open_view(trigger, VIEW) == Delivered()
    assert conversation.open_view(trigger, VIEW) == Gone("exchanged_trigger_id")
    assert [(o.user, o.view) for o in stub.workspace.views.all()] == [("U000ADA", VIEW)]
