"""The access log of an HTTP API."""

# ruff: noqa: SLF001 - the emulator has no public extension points
import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from ministack.core.responses import request_scope
from ministack.services import apigateway, cloudwatch_logs

from local.asgi import Message, Receive, Scope, Send
from local.emulator import access_logs, http_api
from local.emulator.calls import call

API, GROUP = "a1b2c3", "access"
ACCOUNT, REGION = "111111111111", "eu-central-1"
FORMAT = {
    "route": "$context.routeKey",
    "path": "$context.path",
    "status": "$context.status",
    "caller": "$context.identity.userArn",
    "agent": "$context.identity.userAgent",
    "bytes": "$context.responseLength",
    "integration_status": "$context.integrationStatus",
    "integration_error": "$context.integrationErrorMessage",
}
SIGNED = [(b"authorization", b"AWS4-HMAC-SHA256 Credential=x"), (b"user-agent", b'a "tool"')]
JSON = {"content-type": "application/json"}


@pytest.fixture(autouse=True)
def api() -> Iterator[None]:
    """An API with one signed route and an access log."""
    with request_scope(ACCOUNT, REGION):
        call(cloudwatch_logs._create_log_group, logGroupName=GROUP)
        settings = {
            "destinationArn": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{GROUP}:*",
            "format": json.dumps(FORMAT),
        }
        apigateway._apis[API] = {"apiId": API}
        apigateway._stages[API] = {"$default": {"accessLogSettings": settings}}
        apigateway._routes[API] = {
            "r": {"routeKey": "GET /events", "authorizationType": "AWS_IAM", "target": "x"}
        }
        yield
    apigateway.reset()
    cloudwatch_logs.reset()


def asked(path: str, headers: list[tuple[bytes, bytes]], answer: Any = None) -> Any:
    """Ask the API, whose function answers so; return the status and the line of the log."""
    sent: list[Message] = []

    async def keep(message: Message) -> None:
        sent.append(message)

    async def emulator(_scope: Scope, _receive: Receive, send: Send) -> None:
        caller = {"userArn": "arn:aws:iam::111111111111:root"}
        given = {"authorizer_iam": caller}
        status, _, body = await access_logs.invoke({}, API, "$default", path, "GET", **given)
        names = [(b"apigw-requestid", b"x")]
        await send({"type": "http.response.start", "status": status, "headers": names})
        await send({"type": "http.response.body", "body": body})

    async def function(*_given: Any, **_more: Any) -> Any:
        return answer

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"method": "GET", "path": f"{http_api.PREFIX}{API}{path}", "headers": headers}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(access_logs, "_invoke", function)
        asyncio.run(http_api.answer(emulator, scope | {"query_string": b""}, receive, keep))
    with request_scope(ACCOUNT, REGION):
        events = call(cloudwatch_logs._filter_log_events, logGroupName=GROUP)["events"]
    return sent[0]["status"], [json.loads(each["message"]) for each in events]


def test_an_answered_request_is_a_line_in_the_format_of_the_stage() -> None:
    status, [line] = asked("/events", SIGNED, (200, JSON, b'{"items": []}'))
    assert status == 200
    assert line == {
        "route": "GET /events",
        "path": "/events",
        "status": "200",
        "caller": "arn:aws:iam::111111111111:root",
        "agent": 'a "tool"',
        "bytes": "13",
        "integration_status": "200",
        "integration_error": "-",
    }


def test_a_refused_request_is_one_too() -> None:
    status, [line] = asked("/events", [])
    assert (status, line["status"], line["caller"]) == (403, "403", "-")
    status, [_, line] = asked("/nothing", SIGNED)
    assert (status, line["status"], line["route"]) == (404, "404", "-")


def test_a_function_that_fails_is_said_with_what_it_said_to_lambda() -> None:
    failed = json.dumps({"errorType": "KeyError", "errorMessage": "'EVENTS_TABLE'"}).encode()
    status, [line] = asked("/events", SIGNED, (502, JSON, failed))
    assert (status, line["status"], line["integration_status"]) == (500, "500", "200")
    assert "KeyError: 'EVENTS_TABLE'" in line["integration_error"]


def test_a_function_that_is_throttled_is_said_so() -> None:
    refused = {"__type": "TooManyRequestsException", "message": "Rate Exceeded"}
    status, [line] = asked("/events", SIGNED, (429, JSON, json.dumps(refused).encode()))
    assert (status, line["status"], line["integration_status"]) == (503, "503", "429")
    assert line["integration_error"] == "Rate Exceeded"


@pytest.mark.parametrize("body", [{"message": "too many exports"}, {"reason": "the tables"}])
@pytest.mark.parametrize("status", [429, 502])
def test_what_the_function_answers_itself_stays_its_answer(status: int, body: Any) -> None:
    seen, [line] = asked("/events", SIGNED, (status, JSON, json.dumps(body).encode()))
    assert (seen, line["status"], line["integration_error"]) == (status, str(status), "-")
