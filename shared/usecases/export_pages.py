"""The pages of an export: those of the lists that it walks, one list after the other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shared.domain.export_rows import Row, event_row, severity_of, state_row, violation_row
from shared.domain.exports import Export, ExportOf
from shared.domain.filters import Filters
from shared.domain.pages import Page, Position
from shared.domain.state import Record
from shared.usecases.export_desk import ExportDesk


@dataclass(frozen=True, slots=True)
class ExportPage:
    """Rows, and where to go on: the list and the position in it; `last` if that is nowhere."""

    rows: list[Row]
    walk: int
    position: Position | None
    last: bool


def export_pages(export: Export, desk: ExportDesk) -> Iterator[ExportPage]:
    """Yield what comes after the position of an export; whoever reads stops at the last page.

    Raises:
        StoreUnavailableError: it could not be read now.

    """
    walks = export.wanted.walks
    walk, position = export.walk, export.position
    while True:
        page = _page(export, walks[walk], position, desk) if walks else Page[Row]([], None)
        walk, position = (walk, page.next) if page.next else (walk + 1, None)
        yield ExportPage(page.items, walk, position, last=walk >= len(walks))


def _page(export: Export, filters: Filters, after: Position | None, desk: ExportDesk) -> Page[Row]:
    wanted = export.wanted
    if wanted.of is ExportOf.EVENTS:
        events = desk.history.events(filters, wanted.window, desk.page_rows, after)
        return Page([event_row(item) for item in events.items], events.next)
    states = desk.compliance.states(filters, desk.page_rows, after)
    return Page(list(_states(export, states.items)), states.next)


def _states(export: Export, records: Iterable[Record]) -> Iterator[Row]:
    wanted = export.wanted
    for record in records:
        if wanted.severity in {None, severity_of(record.key.rule_name)}:
            violation = wanted.of is ExportOf.VIOLATIONS
            yield violation_row(record, export.created) if violation else state_row(record)
