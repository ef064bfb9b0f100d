"""What saying something to people needs: time, and where messages go."""

from datetime import datetime, timedelta
from typing import Protocol

from shared.domain.delivery import Delivery, Message


class Clock(Protocol):
    """Time, so that tests need not wait for it."""

    def now(self) -> datetime:
        """Return the present instant."""
        ...

    def sleep(self, duration: timedelta) -> None:
        """Return after the duration."""
        ...


class AlertChannel(Protocol):
    """Where messages go."""

    @property
    def interval(self) -> timedelta:
        """The least time between two messages, whoever posts them."""
        ...

    def name(self) -> str:
        """Return a name for where messages go now, without any secret; a mended one differs."""
        ...

    def ready_at(self) -> datetime:
        """Return when the next message may be posted, going by the last one from here."""
        ...

    def post(self, message: Message) -> Delivery:
        """Post a message and return what became of it."""
        ...
