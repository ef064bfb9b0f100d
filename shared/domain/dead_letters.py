"""Messages as a queue delivers them, those that are given up, and how long the others wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# An outage of half a minute is over at the first repetition, one of hours costs few.
_WAITS = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 120, 240, 480, 900))


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A message that was delivered, `receives` times so far; `receipt` is what answers it."""

    message_id: str
    receipt: str
    body: str
    receives: int
    sent_at: datetime | None = None

    @property
    def wait(self) -> timedelta:
        """How long it waits before it is delivered again: longer each time."""
        return _WAITS[min(max(self.receives, 1), len(_WAITS)) - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A message that is given up: the reason as a sentence, and where it shows.

    `where` is the step that failed and, as well as that is known, the member or the position.
    """

    message: Received
    reason: str
    where: str
    failed_at: datetime
