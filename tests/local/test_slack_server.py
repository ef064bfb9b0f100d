import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from local.slack.server import SlackStub

WEBHOOK = "/services/T0/B0/secret"


class Stub:
    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"

    def ask(self, method: str, path: str, body: Any = None, timeout: float = 5) -> tuple[int, str]:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data=data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def messages(self) -> list[dict[str, Any]]:
        listing: list[dict[str, Any]] = json.loads(self.ask("GET", "/messages")[1])
        return listing


@pytest.fixture
def stub() -> Iterator[Stub]:
    server = SlackStub(0)  # any free port: other tests run beside this one
    server.start()
    yield Stub(server.server_port)
    server.shutdown()
    server.server_close()


def test_a_message_is_remembered_with_what_it_was_answered(stub: Stub) -> None:
    assert stub.ask("POST", WEBHOOK, {"text": "hello"}) == (200, "ok")
    [message] = stub.messages()
    assert message.pop("received_at").endswith("+00:00")
    assert message.pop("ts") > "1"
    assert message.pop("channel").startswith("C0HOOK")
    assert message == {
        "method": "webhook", "target": WEBHOOK, "payload": {"text": "hello"}, "status": 200,
        "error": None, "thread_ts": None, "user": None, "edits": [],
    }  # fmt: skip


def test_messages_can_be_forgotten(stub: Stub) -> None:
    stub.ask("POST", WEBHOOK, {"text": "hello"})
    assert stub.ask("DELETE", "/messages")[0] == 200
    assert stub.messages() == []


def test_faults_are_given_once_each_in_their_order(stub: Stub) -> None:
    stub.ask("PUT", "/faults", [{"status": 429, "retry_after": 1}, {"status": 500}, {"delay": 0.1}])
    answers = [stub.ask("POST", WEBHOOK, {"text": "hello"})[0] for _ in range(4)]
    assert answers == [429, 500, 200, 200]
    assert [message["status"] for message in stub.messages()] == answers


def test_an_empty_list_clears_the_faults(stub: Stub) -> None:
    stub.ask("PUT", "/faults", [{"status": 500}])
    stub.ask("PUT", "/faults", [])
    assert stub.ask("POST", WEBHOOK, {"text": "hello"}) == (200, "ok")


def test_a_reset_closes_the_connection_and_the_message_is_remembered(stub: Stub) -> None:
    stub.ask("PUT", "/faults", [{"reset": True}])
    with pytest.raises(ConnectionResetError):
        stub.ask("POST", WEBHOOK, {"text": "hello"})
    assert [message["status"] for message in stub.messages()] == [None]


def test_with_a_delay_a_reset_is_a_message_that_is_never_answered(stub: Stub) -> None:
    stub.ask("PUT", "/faults", [{"delay": 1, "reset": True}])
    with pytest.raises(TimeoutError):
        stub.ask("POST", WEBHOOK, {"text": "hello"}, timeout=0.1)
    assert stub.messages() == []


def test_a_list_that_holds_no_faults_is_refused_with_the_reason(stub: Stub) -> None:
    status, body = stub.ask("PUT", "/faults", [{"code": 500}])
    assert status == 400
    assert "status, retry_after, delay, reset, error" in body


def test_the_page_shows_the_messages(stub: Stub) -> None:
    stub.ask("POST", WEBHOOK, {"text": "hello *there*"})
    status, page = stub.ask("GET", "/")
    assert status == 200
    assert "hello <b>there</b>" in page


def test_an_unknown_address_is_not_found(stub: Stub) -> None:
    assert [stub.ask(method, "/nowhere", {})[0] for method in ("POST", "PUT")] == [404, 404]
    assert [stub.ask(method, "/nowhere")[0] for method in ("GET", "DELETE")] == [404, 404]
