"""The stub's Web API: as Slack answers, with Slack's own words for what is wrong."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_sdk.web import WebClient

from local.slack.channels import Limits
from local.slack.record import Fault
from local.slack.server import SlackStub
from tests.builders.slack import slack

TOKEN = {"Authorization": "Bearer xoxb-1"}
SAID = {"channel": "C1", "text": "hello"}
MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Mute"},
    "blocks": [{"type": "divider"}],
}


class Client:
    """Calls methods as the SDK does, or in the other ways that Slack takes."""

    def __init__(self, stub: SlackStub) -> None:
        self.stub = stub

    def send(
        self, path: str, body: bytes, headers: dict[str, str], method: str = "POST"
    ) -> tuple[int, Any, dict[str, str]]:
        address = self.stub.workspace.address + path
        request = urllib.request.Request(address, data=body, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status, _read(answer.read()), dict(answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, _read(error.read()), dict(error.headers)

    def call(self, method: str, **arguments: Any) -> Any:
        return self.call_with(TOKEN, method, **arguments)

    def call_with(self, headers: dict[str, str], method: str, **arguments: Any) -> Any:
        kind = {"Content-Type": "application/json;charset=utf-8"}
        body = json.dumps(arguments).encode()
        return self.send(f"/api/{method}", body, {**kind, **headers})[1]


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode()


def limited(client: Client, limits: Limits) -> None:
    """Have the channels take so much, at one instant: however long the calls take here."""
    client.stub.workspace.channels.clock = lambda: 0.0
    client.stub.workspace.channels.limit(limits)


@pytest.fixture
def client() -> Iterator[Client]:
    with slack() as stub:
        yield Client(stub)


def test_a_message_is_answered_with_where_it_is(client: Client) -> None:
    answer = client.call("chat.postMessage", **SAID)
    [message] = client.stub.record.listing()
    assert (answer["ok"], answer["channel"], answer["ts"]) == (True, "C1", message["ts"])
    assert (message["method"], message["target"]) == ("chat.postMessage", "C1")
    assert message["payload"] == {"text": "hello"}


def test_every_message_has_a_ts_of_its_own(client: Client) -> None:
    said = [client.call("chat.postMessage", **SAID)["ts"] for _ in range(20)]
    assert sorted(set(said)) == said


def test_arguments_may_come_as_a_form(client: Client) -> None:
    blocks = json.dumps([{"type": "divider"}])
    body = urlencode({**SAID, "blocks": blocks, "token": "xoxb-1"}).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.send("/api/chat.postMessage", body, kind)[1]["ok"]
    assert client.stub.record.listing()[0]["payload"]["blocks"] == [{"type": "divider"}]


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"channel": "alerts"}, "channel_not_found"),
        ({"channel": "C0OLD"}, "is_archived"),
        ({"text": ""}, "no_text"),
        ({"text": "a" * 40_001}, "msg_too_long"),
        ({"blocks": "divider"}, "invalid_blocks_format"),
        ({"blocks": [{"type": "marquee"}]}, "invalid_blocks"),
        ({"attachments": [{"blocks": [{"type": "marquee"}]}]}, "invalid_attachments"),
        ({"thread_ts": "1.000000"}, "thread_not_found"),
    ],
)
def test_a_message_is_refused_in_slacks_words(
    client: Client, changed: dict[str, Any], error: str
) -> None:
    client.stub.workspace.channels.configure({"C0OLD": {"name": "old", "error": "is_archived"}})
    answer = client.call("chat.postMessage", **{**SAID, **changed})
    assert (answer["ok"], answer["error"]) == (False, error)
    [message] = client.stub.record.listing()
    assert (message["status"], message["error"]) == (400, error)


@pytest.mark.parametrize(
    ("headers", "error"),
    [({}, "not_authed"), ({"Authorization": "Bearer xoxp-1"}, "invalid_auth")],
)
def test_without_a_bots_token_nothing_is_done(
    client: Client, headers: dict[str, str], error: str
) -> None:
    assert client.call_with(headers, "chat.postMessage", **SAID)["error"] == error


def test_who_the_bot_is_can_be_asked_and_other_methods_there_are_none(client: Client) -> None:
    assert client.call("auth.test")["bot_id"] == "B000LOCAL"
    assert client.call("chat.delete")["error"] == "unknown_method"


def test_a_change_keeps_what_the_message_said_before(client: Client) -> None:
    ts = client.call("chat.postMessage", **SAID)["ts"]
    assert client.call("chat.update", channel="C1", ts=ts, text="over")["ts"] == ts
    [message] = client.stub.record.listing()
    assert message["payload"] == {"text": "over"}
    assert [edit["payload"] for edit in message["edits"]] == [{"text": "hello"}]
    assert client.call("chat.update", channel="C2", ts=ts, text="x")["error"] == "message_not_found"


def test_an_answer_stands_in_its_thread(client: Client) -> None:
    ts = client.call("chat.postMessage", **SAID)["ts"]
    client.call("chat.postMessage", **SAID, thread_ts=ts)
    assert [message["thread_ts"] for message in client.stub.record.listing()] == [None, ts]


def test_one_message_a_second_after_a_short_burst(client: Client) -> None:
    limited(client, Limits(per_second=1, burst=2))
    answers = [client.call("chat.postMessage", **SAID)["ok"] for _ in range(3)]
    assert answers == [True, True, False]
    kind = {"Content-Type": "application/json", **TOKEN}
    status, said, headers = client.send("/api/chat.postMessage", json.dumps(SAID).encode(), kind)
    assert (status, said["error"], headers["Retry-After"]) == (429, "ratelimited", "1")
    assert client.call("chat.postMessage", **{**SAID, "channel": "C2"})["ok"]


def test_a_webhook_has_the_same_limit(client: Client) -> None:
    kind = {"Content-Type": "application/json"}
    assert client.send("/limits", b'{"per_second": 0.1, "burst": 1}', kind, "PUT")[0] == 200
    sent = [client.send("/services/T/B/x", b'{"text": "a"}', kind) for _ in range(2)]
    assert [status for status, _, _ in sent] == [200, 429]
    assert sent[1][2]["Retry-After"] == "10"


@pytest.mark.parametrize(
    ("fault", "status", "error"),
    [
        (Fault(status=429, retry_after=9), 429, "ratelimited"),
        (Fault(error="token_revoked"), 200, "token_revoked"),
        (Fault(status=400), 200, "invalid_blocks"),
    ],
)
def test_a_fault_is_said_as_the_web_api_says_it(
    client: Client, fault: Fault, status: int, error: str
) -> None:
    client.stub.record.set_faults([fault])
    kind = {"Content-Type": "application/json", **TOKEN}
    answered, said, _ = client.send("/api/chat.postMessage", json.dumps(SAID).encode(), kind)
    assert (answered, said["error"]) == (status, error)


def test_a_modal_needs_a_trigger_that_nobody_has_used(client: Client) -> None:
    trigger = client.stub.workspace.interactions.trigger("U000ADA")
    opened = client.call("views.open", trigger_id=trigger, view=MODAL)["view"]
    again = client.call("views.open", trigger_id=trigger, view=json.dumps(MODAL))
    assert again["error"] == "exchanged_trigger_id"
    unknown = client.call("views.open", trigger_id="1.2.x", view=MODAL)
    assert unknown["error"] == "invalid_trigger_id"
    changed = client.call("views.update", view_id=opened["id"], view=MODAL, hash=opened["hash"])
    assert changed["ok"]
    late = client.call("views.update", view_id=opened["id"], view=MODAL, hash=opened["hash"])
    assert late["error"] == "hash_conflict"
    assert client.call("views.update", view_id="V9", view=MODAL)["error"] == "not_found"


def test_a_modal_that_slack_would_not_show_is_refused(client: Client) -> None:
    long = {**MODAL, "title": {"type": "plain_text", "text": "a" * 25}}
    refused = client.call("views.open", trigger_id="t", view=long)
    assert refused["error"] == "invalid_arguments"
    large = {**MODAL, "private_metadata": "a" * 250_000}
    assert client.call("views.open", trigger_id="t", view=large)["error"] == "view_too_large"


def test_a_file_that_was_not_uploaded_cannot_be_shared(client: Client) -> None:
    ticket = client.call("files.getUploadURLExternal", filename="a.txt", length=3)
    path = ticket["upload_url"].removeprefix(client.stub.workspace.address)
    shared = {"files": [{"id": ticket["file_id"]}], "channel_id": "C1"}
    complete = "files.completeUploadExternal"
    assert client.call(complete, **shared)["error"] == "file_not_found"
    assert client.send(path, b"four", {})[0] == 400
    assert client.send(path, b"yes", {})[0] == 200
    assert client.call(complete, **{**shared, "channel_id": "no"})["error"] == "invalid_channel"
    assert client.call(complete, **shared)["ok"]
    assert client.send(f"/files/{ticket['file_id']}", b"", {}, "GET")[1] == "yes"
    assert client.call("files.getUploadURLExternal")["error"] == "invalid_arguments"


@pytest.mark.parametrize("in_thread", [False, True])
def test_a_file_is_uploaded_and_shared_as_the_sdk_does_it(
    client: Client, *, in_thread: bool
) -> None:
    thread = client.call("chat.postMessage", **SAID)["ts"] if in_thread else None
    sdk = WebClient("xoxb-1", base_url=f"{client.stub.workspace.address}/api/", timeout=5)
    shared = sdk.files_upload_v2(
        filename="a.txt", content=b"text", title="The list", channel="C1", thread_ts=thread
    )
    assert shared["ok"]
    message = client.stub.record.messages()[-1]
    assert (message.channel, message.thread_ts) == ("C1", thread)
    [file] = message.payload["files"]
    kept = client.stub.workspace.files.find(file["id"])
    assert kept
    assert (kept.name, kept.title, kept.content) == ("a.txt", "The list", b"text")


def test_a_whisper_is_for_somebody_in_the_channel(client: Client) -> None:
    whisper = "chat.postEphemeral"
    assert client.call(whisper, **SAID, user="U9")["error"] == "user_not_in_channel"
    assert client.call(whisper, **SAID, user="U000ADA")["message_ts"]
    assert client.stub.record.listing()[-1]["user"] == "U000ADA"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/limits", b'{"a": 1}'),
        ("/channels", b"[]"),
        ("/lacking", b'{"type": "table"}'),
        ("/interactions", b'{"url": "ftp://x", "signing_secret": ""}'),
        ("/interactions", b"{}"),
        ("/faults", b"{"),
    ],
)
def test_what_cannot_be_set_is_refused_with_the_reason(
    client: Client, path: str, body: bytes
) -> None:
    status, said, _ = client.send(path, body, {}, "PUT")
    assert status == 400
    assert said["message"]
