"""What Slack answers to a message: as it is written, or as the stub was told to."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from local.slack import block_kit

if TYPE_CHECKING:
    from collections.abc import Collection

    from local.slack.record import Fault

JSON, TEXT, HTML = "application/json", "text/plain; charset=utf-8", "text/html; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A status, a body, headers beside it, and why, for the log.

    `error` is Slack's word in an answer of the Web API, which says it with status 200.
    """

    status: int
    body: str | bytes
    kind: str = TEXT
    headers: dict[str, str] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    error: str | None = None

    @property
    def recorded(self) -> int:
        """The status that is remembered: an error is none of 200."""
        refused = self.error is not None and self.status == HTTPStatus.OK
        return HTTPStatus.BAD_REQUEST if refused else self.status


def in_json(content: object, status: int = HTTPStatus.OK) -> Answer:
    """Answer something as JSON."""
    return Answer(status=status, body=json.dumps(content), kind=JSON)


def api_error(
    error: str,
    reasons: list[str] | None = None,
    *,
    status: int = HTTPStatus.OK,
    headers: dict[str, str] | None = None,
) -> Answer:
    """Answer as the Web API refuses: its word, and details where it gives any."""
    details = {"response_metadata": {"messages": reasons}} if reasons else {}
    body = json.dumps({"ok": False, "error": error, **details})
    return Answer(
        status=status,
        body=body,
        kind=JSON,
        headers=headers or {},
        reasons=reasons or [error],
        error=error,
    )


def rate_limited(seconds: int) -> Answer:
    """Answer the Web API's 429."""
    after = {"Retry-After": str(seconds)}
    return api_error("ratelimited", status=HTTPStatus.TOO_MANY_REQUESTS, headers=after)


def to_webhook(payload: object, lacking: Collection[str] = ()) -> Answer:
    """Answer a message as an incoming webhook does: one word, and never the reason.

    `lacking` are the types of blocks that this workspace does not know yet.
    """
    match payload:
        case {"blocks": [_, *_] as blocks}:
            reasons = block_kit.problems(blocks, lacking=lacking)
        case {"attachments": [_, *_] as attachments}:
            reasons = attachment_problems(attachments, lacking)
        case {"text": str(text)} if text:
            reasons = []
        case {"blocks": blocks} if not isinstance(blocks, list):
            reasons = ["blocks is not a list"]
        case dict():
            return _refusal("no_text", ["neither text nor blocks nor attachments"])
        case _:
            return _refusal("invalid_payload", ["the body is not a JSON object"])
    return _refusal("invalid_blocks", reasons) if reasons else Answer(status=200, body="ok")


def attachment_problems(attachments: list[Any], lacking: Collection[str] = ()) -> list[str]:
    """Say everything that Slack would refuse in the blocks of attachments."""
    return [why for each in attachments for why in _of_attachment(each, lacking)]


def to_fault(fault: Fault) -> Answer | None:
    """Answer as the fault says, or None when it says nothing of it."""
    if fault.status is None and fault.error is None:
        return None
    after = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    status = fault.status or HTTPStatus.BAD_REQUEST
    limited = status == HTTPStatus.TOO_MANY_REQUESTS
    body = fault.error or ("rate_limited" if limited else HTTPStatus(status).phrase)
    return Answer(status=status, body=body, headers=after, reasons=["told to"])


def to_fault_of_api(fault: Fault) -> Answer | None:
    """Answer a call of the Web API as the fault says."""
    if fault.error is not None:
        after = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
        return api_error(fault.error, status=fault.status or HTTPStatus.OK, headers=after)
    if fault.status == HTTPStatus.TOO_MANY_REQUESTS:
        return rate_limited(fault.retry_after or 1)
    if fault.status == HTTPStatus.BAD_REQUEST:
        return api_error("invalid_blocks")
    return to_fault(fault)


def _of_attachment(attachment: Any, lacking: Collection[str]) -> list[str]:
    blocks = attachment.get("blocks", []) if isinstance(attachment, dict) else None
    return block_kit.problems(blocks, lacking=lacking)


def _refusal(word: str, reasons: list[str]) -> Answer:
    return Answer(status=HTTPStatus.BAD_REQUEST, body=word, reasons=reasons)
