"""A dead letter as a message of SQS: the body as it came, the rest in attributes beside it.

A body that SQS would not take as it is (too large together with the attributes, or holding
characters that no message may hold) is compressed, which an attribute says.
"""

import base64
import gzip
import re
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from shared.domain.dead_letters import DeadLetter
from shared.domain.times import write_time

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageAttributeValueTypeDef

REASON, WHERE, FAILED_AT = "Reason", "Where", "FailedAt"
MESSAGE_ID, RECEIVES, SENT_AT, ENCODING = "MessageId", "Receives", "SentAt", "ContentEncoding"
COMPRESSED = "gzip+base64"
# SQS API reference, SendMessage: 1 MiB with the attributes, and these characters only.
LARGEST = 1024 * 1024
_NOT_ALLOWED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST_REASON = 2000

type Attributes = dict[str, MessageAttributeValueTypeDef]


class TooLargeError(ValueError):
    """A message that is too large for SQS even when it is compressed."""


def pack(letter: DeadLetter) -> tuple[str, Attributes]:
    """Return the body and the attributes of the message.

    Raises:
        TooLargeError: it cannot be made to fit.

    """
    body, attributes = letter.message.body, _attributes(letter)
    if not can_be_sent(body) or _size(body, attributes) > LARGEST:
        body = base64.b64encode(gzip.compress(body.encode(errors="surrogatepass"))).decode()
        attributes |= _texts({ENCODING: COMPRESSED})
    if (size := _size(body, attributes)) > LARGEST:
        raise TooLargeError(f"{size} bytes; {LARGEST} are possible")
    return body, attributes


def unpack(body: str, attributes: Mapping[str, str]) -> str:
    """Return the body as it was delivered; one that cannot be decompressed stays as it is."""
    if attributes.get(ENCODING) != COMPRESSED:
        return body
    try:
        decompressed = gzip.decompress(base64.b64decode(body, validate=True))
        return decompressed.decode(errors="surrogatepass")
    except (ValueError, OSError, EOFError, zlib.error):
        return body


def can_be_sent(body: str) -> bool:
    """Whether SQS takes the text as the body of a message."""
    return bool(body) and not _NOT_ALLOWED.search(body) and len(body.encode()) <= LARGEST


def _attributes(letter: DeadLetter) -> Attributes:
    sent_at = letter.message.sent_at
    return _texts(
        {
            REASON: letter.reason[:_LONGEST_REASON],
            WHERE: letter.where,
            FAILED_AT: write_time(letter.failed_at),
            MESSAGE_ID: letter.message.message_id,
            RECEIVES: str(letter.message.receives),
            SENT_AT: write_time(sent_at) if sent_at else "",
        }
    )


def _texts(values: Mapping[str, str]) -> Attributes:
    """Return texts as attributes, which cannot be empty."""
    return {
        name: {"DataType": "String", "StringValue": _NOT_ALLOWED.sub("\ufffd", value)}
        for name, value in values.items()
        if value
    }


def _size(body: str, attributes: Attributes) -> int:
    """Return what SQS counts: body, and names, types and values of attributes, in bytes."""
    parts = [body, *attributes]
    parts += [value["DataType"] + value["StringValue"] for value in attributes.values()]
    return sum(len(part.encode(errors="surrogatepass")) for part in parts)
