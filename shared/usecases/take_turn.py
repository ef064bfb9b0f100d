"""Wait until it is our turn to post."""

from datetime import datetime
from typing import Protocol

from shared.ports.channel import AlertChannel, Clock
from shared.ports.pacing import Pacing


class Turns(Protocol):
    """A desk from which a channel is posted to, in turn."""

    @property
    def channel(self) -> AlertChannel:
        """The channel."""
        ...

    @property
    def pacing(self) -> Pacing:
        """Whose turn it is."""
        ...

    @property
    def clock(self) -> Clock:
        """The time."""
        ...


def take_turn(until: datetime, desk: Turns) -> bool:
    """Return whether the turn is ours, and before `until`; wait for it if that can be.

    Raises:
        StoreUnavailableError: whose turn it is cannot be read or written.

    """
    ready = desk.channel.ready_at()
    while (now := desk.clock.now()) < until:
        if ready <= now:
            ready = desk.pacing.take_turn(desk.channel.name(), now, desk.channel.interval)
        if ready <= now:
            return True
        if ready >= until:
            return False
        desk.clock.sleep(ready - now)
    return False
