"""What the use cases need of the world, by role."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from shared.domain.delivery import Delivery, Message
from shared.domain.digest import Digest
from shared.domain.endings import Ending
from shared.domain.filters import Filters, Window
from shared.domain.history import HistoryItem
from shared.domain.notices import Notice
from shared.domain.observations import ResourceKey, StateKey, Version
from shared.domain.outbox import OutboxEntry, Pause
from shared.domain.pages import Page, Position
from shared.domain.plan import Knowledge, Plan
from shared.domain.rollups import Activity, Counts, RollupKey
from shared.domain.snapshots import Heard, Snapshot
from shared.domain.state import Record


class StoreUnavailableError(Exception):
    """The store could not be reached or would not serve; what was asked for may be asked again."""


class StoreRefusedError(Exception):
    """The store will never take what it was given; asking again changes nothing."""


class ComplianceStore(Protocol):
    """Where states, history, rollups and notices are kept."""

    def commit(self, plan: Plan) -> Knowledge | None:
        """Write the plan, all of it or nothing.

        Returns None once it is written. When an assumption was wrong, nothing is written and what
        is really there is returned; when somebody else was writing the same, empty knowledge.

        Raises:
            StoreUnavailableError: it could not be written now.
            StoreRefusedError: it can never be written.

        """
        ...

    def bury(self, resource: ResourceKey, version: Version) -> None:
        """Remember that the resource was deleted; an older deletion changes nothing."""
        ...

    def states_of(self, resource: ResourceKey) -> Iterable[Record]:
        """Yield every stored state of the resource, with what was just written."""
        ...

    def remember(self, item: HistoryItem) -> None:
        """Keep one item of history; keeping it again changes nothing."""
        ...

    def hear_from(self, account: str, region: str, now: datetime) -> None:
        """Keep that the account was heard from in the region."""
        ...


class InvalidCursorError(ValueError):
    """A cursor that this list, asked in this way, did not give."""


class ComplianceQueries(Protocol):
    """Questions about present states; all raise StoreUnavailableError."""

    def rollups(self, filters: Filters) -> Iterable[tuple[RollupKey, Counts]]:
        """Yield the counts of what the filters admit (they name no resource and no status)."""
        ...

    def activity(self, filters: Filters, quarters: Window) -> Activity:
        """Return the compliance changes in whole quarters of an hour, by account and region."""
        ...

    def states(self, filters: Filters, limit: int, after: Position | None) -> Page[Record]:
        """Return up to `limit` open states after a position, always in the same order.

        A page may be short, even empty, and go on all the same.
        """
        ...


class HistoryQueries(Protocol):
    """Questions about what happened; all raise StoreUnavailableError."""

    def events(
        self, filters: Filters, window: Window, limit: int, after: Position | None
    ) -> Page[HistoryItem]:
        """Return up to `limit` items, newest first; a page may be short, even empty, and go on."""
        ...

    def activity(self, filters: Filters, window: Window) -> Activity:
        """Return how many compliance changes there were, whatever their number."""
        ...


class Cursors(Protocol):
    """Positions as texts that callers can keep but not make."""

    def write(self, position: Position, request: str) -> str:
        """Return the position as a cursor of this request."""
        ...

    def read(self, cursor: str, request: str) -> Position:
        """Return the position of a cursor of this request.

        Raises:
            InvalidCursorError: it was not made for this request, or not made here.

        """
        ...


class Clock(Protocol):
    """Time, so that tests need not wait for it."""

    def now(self) -> datetime:
        """Return the present instant."""
        ...

    def sleep(self, duration: timedelta) -> None:
        """Return after the duration."""
        ...


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


class AlertChannel(Protocol):
    """Where messages go."""

    def name(self) -> str:
        """Return a name for where messages go now, without any secret; a mended one differs."""
        ...

    def ready_at(self) -> datetime:
        """Return when the next message may be posted, going by the last one."""
        ...

    def post(self, message: Message) -> Delivery:
        """Post a message and return what became of it."""
        ...


class AlertWriter(Protocol):
    """Puts into words and blocks what has to be told."""

    def violations(self, opened: Sequence[Notice]) -> Message:
        """Return the message on violations of one rule in one account."""
        ...

    def endings(self, endings: Sequence[Ending]) -> Message:
        """Return the message on violations of one rule in one account that have ended."""
        ...


class DigestStore(Protocol):
    """Who was heard from, and how things stood. Every method may raise StoreUnavailableError."""

    def heard(self) -> Sequence[Heard]:
        """Return when each account was heard from in each region."""
        ...

    def snapshot(self, day: date) -> Snapshot | None:
        """Return how things stood on a day, if that was kept."""
        ...

    def keep_snapshot(self, day: date, snapshot: Snapshot) -> None:
        """Keep how things stand for a day, instead of what was kept for it before."""
        ...


class DigestWriter(Protocol):
    """Puts the digest into words and blocks."""

    def digest(self, digest: Digest) -> Message:
        """Return the message."""
        ...
