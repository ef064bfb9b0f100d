"""Requests and answers as API Gateway knows them (HTTP API, payload format 2.0)."""

import base64
import binascii
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from shared.domain.signed_requests import SignedRequest
from shared.usecases.answer_interaction import Answer

type Event = Mapping[str, Any]
type Response = dict[str, Any]

_PROBLEM = "application/problem+json"


def signed_request(event: Event) -> SignedRequest:
    """Return the request with its body as Slack sent and signed it, byte by byte."""
    headers = {str(name).lower(): value for name, value in (event.get("headers") or {}).items()}
    return SignedRequest(
        _body(event),
        str(headers.get("x-slack-request-timestamp") or ""),
        str(headers.get("x-slack-signature") or ""),
    )


def request_id(event: Event) -> str:
    """Return the id by which logs know a request."""
    return str((event.get("requestContext") or {}).get("requestId") or "")


def source(event: Event) -> str:
    """Return the address that a request came from."""
    http = (event.get("requestContext") or {}).get("http") or {}
    return str(http.get("sourceIp") or "")


def taken(answer: Answer) -> Response:
    """Return that an interaction was taken, or what is wrong with a form."""
    if answer.errors is None:
        return _response(HTTPStatus.OK, "text/plain", "")
    errors = {"response_action": "errors", "errors": dict(answer.errors)}
    return _response(HTTPStatus.OK, "application/json", json.dumps(errors))


def problem(status: HTTPStatus, detail: str, event: Event) -> Response:
    """Return problem details (RFC 9457)."""
    said = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status,
        "detail": detail,
        "request_id": request_id(event),
    }
    return _response(status, _PROBLEM, json.dumps(said))


def _body(event: Event) -> bytes:
    body = str(event.get("body") or "")
    if not event.get("isBase64Encoded"):
        return body.encode(errors="surrogatepass")
    try:
        return base64.b64decode(body)
    except (binascii.Error, ValueError):
        return b""


def _response(status: HTTPStatus, kind: str, body: str) -> Response:
    headers = {"content-type": kind, "cache-control": "no-store"}
    return {"statusCode": int(status), "headers": headers, "body": body, "isBase64Encoded": False}
