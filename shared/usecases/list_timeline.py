"""List what became of one resource, rule by rule, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass

from shared.domain.filters import Filters, Window
from shared.domain.history import HistoryItem
from shared.domain.pages import Listing
from shared.domain.state import Record
from shared.domain.timeline import Past, Span, newest_first, spans_of
from shared.ports.asking import ComplianceQueries, Cursors, HistoryQueries
from shared.ports.overview import EndQueries

# Items read in one go: a resource rarely has more.
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class TimelineSources:
    """Where the past of a resource is read from."""

    compliance: ComplianceQueries
    history: HistoryQueries
    ends: EndQueries


def list_timeline(
    filters: Filters,
    window: Window,
    limit: int,
    cursor: str | None,
    sources: TimelineSources,
    cursors: Cursors,
) -> Listing[Span]:
    """Return up to `limit` spans that overlap the window; the next cursor is None only at the end.

    All that is kept of the resource is read for each page: when a span ends, and what was before
    it, is known only from the others.

    Raises:
        InvalidCursorError: the cursor is not one that this list with these filters gave.
        StoreUnavailableError: it could not be read now.

    """
    request = f"timeline {filters} {window}"
    after = cursors.read(cursor, request) if cursor else None
    spans = newest_first(
        span for span in spans_of(_past(filters, sources)) if span.overlaps(window)
    )
    rest = [span for span in spans if after is None or span.place < after]
    page = rest[:limit]
    more = len(rest) > limit
    return Listing(page, cursors.write(page[-1].place, request) if more else None)


def _past(filters: Filters, sources: TimelineSources) -> Past:
    history = list(_events(filters, sources.history))
    past = Past(history, list(_records(filters, sources.compliance)))
    known = {record.key for record in past.records}
    closed = sources.ends.records([key for key in past.keys if key not in known])
    graves = dict.fromkeys(grave for key in past.keys for grave in key.graves)
    return Past(history, [*past.records, *closed], sources.ends.ends(graves))


def _events(filters: Filters, history: HistoryQueries) -> Iterator[HistoryItem]:
    position = None
    while True:
        page = history.events(filters, Window(), _AT_ONCE, position)
        yield from page.items
        position = page.next
        if position is None:
            return


def _records(filters: Filters, compliance: ComplianceQueries) -> Iterator[Record]:
    position = None
    while True:
        page = compliance.states(filters, _AT_ONCE, position)
        yield from page.items
        position = page.next
        if position is None:
            return
