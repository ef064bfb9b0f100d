"""What the local AWS answers under /_local/."""

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from ministack.services import eventbridge

from local.emulator import routes
from local.emulator.application import Application
from tests.builders.config_source import (
    AGENT,
    REGION,
    details,
    ids,
    result,
)

if TYPE_CHECKING:
    from mypy_boto3_config import ConfigServiceClient as Config

EVENTS, CONFIG = "/_local/aws-events", "/_local/aws-config"
PLACE = {"account": AGENT, "region": REGION}


@pytest.fixture
def delivered(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return the events that are delivered from now on."""
    events: list[Any] = []
    monkeypatch.setattr(eventbridge, "_dispatch_event", events.append)
    return events


def post(path: str, content: object, query: str = "") -> tuple[int, Any]:
    return routes.answer("POST", path, query.encode(), json.dumps(content).encode())


def test_an_event_is_delivered_and_known(config: "Config", delivered: list[Any]) -> None:
    event = result("a")
    assert post(EVENTS, [event]) == (200, {"delivered": [event["id"]], "lost": []})
    assert [each["EventId"] for each in delivered] == [event["id"]]
    assert ids(details(config)) == ["a"]


def test_an_event_that_is_lost_is_known_all_the_same(
    config: "Config", delivered: list[Any]
) -> None:
    event = result("a")
    assert post(EVENTS, [event], "deliver=no") == (200, {"delivered": [], "lost": [event["id"]]})
    assert delivered == []
    assert ids(details(config)) == ["a"]


@pytest.mark.parametrize("query", ["deliver=", "deliver=maybe", "delivery=no"])
def test_a_query_that_is_not_understood_publishes_nothing(delivered: list[Any], query: str) -> None:
    status, document = post(EVENTS, [result("a")], query)
    assert (status, delivered) == (400, [])
    assert document["message"] == "the query may be deliver=yes or deliver=no, and nothing else"


def test_one_event_that_is_none_keeps_all_back(delivered: list[Any]) -> None:
    assert post(EVENTS, [result("a"), 1]) == (400, {"message": "[1] is not a JSON object"})
    assert routes.answer("POST", EVENTS, b"", b"{")[0] == 400
    assert delivered == []


def test_the_application_hands_the_query_on_and_knows_no_other_paths(
    config: "Config", delivered: list[Any]
) -> None:
    async def ask(method: str, path: str, query: bytes, body: bytes) -> int:
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        scope = {"type": "http", "method": method, "path": path, "query_string": query}
        await Application("instance")(scope, receive, send)
        return int(sent[0]["status"])

    body = json.dumps([result("a")]).encode()
    assert asyncio.run(ask("POST", EVENTS, b"deliver=no", body)) == 200
    assert asyncio.run(ask("GET", CONFIG, b"", b"")) == 200
    assert asyncio.run(ask("GET", "/_local/health", b"", b"")) == 200
    assert asyncio.run(ask("GET", EVENTS, b"", b"")) == 404
    assert delivered == []
    assert ids(details(config)) == ["a"]
