"""Post a digest, as one that has nobody to put it off to but the schedule."""

from datetime import datetime, timedelta
from typing import assert_never

from shared.domain.delivery import (
    Delivered,
    Message,
    Refused,
    RetryLater,
    Unavailable,
    wait_after,
)
from shared.ports.channel import AlertChannel, Clock

# Slack gets a moment to recover; after that the schedule tries again.
ATTEMPTS = 5
LONGEST_WAIT = timedelta(seconds=30)


class DigestNotSentError(Exception):
    """A digest was made and not delivered; the message says why."""


class DigestRefusedError(DigestNotSentError):
    """The channel takes other messages, but not this one, not even as plain text."""


def post_digest(message: Message, until: datetime, channel: AlertChannel, clock: Clock) -> None:
    """Post a message, beginning the last attempt before `until`.

    Raises:
        DigestNotSentError: the channel did not take it.
        DigestRefusedError: it never will.

    """
    reason = "no answer"
    for attempt in range(ATTEMPTS):
        delivery = channel.post(message)
        if isinstance(delivery, Delivered):
            return
        reason = delivery.reason
        again = _again(message, delivery, attempt, clock)
        if again is None or clock.now() >= until:
            break
        message = again
    raise DigestNotSentError(f"Slack did not take the digest: {reason}")


def _again(
    message: Message, failure: RetryLater | Refused | Unavailable, attempt: int, clock: Clock
) -> Message | None:
    """Return what to post next, after waiting where that is asked for; None to give up."""
    match failure:
        case RetryLater():
            clock.sleep(min(wait_after(failure, attempt), LONGEST_WAIT))
            return message
        case Refused():
            if message.blocks:
                return message.as_plain_text()
            raise DigestRefusedError(f"Slack refuses the digest: {failure.reason}")
        case Unavailable():
            return None
        case never:
            assert_never(never)
