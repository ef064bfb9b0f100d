"""Lists, walked to their end."""

from collections.abc import Callable

from shared.domain.filters import Filters, Window
from shared.domain.history import HistoryItem
from shared.domain.pages import Page, Position
from shared.domain.state import Record
from shared.ports.asking import ComplianceQueries, HistoryQueries

MOST_PAGES = 10_000


def walk_states(queries: ComplianceQueries, filters: Filters, limit: int) -> list[Record]:
    """Return all states that are asked for, by pages of a size."""
    return walk(lambda after: queries.states(filters, limit, after))


def walk_events(
    queries: HistoryQueries, filters: Filters, window: Window, limit: int
) -> list[HistoryItem]:
    """Return all events that are asked for, by pages of a size."""
    return walk(lambda after: queries.events(filters, window, limit, after))


def walk[T](page: Callable[[Position | None], Page[T]]) -> list[T]:
    """Return every item of a list, page by page; fails if it does not end."""
    items: list[T] = []
    position: Position | None = None
    for _ in range(MOST_PAGES):
        found = page(position)
        items += found.items
        position = found.next
        if position is None:
            return items
    raise AssertionError("the list has no end")
