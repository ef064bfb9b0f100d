"""A Slack that takes what Slack takes, and remembers what each message told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, overload

from local.slack.block_kit import problems
from shared.adapters.jinja_messages import JinjaMessages
from shared.domain.alert import Alert
from shared.domain.delivery import Change, Delivered, Delivery, Gone, Message, Reference, Refused

if TYPE_CHECKING:
    from shared.domain.alerts import FirstResults, RollUp
    from shared.domain.endings import Ending
    from shared.ports.channel import Clock

INTERVAL = timedelta(seconds=1)


class Kind(StrEnum):
    """What a message is about."""

    VIOLATIONS = "violations"
    RESOLVED = "resolved"
    REMINDERS = "reminders"
    FIRST_RESULTS = "first results"
    ROLL_UP = "roll-ups"
    OTHER = "other"


@dataclass(frozen=True)
class Posted:
    """A message that was taken: where, when, and which alerts it told."""

    channel: str
    at: datetime
    kind: Kind
    alerts: tuple[Alert, ...]


class Writer(JinjaMessages):
    """The product's templates; remembers what each message tells."""

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[int, tuple[Message, Kind, tuple[Alert, ...]]] = {}

    def of(self, message: Message) -> tuple[Kind, tuple[Alert, ...]]:
        """Return what a message tells."""
        _, kind, alerts = self._told.get(id(message), (message, Kind.OTHER, ()))
        return kind, alerts

    def violations(self, opened: Sequence[Alert]) -> Message:
        """Return the message on violations."""
        return self._keep(super().violations(opened), Kind.VIOLATIONS, opened)

    def reminders(self, still_open: Sequence[Alert]) -> Message:
        """Return the message on violations that are still open."""
        return self._keep(super().reminders(still_open), Kind.REMINDERS, still_open)

    def first_results(self, group: FirstResults) -> Message:
        """Return the message on first results."""
        alerts = [entry.notice for entry in group.entries]
        return self._keep(super().first_results(group), Kind.FIRST_RESULTS, alerts)

    def rolled_up(self, held: RollUp) -> Message:
        """Return the message on all that is held back."""
        alerts = [entry.notice for entry in held.entries]
        return self._keep(super().rolled_up(held), Kind.ROLL_UP, alerts)

    def endings(self, endings: Sequence[Ending]) -> Message:
        """Return the message on violations that have ended."""
        alerts = [ending.notice for ending in endings]
        return self._keep(super().endings(endings), Kind.RESOLVED, alerts)

    def _keep(self, message: Message, kind: Kind, alerts: Sequence[Alert]) -> Message:
        # With the message itself: while it is kept, no other has its identity.
        self._told[id(message)] = message, kind, tuple(alerts)
        return message


class Slack:
    """A channel that takes a message a second, if Slack would; implements AlertChannel."""

    interval, threads = INTERVAL, False

    def __init__(self, name: str, writer: Writer, clock: Clock) -> None:
        self._name, self._writer, self._clock = name, writer, clock
        self._ready_at = clock.now()
        self.posted: list[Posted] = []

    def name(self) -> str:
        """Return its name."""
        return self._name

    def ready_at(self) -> datetime:
        """Return when the next message may be posted."""
        return self._ready_at

    @overload
    def post(self, message: Message, thread: None = None) -> Delivery: ...

    @overload
    def post(self, message: Message, thread: Reference, *, broadcast: bool = False) -> Change: ...

    def post(
        self, message: Message, thread: Reference | None = None, *, broadcast: bool = False
    ) -> Change:
        """Take a message, unless Slack would refuse it."""
        if thread is not None or broadcast:
            return Gone("here are no threads")
        if why := problems(list(message.blocks)):
            return Refused(why[0])
        now = self._clock.now()
        self._ready_at = now + self.interval
        self.posted.append(Posted(self._name, now, *self._writer.of(message)))
        return Delivered()

    def update(self, reference: Reference, message: Message) -> Change:
        """Change nothing: a webhook cannot."""
        return Gone(f"{reference} cannot be shown as {message.text}")
