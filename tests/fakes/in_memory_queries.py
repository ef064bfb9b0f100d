"""Questions answered from the store in memory, by looking at everything there is."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from shared.domain.filters import Filters, Window
from shared.domain.history import HistoryItem
from shared.domain.observations import PlaceKey
from shared.domain.pages import Page, Position
from shared.domain.rollups import Activity, Counts, RollupKey, activity_of
from shared.domain.rule_names import normalise
from shared.domain.state import Record
from shared.domain.times import sortable
from shared.domain.totals import Cell, Totals
from shared.ports.errors import TooMuchToReadError
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore

CHANGE = "Config Rules Compliance Change"
# Items that are read for a question that is answered at once.
MOST = 32_000
type Placed[T] = tuple[Position, T]


class InMemoryComplianceQueries:
    """Implements ComplianceQueries."""

    def __init__(self, store: InMemoryComplianceStore, most: int = MOST) -> None:
        self._store = store
        self._most = most

    def totals(self, region: str | None = None) -> Totals:
        by_place: dict[PlaceKey, Counts] = {}
        by_cell: dict[Cell, Counts] = {}
        for key, counts in self.rollups(Filters(region=region)):
            place = PlaceKey(key.account, key.region)
            cell = Cell(key.region, normalise(key.rule_name), key.resource_type)
            by_place[place] = by_place.get(place, Counts()) + counts
            by_cell[cell] = by_cell.get(cell, Counts()) + counts
        return Totals.of_places(
            {place: counts for place, counts in by_place.items() if counts != Counts()},
            {cell: counts for cell, counts in by_cell.items() if counts != Counts()},
        )

    def rollups(self, filters: Filters) -> Iterable[tuple[RollupKey, Counts]]:
        rows = self._store.rollups.items()
        return [(key, counts) for key, counts in rows if admits(filters, asdict(key))]

    def activity(self, filters: Filters, quarters: Window) -> Activity:
        rows = self._store.activity.items()
        wanted = (
            activity
            for key, activity in rows
            if admits(filters, asdict(key)) and within(quarters, sortable(key.bucket))
        )
        return sum(wanted, Activity())

    def states(self, filters: Filters, limit: int, after: Position | None) -> Page[Record]:
        placed = [
            ((key.account, "|".join(asdict(key).values())), record)
            for key, record in self._store.records.items()
            if record.status and admits(filters, {**asdict(key), "status": record.status})
        ]
        return page_of(sorted(placed, key=lambda row: row[0]), limit, after)

    def states_of_resource(self, filters: Filters) -> Sequence[Record]:
        return bounded(self.states(filters, len(self._store.records) + 1, None).items, self._most)


class InMemoryHistoryQueries:
    """Implements HistoryQueries."""

    def __init__(self, store: InMemoryComplianceStore, most: int = MOST) -> None:
        self._store = store
        self._most = most

    def events(
        self, filters: Filters, window: Window, limit: int, after: Position | None
    ) -> Page[HistoryItem]:
        placed = [
            (("", f"{sortable(item.time)} {item.identity}"), item)
            for item in self._wanted(filters, window)
        ]
        return page_of(sorted(placed, key=lambda row: row[0], reverse=True), limit, after)

    def activity(self, filters: Filters, window: Window) -> Activity:
        changes = (
            activity_of(item.status, item.previous_status)
            for item in bounded(self._wanted(filters, window), self._most)
            if item.origin.detail_type == CHANGE
        )
        return sum(changes, Activity())

    def past_of_resource(self, filters: Filters) -> Sequence[HistoryItem]:
        return bounded(self._wanted(filters, Window()), self._most)

    def _wanted(self, filters: Filters, window: Window) -> list[HistoryItem]:
        return [
            item
            for item in self._store.items.values()
            if admits(filters, asdict(item) | asdict(item.origin))
            and within(window, sortable(item.time))
        ]


def bounded[T](found: Sequence[T], most: int) -> Sequence[T]:
    """Return what was found, unless it is more than is read at once."""
    if len(found) > most:
        raise TooMuchToReadError
    return found


def admits(filters: Filters, members: dict[str, Any]) -> bool:
    """Return whether all that is asked for is there; a rule may be asked for in any variant."""
    asked = {name: value for name, value in asdict(filters).items() if value is not None}
    visible = asked.pop("accounts", None)
    if visible is not None and members["account"] not in visible:
        return False
    rule = asked.pop("rule_name", None)
    if rule and rule != members["rule_name"]:
        plain = normalise(rule) == rule and normalise(members["rule_name"] or "") == rule
        if not plain:
            return False
    return all(members[name] == value for name, value in asked.items())


def within(window: Window, time: str) -> bool:
    return not (window.start and time < sortable(window.start)) and not (
        window.end and time >= sortable(window.end)
    )


def page_of[T](placed: Sequence[Placed[T]], limit: int, after: Position | None) -> Page[T]:
    """Return the page of rows, which are in their order, that follows a position."""
    positions = [position for position, _ in placed]
    start = positions.index(after) + 1 if after else 0
    page = placed[start : start + limit]
    more = start + limit < len(placed)
    return Page([row for _, row in page], page[-1][0] if more else None)
