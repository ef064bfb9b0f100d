"""A Slack that takes what Slack takes, and remembers what each message told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    from shared.domain.outbox import Entry
    from shared.domain.threads import Thread
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
    """A message that was taken: where, when, and which alerts it told.

    An `answer` is in a thread; one that is `broadcast` is seen in the channel as well.
    """

    channel: str
    at: datetime
    kind: Kind
    alerts: tuple[Alert, ...]
    answer: bool = False
    broadcast: bool = False


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

    def thread(self, thread: Thread) -> Message:
        """Return the first message of a thread; what it tells is known once that is recorded."""
        return self._keep(super().thread(thread), Kind.VIOLATIONS, ())

    def more(self, thread: Thread, opened: Sequence[Alert]) -> Message:
        """Return the message on more violations of a thread."""
        return self._keep(super().more(thread, opened), Kind.VIOLATIONS, opened)

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

    def trouble(self) -> str:
        """Return nothing: it takes everything."""
        return ""

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


class Bot(Slack):
    """A channel of a bot: messages have answers, and are edited, at one request a second too."""

    threads = True

    def __init__(self, name: str, writer: Writer, clock: Clock) -> None:
        super().__init__(name, writer, clock)
        self.edits = 0

    @overload
    def post(self, message: Message, thread: None = None) -> Delivery: ...

    @overload
    def post(self, message: Message, thread: Reference, *, broadcast: bool = False) -> Change: ...

    def post(
        self, message: Message, thread: Reference | None = None, *, broadcast: bool = False
    ) -> Change:
        """Take a message, or an answer to one."""
        taken = super().post(message)
        if not isinstance(taken, Delivered):
            return taken
        answer = thread is not None
        self.posted[-1] = replace(self.posted[-1], answer=answer, broadcast=broadcast)
        return Delivered(Reference(self._name, f"{len(self.posted)}"))

    def update(self, reference: Reference, message: Message) -> Change:
        """Take an edit, unless Slack would refuse it."""
        if why := problems(list(message.blocks)):
            return Refused(f"{reference}: {why[0]}")
        self._ready_at = self._clock.now() + self.interval
        self.edits += 1
        return Delivered(reference)

    def recorded(self, entries: Sequence[Entry]) -> None:
        """Note what the last message told, as it is recorded."""
        alerts = tuple(each.notice for each in entries if isinstance(each.notice, Alert))
        self.posted[-1] = replace(self.posted[-1], alerts=alerts)
