"""The pages of an export: those of the lists that it walks, one list after the other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shared.domain.export_rows import Row, event_row, severity_of, state_row, violation_row
from shared.domain.exports import Export, ExportOf
from shared.domain.filters import Filters
from shared.domain.history import HistoryItem
from shared.domain.muting import ActiveMutes
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
    walks, mutes = export.wanted.walks, _mutes(export, desk)
    walk, position = export.walk, export.position
    while True:
        page = Page[Row]([], None)
        if walks:
            found = _page(export, walks[walk], position, desk)
            page = Page(list(_rows(export, found.items, mutes)), found.next)
        walk, position = (walk, page.next) if page.next else (walk + 1, None)
        yield ExportPage(page.items, walk, position, last=walk >= len(walks))


def _mutes(export: Export, desk: ExportDesk) -> ActiveMutes:
    """Return the mutes that were active when it was asked for, whoever goes on with it."""
    if export.wanted.of is ExportOf.EVENTS:
        return ActiveMutes((), export.created)
    return ActiveMutes(desk.mutes.active(export.created), export.created)


def _page(
    export: Export, filters: Filters, after: Position | None, desk: ExportDesk
) -> Page[HistoryItem] | Page[Record]:
    if export.wanted.of is ExportOf.EVENTS:
        return desk.history.events(filters, export.wanted.window, desk.page_rows, after)
    return desk.compliance.states(filters, desk.page_rows, after)


def _rows(
    export: Export, found: Iterable[HistoryItem | Record], mutes: ActiveMutes
) -> Iterator[Row]:
    wanted = export.wanted
    for one in found:
        if isinstance(one, HistoryItem):
            yield event_row(one)
        elif wanted.severity in {None, severity_of(one.key.rule_name)}:
            violation = wanted.of is ExportOf.VIOLATIONS
            yield violation_row(one, mutes, export.created) if violation else state_row(one, mutes)
