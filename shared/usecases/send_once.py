"""Post a digest unless it was posted before, however often and by how many it is tried."""

from datetime import timedelta
from typing import assert_never

from shared.domain.delivery import Message
from shared.domain.sending import Claim
from shared.usecases.digest_desk import DigestDesk
from shared.usecases.post_digest import DigestNotSentError, post_digest

# Shorter than it takes Lambda to try a failed run for the third time (a minute and two), so that
# one that died while sending does not stand in the way of its own repetition.
LEASE = timedelta(seconds=170)
# The channel's own timeout is well within the rest.
_LAST_ATTEMPT = LEASE - timedelta(seconds=20)


class DigestUnderWayError(DigestNotSentError):
    """Somebody else is sending it at this moment; whether they succeed is not known yet."""


def send_once(name: str, message: Message, desk: DigestDesk) -> bool:
    """Post the digest of that name; return False where it was posted before.

    Raises:
        StoreUnavailableError: nobody can say whether it was, or what became of it is not kept.
        DigestNotSentError: the channel did not take it, or somebody else is at it.

    """
    now = desk.clock.now()
    match desk.sent.claim(name, now, now + LEASE):
        case Claim.SENT_BEFORE:
            return False
        case Claim.HELD_BY_ANOTHER:
            raise DigestUnderWayError(f"somebody else is sending {name}")
        case Claim.TAKEN:
            _post(name, message, desk)
            return True
        case never:
            assert_never(never)


def _post(name: str, message: Message, desk: DigestDesk) -> None:
    try:
        post_digest(message, desk.clock.now() + _LAST_ATTEMPT, desk)
    except DigestNotSentError:
        desk.sent.release(name)
        raise
    # Nothing stands between Slack's answer and this: a crash here tells it twice.
    desk.sent.record_sent(name, desk.clock.now())
