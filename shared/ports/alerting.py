"""What telling violations needs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from shared.domain.delivery import Message
from shared.domain.endings import Ending
from shared.domain.notices import Notice
from shared.domain.observations import StateKey
from shared.domain.outbox import OutboxEntry, Pause


class Outbox(Protocol):
    """Where notices wait until they are told. Every method may raise StoreUnavailableError."""

    def waiting(self, until: datetime) -> Sequence[OutboxEntry]:
        """Return what is due until then, the longest due first; may lag a little behind."""
        ...

    def claim(
        self, entries: Sequence[OutboxEntry], now: datetime, until: datetime
    ) -> Sequence[OutboxEntry]:
        """Take the entries for whoever asks and return those that nobody else has or has told."""
        ...

    def of_violations(self, keys: Iterable[StateKey]) -> Mapping[StateKey, Sequence[OutboxEntry]]:
        """Return all entries of each violation, with what was just written."""
        ...

    def record_told(self, entries: Sequence[OutboxEntry], now: datetime) -> None:
        """Keep that claimed entries were told."""
        ...

    def put_off(self, entries: Sequence[OutboxEntry], until: datetime, *, failed: bool) -> None:
        """Give claimed entries back, due then; `failed` counts an attempt."""
        ...

    def drop(self, entries: Sequence[OutboxEntry], now: datetime, reason: str) -> None:
        """Keep that claimed entries are not told, and why."""
        ...

    def record_failed(self, entries: Sequence[OutboxEntry], now: datetime, reason: str) -> None:
        """Keep that claimed entries can never be told, and why, where people find them."""
        ...

    def let_expire(self, notices: Iterable[Notice], now: datetime) -> None:
        """Forget notices that are settled once their retention is over."""
        ...

    def pause(self) -> Pause | None:
        """Return what was last kept with `keep_pause`."""
        ...

    def keep_pause(self, pause: Pause) -> None:
        """Keep until when a channel wants to be left alone."""
        ...


class AlertWriter(Protocol):
    """Puts into words and blocks what has to be told."""

    def violations(self, opened: Sequence[Notice]) -> Message:
        """Return the message on violations of one rule in one account."""
        ...

    def endings(self, endings: Sequence[Ending]) -> Message:
        """Return the message on violations of one rule in one account that have ended."""
        ...
