"""Sums of the organisation, added up from the rollups of every place at each question."""

from collections.abc import Iterable, Mapping

from shared.domain.filters import Filters, Window
from shared.domain.observations import PlaceKey
from shared.domain.resolve_times import OrganisationActivity, ResolveTimes
from shared.domain.rollups import Counts
from shared.domain.rule_names import normalise
from shared.domain.totals import Cell, Totals
from shared.ports.asking import ComplianceQueries


class SummedTotals:
    """Implements TotalsQueries; how long violations took to be resolved is set by a test."""

    def __init__(self, queries: ComplianceQueries) -> None:
        self._queries = queries
        self.resolve_times = ResolveTimes()
        self.fixed: Totals | None = None
        self.asked: list[Window] = []

    def totals(self, region: str | None = None) -> Totals:
        if self.fixed:
            return self.fixed
        places: dict[PlaceKey, Counts] = {}
        cells: dict[Cell, Counts] = {}
        for key, counts in self._queries.rollups(Filters(region=region)):
            place = PlaceKey(key.account, key.region)
            cell = Cell(key.region, normalise(key.rule_name), key.resource_type)
            places[place] = places.get(place, Counts()) + counts
            cells[cell] = cells.get(cell, Counts()) + counts
        return Totals.of_places(places, cells)

    def shares(
        self, places: Iterable[PlaceKey]
    ) -> Mapping[PlaceKey, Mapping[tuple[str, str], Counts]]:
        return {place: self._share(place) for place in places}

    def activity(self, quarters: Window, region: str | None = None) -> OrganisationActivity:
        self.asked.append(quarters)
        happened = self._queries.activity(Filters(region=region), quarters)
        return OrganisationActivity(happened, self.resolve_times)

    def _share(self, place: PlaceKey) -> dict[tuple[str, str], Counts]:
        filters = Filters(account=place.account, region=place.region)
        rows = self._queries.rollups(filters)
        return {(key.rule_name, key.resource_type): counts for key, counts in rows}
