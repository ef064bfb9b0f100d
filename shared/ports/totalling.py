"""What is known of the organisation as a whole, without reading each place."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from shared.domain.filters import Window
from shared.domain.observations import PlaceKey
from shared.domain.resolve_times import OrganisationActivity
from shared.domain.rollups import Counts
from shared.domain.totals import Totals


class TotalsQueries(Protocol):
    """Sums that follow the states by a second or so; all raise StoreUnavailableError."""

    def totals(self) -> Totals:
        """Return how the organisation stands."""
        ...

    def shares(
        self, places: Iterable[PlaceKey]
    ) -> Mapping[PlaceKey, Mapping[tuple[str, str], Counts]]:
        """Return what each place contributed, by the full name of the rule and the type."""
        ...

    def activity(self, quarters: Window) -> OrganisationActivity:
        """Return what happened in whole quarters of an hour."""
        ...
