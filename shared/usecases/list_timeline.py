"""List what became of one resource, rule by rule, newest first."""

from dataclasses import dataclass

from shared.domain.filters import Filters, Window
from shared.domain.pages import Listing
from shared.domain.timeline import Past, Span, newest_first, spans_of
from shared.ports.asking import ComplianceQueries, Cursors, HistoryQueries
from shared.ports.errors import TooMuchToReadError
from shared.ports.overview import EndQueries

# States of one id, present and past ones: of each is looked up what ended it, by up to four keys,
# a hundred of which are one read. A resource has as many as there are rules for it; an id that
# many accounts use has more.
MOST_STATES = 5_000


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
        TooMuchToReadError: too much is kept of the id, as of one that many accounts use.
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
    history = sources.history.past_of_resource(filters)
    past = Past(history, sources.compliance.states_of_resource(filters))
    if len(past.keys) > MOST_STATES:
        raise TooMuchToReadError
    known = {record.key for record in past.records}
    closed = sources.ends.records([key for key in past.keys if key not in known])
    graves = dict.fromkeys(grave for key in past.keys for grave in key.graves)
    return Past(history, [*past.records, *closed], sources.ends.ends(graves))
