"""The exports that somebody may see."""

from datetime import datetime

from shared.domain.exports import Export
from shared.domain.pages import Page, Position
from shared.ports.exporting import Exports

_AT_ONCE = 100


def list_exports(
    accounts: frozenset[str] | None,
    limit: int,
    after: Position | None,
    now: datetime,
    exports: Exports,
) -> Page[Export]:
    """Return a page of those that show no other account than these (None: all), newest first.

    A page is full unless it is the last, and its position is that of an export on it: nothing of
    an export that may not be seen is in it.

    Raises:
        StoreUnavailableError: they could not be read.

    """
    found: list[Export] = []
    while True:
        page = exports.listed(_AT_ONCE, after, now)
        for export in page.items:
            if not export.wanted.visible_to(accounts):
                continue
            if len(found) == limit:
                return Page(found, ("", found[-1].listed_at))
            found.append(export)
        if page.next is None:
            return Page(found, None)
        after = page.next
