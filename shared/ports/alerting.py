"""What telling violations needs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from shared.domain.alert import Alert
from shared.domain.alerts import FirstResults, RollUp
from shared.domain.delivery import Message, Reference
from shared.domain.endings import Ending
from shared.domain.onboarding import AccountSummary
from shared.domain.outbox import Entry, News, OutboxEntry, Waiting
from shared.domain.recorder import RecorderNews
from shared.domain.sightings import ViolationKey
from shared.domain.threads import Thread


class Outbox(Protocol):
    """Where alerts wait until they are told. Every method may raise StoreUnavailableError.

    What became of claimed entries is kept for those whose claim still holds; that they were told
    is kept in any case.
    """

    def waiting(self, until: datetime) -> Sequence[OutboxEntry[Waiting]]:
        """Return what is due until then; may lag a little behind, and not be all.

        That is what has to be told, and that of which it has to be planned what is told: of what is
        to be planned, and of what each channel is to be told, the longest due first.
        """
        ...

    def claim[T: News](
        self, entries: Sequence[OutboxEntry[T]], now: datetime, until: datetime
    ) -> Sequence[OutboxEntry[T]]:
        """Take the entries for whoever asks and return those that nobody else has or has told."""
        ...

    def of_violations(
        self, violations: Iterable[ViolationKey]
    ) -> Mapping[ViolationKey, Sequence[OutboxEntry[Alert]]]:
        """Return all entries of each violation, with what was just written."""
        ...

    def record_told(
        self, entries: Sequence[Entry], now: datetime, posted: Reference | None = None
    ) -> None:
        """Keep that entries were told, and forget what is over once its retention is.

        That is all but a beginning, which is forgotten with its end. `posted` is the message that
        told them, where the channel names it.
        """
        ...

    def give_back(self, entries: Sequence[Entry]) -> None:
        """Let anybody take claimed entries, due as they were."""
        ...

    def put_off(self, entries: Sequence[Entry], until: datetime, *, failed: bool) -> None:
        """Give claimed entries back, due then; `failed` counts an attempt."""
        ...

    def drop(self, entries: Sequence[Entry], now: datetime, reason: str) -> None:
        """Keep that claimed entries are not told, and why; they are forgotten as if they were."""
        ...

    def record_failed(self, entries: Sequence[Entry], now: datetime, reason: str) -> None:
        """Keep that claimed entries can never be told, and why, where people find them."""
        ...


class ThreadWriter(Protocol):
    """Puts into words and blocks what threads tell."""

    def thread(self, thread: Thread) -> Message:
        """Return the first message of a thread, as it stands."""
        ...

    def more(self, thread: Thread, opened: Sequence[Alert]) -> Message:
        """Return the answer on more violations."""
        ...

    def acknowledged(self, thread: Thread) -> Message:
        """Return the answer that says who has taken notice."""
        ...

    def assigned(self, thread: Thread) -> Message:
        """Return the answer that says who has taken it over."""
        ...


class AlertWriter(ThreadWriter, Protocol):
    """Puts into words and blocks what has to be told."""

    def violations(self, opened: Sequence[Alert]) -> Message:
        """Return the message on violations of one rule in one account."""
        ...

    def reminders(self, still_open: Sequence[Alert]) -> Message:
        """Return the message on violations of one rule in one account that are still open."""
        ...

    def first_results(self, group: FirstResults) -> Message:
        """Return the message on the first violations of what is new."""
        ...

    def rolled_up(self, held: RollUp) -> Message:
        """Return the message on all that a channel is not told one by one."""
        ...

    def endings(self, endings: Sequence[Ending]) -> Message:
        """Return the message on violations of one rule in one account that have ended."""
        ...

    def onboarded(self, summary: AccountSummary) -> Message:
        """Return the message on an account whose watch begins."""
        ...

    def recorders(self, news: Sequence[RecorderNews]) -> Message:
        """Return the message on recorders that have stopped, or on those that record again."""
        ...


class AlertDeadLetters(Protocol):
    """Where people find what could not be told."""

    def keep(self, untold: Sequence[Entry], message: str, reason: str, now: datetime) -> None:
        """Keep a text that was refused, which entries it tells and why; again does no harm.

        Raises:
            StoreUnavailableError: it may not be kept.

        """
        ...
