"""What saying something to people needs: time, and where messages go."""

from datetime import datetime, timedelta
from typing import Protocol, overload

from shared.domain.delivery import Change, Delivery, Message, Reference


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

    def trouble(self) -> str:
        """Return why a person has to mend it, empty where nothing is known that they have to."""
        ...

    def ready_at(self) -> datetime:
        """Return when the next message may be posted, going by the last one from here."""
        ...

    @property
    def threads(self) -> bool:
        """Whether messages can be answered in a thread and changed; otherwise all are posts."""
        ...

    @overload
    def post(self, message: Message, thread: None = None) -> Delivery: ...

    @overload
    def post(self, message: Message, thread: Reference, *, broadcast: bool = False) -> Change: ...

    def post(
        self, message: Message, thread: Reference | None = None, *, broadcast: bool = False
    ) -> Change:
        """Post a message, in the thread of another where that is given and there are threads.

        What is `broadcast` is seen in the channel as well as in the thread.
        """
        ...

    def update(self, reference: Reference, message: Message) -> Change:
        """Show the message in place of the one that was posted; Gone where that cannot be."""
        ...
