"""List present states, a page at a time."""

from shared.domain.filters import Filters
from shared.domain.pages import Listing
from shared.domain.state import Record
from shared.ports.asking import ComplianceQueries, Cursors


def list_states(
    filters: Filters, limit: int, cursor: str | None, queries: ComplianceQueries, cursors: Cursors
) -> Listing[Record]:
    """Return up to `limit` states after the cursor; the next cursor is None only at the end.

    Raises:
        InvalidCursorError: the cursor is not one that this list with these filters gave.
        StoreUnavailableError: it could not be read now.

    """
    request = f"states {filters}"
    after = cursors.read(cursor, request) if cursor else None
    page = queries.states(filters, limit, after)
    return Listing(page.items, cursors.write(page.next, request) if page.next else None)
