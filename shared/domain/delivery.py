"""A message, and what can become of it when it is posted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

LONGEST_BACKOFF = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Message:
    """What people read: blocks, and a text that says the same where blocks are not shown."""

    text: str
    blocks: tuple[Mapping[str, Any], ...] = ()

    def as_plain_text(self) -> "Message":
        """Return the message without its blocks."""
        return replace(self, blocks=())


@dataclass(frozen=True, slots=True)
class Delivered:
    """The channel took it."""


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


type Delivery = Delivered | RetryLater | Refused | Unavailable


def wait_after(failure: RetryLater, attempts: int) -> timedelta:
    """Return how long to wait when this is the failure after so many earlier ones."""
    doubled = timedelta(seconds=2 ** min(attempts, 10))
    return failure.after if failure.after is not None else min(doubled, LONGEST_BACKOFF)
