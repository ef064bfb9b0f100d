"""Pressing the stub's buttons: signed as Slack signs, with what Slack sends."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from local.slack import acting, interactions
from local.slack.acting import NothingThereError
from local.slack.record import Received, instant
from local.slack.server import SlackStub
from tests.builders.interactions import App, app_of
from tests.builders.slack import CHANNEL, slack

ADA = "U000ADA"
BUTTON = {
    "type": "button", "action_id": "mute", "value": "v1",
    "text": {"type": "plain_text", "text": "Mute"},
}  # fmt: skip
BLOCKS = [{"type": "actions", "block_id": "what-to-do", "elements": [BUTTON]}]
MODAL = {
    "type": "modal", "callback_id": "mute", "private_metadata": "m1",
    "title": {"type": "plain_text", "text": "Mute"},
    "submit": {"type": "plain_text", "text": "Mute"},
    "blocks": [{
        "type": "input", "block_id": "why", "label": {"type": "plain_text", "text": "Reason"},
        "element": {"type": "plain_text_input", "action_id": "reason", "min_length": 10},
    }],
}  # fmt: skip


@pytest.fixture
def stub() -> Iterator[SlackStub]:
    with slack() as server:
        yield server


@pytest.fixture
def app(stub: SlackStub) -> Iterator[App]:
    with app_of(stub) as running:
        yield running


def message(stub: SlackStub, **more: Any) -> Received:
    return stub.record.add(
        Received(
            received_at=instant(), method="chat.postMessage", target=CHANNEL, status=200,
            payload={"text": "open", "blocks": BLOCKS}, channel=CHANNEL, **more,
        )
    )  # fmt: skip


def press(stub: SlackStub, on: Received, action: str = "mute") -> Any:
    where = {"channel": on.channel, "ts": on.ts, "block_id": "what-to-do", "action_id": action}
    return json.loads(acting.press({"user": ADA, **where}, stub.workspace).body)


def submit(stub: SlackStub, view_id: str, reason: str | None) -> Any:
    values = {"why": {"reason": {"type": "plain_text_input", "value": reason}}}
    content = {"user": ADA, "view_id": view_id, "values": values}
    return json.loads(acting.submit(content, stub.workspace).body)


def respond(payload: dict[str, Any], **content: Any) -> int:
    url, body = payload["response_url"], json.dumps(content).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=body), timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_press_is_signed_and_says_what_was_pressed_by_whom(stub: SlackStub, app: App) -> None:
    on = message(stub)
    told = press(stub, on)
    assert (told["ok"], told["status"]) == (True, 200)
    [sent] = app.sent
    assert app.signed == [True]
    assert sent["type"] == "block_actions"
    assert sent["user"]["id"] == ADA
    assert sent["channel"] == {"id": CHANNEL, "name": "aws-compliance"}
    assert sent["container"]["message_ts"] == sent["message"]["ts"] == on.ts
    [action] = sent["actions"]
    assert (action["action_id"], action["block_id"], action["value"]) == (
        "mute", "what-to-do", "v1",
    )  # fmt: skip
    assert stub.workspace.interactions.listing()[0]["status"] == 200


@pytest.mark.parametrize("status", [400, 401, 500])
def test_an_app_that_refuses_is_said_to_have(stub: SlackStub, app: App, status: int) -> None:
    app.answer = lambda _: (status, "no")
    told = press(stub, message(stub))
    assert told["problem"] == f"this app responded with status code {status}"


def slowly(_: object) -> tuple[int, str]:
    time.sleep(0.5)
    return 200, ""


def test_an_app_that_is_slow_or_not_there_is_said_not_to_respond(
    stub: SlackStub, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interactions, "ANSWER_WITHIN", 0.1)
    app.answer = slowly
    assert "did not respond in time" in press(stub, message(stub))["problem"]
    nowhere = {"url": "http://127.0.0.1:9/", "signing_secret": "s"}
    stub.workspace.interactions.configure(nowhere)
    assert "did not respond in time" in press(stub, message(stub))["problem"]


def test_without_an_address_a_press_says_so(stub: SlackStub) -> None:
    assert "no address for interactions" in press(stub, message(stub))["problem"]


def test_what_is_gone_cannot_be_pressed(stub: SlackStub) -> None:
    on = message(stub)
    with pytest.raises(NothingThereError, match="button"):
        press(stub, on, "other")
    stub.record.remove(on)
    with pytest.raises(NothingThereError, match="message"):
        press(stub, on)


def test_a_modal_is_sent_off_with_what_was_typed_and_closes(stub: SlackStub, app: App) -> None:
    opened = stub.workspace.views.open(ADA, MODAL)
    assert submit(stub, opened.id, "planned migration")["ok"]
    [sent] = app.sent
    assert (sent["type"], sent["view"]["private_metadata"]) == ("view_submission", "m1")
    typed = sent["view"]["state"]["values"]["why"]["reason"]
    assert typed == {"type": "plain_text_input", "value": "planned migration"}
    assert stub.workspace.views.all() == []


@pytest.mark.parametrize(
    ("reason", "problem"), [(None, "required"), ("", "required"), ("short", "At least 10")]
)
def test_slack_itself_asks_for_what_is_missing(
    stub: SlackStub, app: App, reason: str | None, problem: str
) -> None:
    opened = stub.workspace.views.open(ADA, MODAL)
    assert problem in submit(stub, opened.id, reason)["errors"]["why"]
    assert app.sent == []


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ({"response_action": "errors", "errors": {"why": "no"}}, 1),
        ({"response_action": "update", "view": MODAL}, 1),
        ({"response_action": "push", "view": MODAL}, 2),
        ({"response_action": "clear"}, 0),
        ({"response_action": "vanish"}, 1),
        ({}, 0),
        ([], 1),
    ],
)
def test_a_modal_does_as_the_app_answers(stub: SlackStub, app: App, answer: Any, left: int) -> None:
    app.answer = lambda _: (200, json.dumps(answer))
    opened = stub.workspace.views.open(ADA, MODAL)
    submit(stub, opened.id, "planned migration")
    assert len(stub.workspace.views.all()) == left


def test_a_modal_that_cannot_be_sent_off_stays(stub: SlackStub, app: App) -> None:
    for status, body in ((500, ""), (200, "<html>")):
        app.answer = lambda _, status=status, body=body: (status, body)  # type: ignore[misc]
        opened = stub.workspace.views.open(ADA, MODAL)
        assert not submit(stub, opened.id, "planned migration")["ok"]
        assert stub.workspace.views.find(opened.id)


@pytest.mark.parametrize("told", [True, False])
def test_an_app_hears_of_a_closed_modal_if_it_wants_to(
    stub: SlackStub, app: App, *, told: bool
) -> None:
    opened = stub.workspace.views.open(ADA, {**MODAL, "notify_on_close": told})
    acting.close({"user": ADA, "view_id": opened.id}, stub.workspace)
    assert [sent["type"] for sent in app.sent] == ["view_closed"] * told
    with pytest.raises(NothingThereError, match="not open"):
        acting.close({"user": ADA, "view_id": opened.id}, stub.workspace)


def test_a_response_url_changes_answers_and_deletes(stub: SlackStub, app: App) -> None:
    on = message(stub)
    press(stub, on)
    [payload] = app.sent
    assert respond(payload, text="muted", replace_original=True) == 200
    assert respond(payload, text="only you") == 200
    assert respond(payload, text="all of you", response_type="in_channel") == 200
    assert respond(payload, text="") == 400
    shown = [(m.payload["text"], m.user) for m in stub.record.messages()]
    assert shown == [("muted", None), ("only you", ADA), ("all of you", None)]
    assert respond(payload, delete_original=True) == 200
    assert stub.record.find(on.channel, on.ts) is None
    assert respond(payload, text="for the sixth time") == 404


def status_of(stub: SlackStub, content: dict[str, Any], kind: str) -> int:
    request = urllib.request.Request(
        f"{stub.workspace.address}/presses",
        data=json.dumps(content).encode(),
        headers={"Content-Type": kind},
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_nobody_from_elsewhere_can_press(stub: SlackStub, app: App) -> None:
    on = message(stub)
    press = {
        "user": ADA, "channel": CHANNEL, "ts": on.ts,
        "block_id": "what-to-do", "action_id": "mute",
    }  # fmt: skip
    assert status_of(stub, press, "text/plain") == 400
    assert status_of(stub, {**press, "user": "U0STRANGER"}, "application/json") == 400
    assert status_of(stub, press, "application/json") == 200
    assert [sent["user"]["id"] for sent in app.sent] == [ADA]
