"""What posting in turn needs."""

from datetime import datetime, timedelta
from typing import Protocol

from shared.domain.outbox import Pause


class Pacing(Protocol):
    """When a channel may be used, agreed among all who post.

    Every method may raise StoreUnavailableError.
    """

    def take_turn(self, channel: str, now: datetime, interval: timedelta) -> datetime:
        """Take the channel for one message; the next may take it after the interval.

        Returns `now` when it is ours, otherwise when to ask again: it is somebody else's turn, or
        the channel is paused. Without an interval everybody has it at once.
        """
        ...

    def pause(self, channel: str) -> Pause | None:
        """Return what was last kept with `keep_pause`."""
        ...

    def keep_pause(self, channel: str, pause: Pause) -> None:
        """Keep until when a channel wants to be left alone; a longer pause of it stays."""
        ...

    def forget_failures(self, channel: str) -> None:
        """Keep that the channel takes messages again; until when it is paused stays."""
        ...

    def ticket(self, channel: str, now: datetime) -> int:
        """Return the number of a message to the channel within its minute: nobody else gets it."""
        ...
