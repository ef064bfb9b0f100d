"""Wait until it is our turn to post, and have all wait where Slack asks for that."""

from datetime import datetime, timedelta
from typing import Protocol

from shared.domain.outbox import Pause
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


def leave_alone(after: timedelta, desk: Turns) -> datetime:
    """Leave the channel alone for so long, as all do who post; return until when.

    Raises:
        StoreUnavailableError: that cannot be kept.

    """
    again, channel = desk.clock.now() + after, desk.channel.name()
    known = desk.pacing.pause(channel)
    desk.pacing.keep_pause(channel, Pause(again, known.failures if known else 0))
    return again
