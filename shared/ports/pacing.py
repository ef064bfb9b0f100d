"""What posting in turn needs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from shared.domain.outbox import Pause
from shared.domain.tickets import Ticket


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
        """Keep until when a channel wants to be left alone.

        A longer pause of it stays, with the failures of whichever has seen more of them.
        """
        ...

    def forget_failures(self, channel: str) -> None:
        """Keep that the channel takes messages again; until when it is paused stays."""
        ...

    def tickets(self, channel: str, now: datetime) -> Mapping[Ticket, int]:
        """Return how many tickets of each kind are taken of the channel's minute."""
        ...

    def take_ticket(self, channel: str, ticket: Ticket, now: datetime, most: int) -> bool:
        """Take one of the `most` tickets of the channel's minute; return whether one was left."""
        ...

    def return_ticket(self, channel: str, ticket: Ticket, taken_at: datetime) -> None:
        """Give back a ticket with which nothing was posted."""
        ...
