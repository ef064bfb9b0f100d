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
from shared.usecases.take_turn import Turns, leave_alone, take_turn

# Slack gets a moment to recover; after that the schedule tries again.
ATTEMPTS = 5
LONGEST_WAIT = timedelta(seconds=30)


class DigestNotSentError(Exception):
    """A digest was made and not delivered; the message says why."""


class DigestRefusedError(DigestNotSentError):
    """The channel takes other messages, but not this one, not even as plain text."""


def post_digest(message: Message, until: datetime, desk: Turns) -> None:
    """Post a message when it is our turn, beginning the last attempt before `until`.

    Raises:
        StoreUnavailableError: whose turn it is cannot be read or written.
        DigestNotSentError: the channel did not take it.
        DigestRefusedError: it never will.

    """
    reason = "there was no turn for it in time"
    for attempt in range(ATTEMPTS):
        if not take_turn(until, desk):
            break
        delivery = desk.channel.post(message)
        if isinstance(delivery, Delivered):
            return
        reason = delivery.reason
        again = _again(message, delivery, attempt, desk)
        if again is None:
            break
        message = again
    raise DigestNotSentError(f"Slack did not take the digest: {reason}")


def _again(
    message: Message, failure: RetryLater | Refused | Unavailable, attempt: int, desk: Turns
) -> Message | None:
    """Return what to post next, after waiting where that is asked for; None to give up."""
    match failure:
        case RetryLater():
            if failure.after:
                leave_alone(failure.after, desk)
            desk.clock.sleep(min(wait_after(failure, attempt), LONGEST_WAIT))
            return message
        case Refused():
            simpler = message.when_refused()
            if simpler is None:
                raise DigestRefusedError(f"Slack refuses the digest: {failure.reason}")
            return simpler
        case Unavailable():
            return None
        case never:
            assert_never(never)
