"""List what happened, newest first, a page at a time."""

from shared.domain.filters import Filters, Window
from shared.domain.history import HistoryItem
from shared.domain.pages import Listing
from shared.ports.asking import Cursors, HistoryQueries


def list_events(
    filters: Filters,
    window: Window,
    limit: int,
    cursor: str | None,
    queries: HistoryQueries,
    cursors: Cursors,
) -> Listing[HistoryItem]:
    """Return up to `limit` events after the cursor; the next cursor is None only at the end.

    Raises:
        InvalidCursorError: the cursor is not one that this list with these filters gave.
        StoreUnavailableError: it could not be read now.

    """
    request = f"events {filters} {window}"
    after = cursors.read(cursor, request) if cursor else None
    page = queries.events(filters, window, limit, after)
    return Listing(page.items, cursors.write(page.next, request) if page.next else None)
