"""A dead letter as people look at it: what it is about, why it is here, what it says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shared.adapters.dead_letter_format import (
    FAILED_AT,
    MESSAGE_ID,
    REASON,
    RECEIVES,
    SENT_AT,
    WHERE,
    unpack,
)
from shared.adapters.sqs_records import from_milliseconds
from shared.domain.times import write_time
from tools.dlq.places import Kind
from tools.dlq.reasons import Why, why

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageTypeDef

type Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """`message_id` and `receives` are of the message that became the letter, where it says them.

    Times are texts (ISO 8601, UTC); what is not known is the empty text.
    """

    id: str
    reason: str
    where: str
    failed_at: str
    first_enqueued: str
    account: str
    about: str
    message_id: str
    receives: str
    attributes: Mapping[str, str]
    body: str


def read_letter(message: "MessageTypeDef", kind: Kind) -> Letter:
    """Return the letter that a message of a queue of that kind is."""
    given = message.get("MessageAttributes", {})
    attributes = {name: value.get("StringValue", "") for name, value in given.items()}
    body = unpack(message.get("Body", ""), attributes)
    said = _object(body)
    reason = _given(attributes) or why(kind, attributes, said, body)
    sent = from_milliseconds(str(message.get("Attributes", {}).get("SentTimestamp")))
    return Letter(
        id=message["MessageId"],
        reason=reason.reason,
        where=reason.where,
        failed_at=attributes.get(FAILED_AT, ""),
        first_enqueued=attributes.get(SENT_AT) or (write_time(sent) if sent else ""),
        account=_text(said, "account"),
        about=_about(kind, said),
        message_id=attributes.get(MESSAGE_ID, ""),
        receives=attributes.get(RECEIVES, ""),
        attributes=attributes,
        body=body,
    )


def _given(attributes: Mapping[str, str]) -> Why | None:
    if REASON not in attributes:
        return None
    return Why(attributes[REASON], attributes.get(WHERE, ""))


def _object(body: str) -> Json:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _about(kind: Kind, said: Json) -> str:
    match kind:
        case Kind.EVENTS:
            return _about_event(_member(said, "detail")) or _text(said, "detail-type")
        case Kind.ALERTS:
            return _text(said, "text")
        case Kind.SCHEDULES:
            return _text(_member(said, "requestContext"), "functionArn").rpartition("function:")[2]
        case Kind.INTERACTIONS:
            return _about_errand(_member(said, "requestPayload"))


def _about_errand(payload: Json) -> str:
    """Return what was to be done, and for whom."""
    by = _member(_member(payload, "of"), "by")
    return " / ".join(filter(None, (_text(payload, "errand"), _text(by, "name"), _text(by, "id"))))


def _about_event(detail: Json) -> str:
    item = _member(detail, "configurationItem") or _member(detail, "configurationItemSummary")
    resource = _text(detail, "resourceId") or _text(item, "resourceId")
    what = _text(detail, "configRuleName") or _text(item, "resourceType")
    return " / ".join(filter(None, (what, resource))) or _text(detail, "eventName")


def _member(parent: Json, name: str) -> Json:
    value = parent.get(name)
    return value if isinstance(value, dict) else {}


def _text(parent: Json, name: str) -> str:
    value = parent.get(name)
    return value if isinstance(value, str) else ""
