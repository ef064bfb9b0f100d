"""The sums of the organisation, from the rollups in memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from shared.domain.filters import Filters, Window
from shared.domain.observations import PlaceKey
from shared.domain.resolve_times import OrganisationActivity
from shared.domain.rollups import Counts
from shared.domain.rule_names import normalise
from shared.domain.totals import Cell, Matrix, Totals
from shared.ports.asking import ComplianceQueries


class RollupTotals:
    """Implements TotalsQueries but for how long violations lasted, which rollups do not know."""

    def __init__(self, compliance: ComplianceQueries) -> None:
        self._compliance = compliance

    def totals(self, region: str | None = None) -> Totals:
        by_place: defaultdict[PlaceKey, Counts] = defaultdict(Counts)
        by_cell: defaultdict[Cell, Counts] = defaultdict(Counts)
        for key, counts in self._compliance.rollups(Filters(region=region)):
            by_place[PlaceKey(key.account, key.region)] += counts
            by_cell[Cell(key.region, normalise(key.rule_name), key.resource_type)] += counts
        return Totals.of_places(by_place, by_cell)

    def shares(self, places: Iterable[PlaceKey]) -> Mapping[PlaceKey, Matrix]:
        return {place: dict(self._share(place)) for place in places}

    def _share(self, place: PlaceKey) -> Iterable[tuple[tuple[str, str], Counts]]:
        filters = Filters(account=place.account, region=place.region)
        for key, counts in self._compliance.rollups(filters):
            yield (key.rule_name, key.resource_type), counts

    def activity(self, quarters: Window, region: str | None = None) -> OrganisationActivity:
        return OrganisationActivity(self._compliance.activity(Filters(region=region), quarters))
