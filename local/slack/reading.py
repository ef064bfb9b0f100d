"""What a request holds: JSON, a form, or a form in several parts."""

import json
from email import message_from_bytes
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl


def parsed(body: bytes) -> Any:
    """Return what a body holds as JSON, or else its text."""
    try:
        return json.loads(body)
    except ValueError:
        return body.decode(errors="replace")


def arguments_of(query: str, body: bytes, kind: str) -> dict[str, Any]:
    """Return the arguments of a call, in whichever of the ways they are given that Slack takes."""
    given: dict[str, Any] = dict(parse_qsl(query))
    if kind.startswith("application/json"):
        content = parsed(body)
        return {**given, **content} if isinstance(content, dict) else given
    return {**given, **dict(parse_qsl(body.decode(errors="replace")))}


def content_of(body: bytes, kind: str) -> bytes:
    """Return the bytes of an uploaded file: the body, or the first part of a form."""
    if not kind.startswith("multipart/form-data"):
        return body
    message = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=HTTP)
    first = next(message.iter_parts(), None)
    content = first.get_payload(decode=True) if first is not None else b""
    return content if isinstance(content, bytes) else b""
