"""A message, and what can become of it when it is posted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

LONGEST_BACKOFF = timedelta(minutes=5)
# How long a channel that takes nothing is left alone at most: after an outage of hours what waits
# goes out within this time.
LONGEST_PAUSE = timedelta(minutes=1)
# How long all wait after a failure that may be of one message alone.
SHORT_PAUSE = timedelta(seconds=4)


@dataclass(frozen=True, slots=True)
class Message:
    """What people read: blocks, and a text that says the same where blocks are not shown.

    `simpler` says the same to a channel that refuses these blocks.
    """

    text: str
    blocks: tuple[Mapping[str, Any], ...] = ()
    simpler: "Message | None" = None

    def as_plain_text(self) -> "Message":
        """Return the message without its blocks."""
        return Message(self.text)

    def when_refused(self) -> "Message | None":
        """Return what to post to a channel that refuses this; None: nothing simpler is left."""
        if self.simpler is not None:
            return self.simpler
        return self.as_plain_text() if self.blocks else None


@dataclass(frozen=True, slots=True)
class Reference:
    """A message that a channel took, by the names that the channel gives: where, and which."""

    channel: str
    message: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """The channel took it; where it can be answered or changed later, this is how to find it."""

    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class RetryLater:
    """The channel may take it later: after the time that it asked for, if it asked for any."""

    reason: str
    after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The channel will never take this message."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The channel takes nothing until a person mends it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """What was to be answered or changed is not there any more, or may not be changed."""

    reason: str


type Delivery = Delivered | RetryLater | Refused | Unavailable
# What becomes of an answer to a message, or of a change of one.
type Change = Delivery | Gone


@dataclass(frozen=True, slots=True)
class Waits:
    """How long nothing is posted, and how long this message waits by itself, if it does."""

    pause: timedelta
    own: timedelta | None = None


def wait_after(failure: RetryLater, attempts: int) -> timedelta:
    """Return how long to wait when this is the failure after so many earlier ones."""
    return failure.after if failure.after is not None else min(_doubled(attempts), LONGEST_BACKOFF)


def waits_after(failure: RetryLater, attempts: int, failures: int) -> Waits:
    """Return who waits how long when a message failed that had failed `attempts` times before.

    `failures` is how many posts in a row the channel had not taken before. Where these are more
    than the message's own, others failed too: the channel is to blame, and the message keeps its
    place. Then the pauses come in pairs: after a short one another message is tried than the oldest
    (see `groups_due`), so that after a long one it is the oldest that goes out first.
    """
    if failure.after is not None:
        return Waits(failure.after)
    short = min(_doubled(failures), SHORT_PAUSE)
    if failures <= attempts:
        return Waits(short, wait_after(failure, attempts))
    return Waits(min(_doubled(failures), LONGEST_PAUSE) if failures % 2 else short)


def _doubled(times: int) -> timedelta:
    return timedelta(seconds=2 ** min(times, 10))
