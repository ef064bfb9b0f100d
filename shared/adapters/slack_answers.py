"""What Slack's answer to a webhook means.

Source: docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, "Handling errors".
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from shared.domain.delivery import Delivered, Delivery, Refused, RetryLater, Unavailable

# A server that asks for more than this is asked again all the same.
_LONGEST_RETRY_AFTER = timedelta(hours=1)
_BODY_IN_LOG = 100


def read_answer(status: int, body: str, headers: Mapping[str, Any]) -> Delivery:
    """Return what an answer means; what it says is kept for the log."""
    reason = f"{status} {' '.join(body.split())[:_BODY_IN_LOG]}".strip()
    match status:
        case _ if 200 <= status < 300:  # noqa: PLR2004 - as HTTP has it
            return Delivered()
        case 429:
            return RetryLater(reason, retry_after(headers))
        case 408 | 425:
            return RetryLater(reason)
        case 400 | 413:
            return Refused(reason)
        case _ if status >= 500:  # noqa: PLR2004 - as HTTP has it
            return RetryLater(reason)
        case _:  # revoked, moved, not Slack at all: the address has to be mended
            return Unavailable(reason)


def retry_after(headers: Mapping[str, Any]) -> timedelta | None:
    """Return how long Slack asks to be left alone, if it does, and within reason."""
    for name, value in headers.items():
        if name.lower() == "retry-after":
            return _seconds(str(value))
    return None


def _seconds(text: str) -> timedelta | None:
    """Return what Retry-After asks for; a date, which Slack never sends, counts as nothing."""
    try:
        asked = timedelta(seconds=float(text))
    except (ValueError, OverflowError):
        return None
    return min(asked, _LONGEST_RETRY_AFTER) if asked > timedelta() else None
