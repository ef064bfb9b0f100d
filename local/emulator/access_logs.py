"""Requests of an HTTP API are written down in the access log of its stage, in the stage's format.

Stands for: API Gateway (`AccessLogSettings` of AWS::ApiGatewayV2::Stage); MiniStack writes none.
What is not known of a request is `-`, as there. A function that fails is answered for with 500, in
API Gateway's words, and one that is throttled with 503; of that AWS documents neither.
"""

import json
import re
import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ministack.core.responses import new_uuid, request_scope
from ministack.services import apigateway, cloudwatch_logs

from local.asgi import Message, Scope, Send
from local.emulator.calls import call

type Answer = tuple[int, dict[str, Any], bytes]

DEFAULT_STAGE = "$default"
OK, FAILED, REFUSED, THROTTLED = 200, 500, 503, 429
_ANSWERS = {FAILED: "Internal Server Error", REFUSED: "Service Unavailable"}
_FROM_LAMBDA = (502, THROTTLED)  # as MiniStack answers for a function that did not
_VARIABLE = re.compile(r"\$context\.([\w.]+)")

_invoke = apigateway._invoke_lambda_proxy


@dataclass
class Entry:
    """What is known of a request, by the names that API Gateway has for it."""

    known: dict[str, Any] = field(default_factory=lambda: {"requestId": new_uuid()})
    began: float = field(default_factory=time.monotonic)

    def milliseconds(self) -> int:
        """Return how long it has taken."""
        return round((time.monotonic() - self.began) * 1000)

    def line(self, form: str) -> str:
        """Write it in a stage's format, whose texts are those of JSON."""
        said = {name: json.dumps(str(value))[1:-1] for name, value in self.known.items()}
        return _VARIABLE.sub(lambda variable: said.get(variable[1], "-"), form)


_ENTRY: ContextVar[Entry] = ContextVar("request of an HTTP API")


def install() -> None:
    """See what an API asks of functions."""
    apigateway._invoke_lambda_proxy = invoke


async def invoke(
    integration: Any, api_id: str, stage: str, path: str, method: str, *more: Any, **given: Any
) -> Answer:
    """Invoke the function of a route, and note how that went."""
    entry = _ENTRY.get()
    began = entry.milliseconds()
    status, headers, body = await _invoke(integration, api_id, stage, path, method, *more, **given)
    caller, claims = given.get("authorizer_iam") or {}, given.get("authorizer_claims") or {}
    entry.known |= {
        "integrationLatency": entry.milliseconds() - began,
        "integrationStatus": OK,
        **({"identity.userArn": caller["userArn"]} if caller else {}),
        **{f"authorizer.claims.{name}": value for name, value in claims.items()},
    }
    if status in _FROM_LAMBDA and (why := _failure(body)):
        throttled = status == THROTTLED
        entry.known |= {"integrationStatus": status if throttled else OK}
        entry.known |= {"integrationErrorMessage": why}
        status = REFUSED if throttled else FAILED
        body = json.dumps({"message": _ANSWERS[status]}).encode()
    return status, headers, body


def _failure(body: bytes) -> str | None:
    """Say why a function did not answer, if it is Lambda that says so and not the function."""
    said = json.loads(body)
    if said.get("__type") == "TooManyRequestsException":
        return str(said["message"])
    if "errorType" not in said:
        return None
    why = f"{said['errorType']}: {said['errorMessage']}"
    return f"The Lambda function returned the following error: {why}."


class Logged:
    """Passes an answer on, and writes the line when it has gone out."""

    def __init__(self, scope: Scope, send: Send, api: str, path: str) -> None:
        self._send, self._api, self._sent = send, api, 0
        headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
        self._entry = Entry()
        self._entry.known |= {
            "requestTime": datetime.now(UTC).strftime("%d/%b/%Y:%H:%M:%S +0000"),
            "identity.sourceIp": (scope.get("client") or ("-",))[0],
            "identity.userAgent": headers.get("user-agent", "-"),
            "path": path,
            "protocol": f"HTTP/{scope.get('http_version', '1.1')}",
            "routeKey": self._route(scope["method"], path),
        }
        _ENTRY.set(self._entry)

    async def __call__(self, message: Message) -> None:
        """Pass on a part of the answer."""
        await self._send(message)
        if message["type"] == "http.response.start":
            self._entry.known["status"] = message["status"]
            return
        self._sent += len(message.get("body", b""))
        if not message.get("more_body"):
            self._write()

    def _route(self, method: str, path: str) -> str:
        scope = apigateway.find_api_scope(self._api)
        if scope is None:
            return "-"
        with request_scope(*scope):
            route = apigateway._match_route(self._api, method, path)
        return str(route["routeKey"]) if route else "-"

    def _write(self) -> None:
        scope = apigateway.find_api_scope(self._api)
        if scope is None:
            return
        took = self._entry.milliseconds()
        self._entry.known |= {"responseLength": self._sent, "responseLatency": took}
        with request_scope(*scope):
            stage = apigateway._stages.get(self._api, {}).get(DEFAULT_STAGE) or {}
            if settings := stage.get("accessLogSettings"):
                _append(settings["destinationArn"], self._api, self._entry.line(settings["format"]))


def _append(destination: str, stream: str, line: str) -> None:
    names = {"logGroupName": destination.partition(":log-group:")[2].removesuffix(":*")}
    names["logStreamName"] = stream
    group = cloudwatch_logs._log_groups.get(names["logGroupName"])
    if group is None:
        return
    if stream not in group["streams"]:
        call(cloudwatch_logs._create_log_stream, **names)
    event = {"timestamp": int(time.time() * 1000), "message": line}
    call(cloudwatch_logs._put_log_events, **names, logEvents=[event])
