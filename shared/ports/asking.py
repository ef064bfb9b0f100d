"""What answering questions needs."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from shared.domain.filters import Filters, Window
from shared.domain.history import HistoryItem
from shared.domain.pages import Page, Position
from shared.domain.rollups import Activity, Counts, RollupKey
from shared.domain.state import Record
from shared.domain.totals import Totals


class ComplianceQueries(Protocol):
    """Questions about present states; all raise StoreUnavailableError."""

    def totals(self, region: str | None = None) -> Totals:
        """Return the sums of the organisation, or of a region; a second or so behind the states."""
        ...

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

    def states_of_resource(self, filters: Filters) -> Sequence[Record]:
        """Return all open states of the resource that the filters name, in no order.

        Raises:
            TooMuchToReadError: there are too many.

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
        """Return how many compliance changes there were.

        Raises:
            TooMuchToReadError: more would have to be read than can be read at once.

        """
        ...

    def past_of_resource(self, filters: Filters) -> Sequence[HistoryItem]:
        """Return all that happened to the resource that the filters name, in no order.

        Raises:
            TooMuchToReadError: more would have to be read than can be read at once.

        """
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
