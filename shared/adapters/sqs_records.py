"""The records of an SQS batch as Lambda delivers it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from shared.domain.dead_letters import Received


def read_records(records: Sequence[Mapping[str, Any]]) -> dict[str, Received]:
    """Return the messages of a batch by their ids, whatever a record lacks.

    One without an id gets a number: when it fails, Lambda does not know it and delivers the whole
    batch again, which loses nothing.
    """
    read = (_read(record, f"record {number}") for number, record in enumerate(records))
    return {message.message_id: message for message in read}


def from_milliseconds(stamp: str) -> datetime | None:
    """Return the instant of one of SQS's time stamps (milliseconds since the epoch), if it is."""
    return datetime.fromtimestamp(int(stamp) / 1000, UTC) if stamp.isdecimal() else None


def _read(record: Mapping[str, Any], unnamed: str) -> Received:
    attributes = record.get("attributes") or {}
    receives = str(attributes.get("ApproximateReceiveCount"))
    return Received(
        message_id=_text(record, "messageId") or unnamed,
        receipt=_text(record, "receiptHandle"),
        body=_text(record, "body"),
        receives=int(receives) if receives.isdecimal() else 1,
        sent_at=from_milliseconds(str(attributes.get("SentTimestamp"))),
    )


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""
