"""What Slack answers to a message: as it is written, or as the stub was told to."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from local.slack import block_kit

if TYPE_CHECKING:
    from local.slack.record import Fault


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A status, a body of plain text, headers beside it, and why, for the log."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)


def to_webhook(payload: object) -> Answer:
    """Answer a message as an incoming webhook does: one word, and never the reason."""
    match payload:
        case {"blocks": [_, *_] as blocks}:
            reasons = block_kit.problems(blocks)
        case {"attachments": [_, *_] as attachments}:
            reasons = [why for each in attachments for why in _of_attachment(each)]
        case {"text": str(text)} if text:
            reasons = []
        case {"blocks": blocks} if not isinstance(blocks, list):
            reasons = ["blocks is not a list"]
        case dict():
            return _refusal("no_text", ["neither text nor blocks nor attachments"])
        case _:
            return _refusal("invalid_payload", ["the body is not a JSON object"])
    return _refusal("invalid_blocks", reasons) if reasons else Answer(status=200, body="ok")


def to_fault(fault: Fault) -> Answer | None:
    """Answer as the fault says, or None when it says no status."""
    if fault.status is None:
        return None
    after = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    limited = fault.status == HTTPStatus.TOO_MANY_REQUESTS
    body = "rate_limited" if limited else HTTPStatus(fault.status).phrase
    return Answer(status=fault.status, body=body, headers=after, reasons=["told to"])


def _of_attachment(attachment: Any) -> list[str]:
    blocks = attachment.get("blocks", []) if isinstance(attachment, dict) else None
    return block_kit.problems(blocks)


def _refusal(word: str, reasons: list[str]) -> Answer:
    return Answer(status=HTTPStatus.BAD_REQUEST, body=word, reasons=reasons)
