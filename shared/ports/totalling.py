"""What is known of the organisation as a whole, without reading each place."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from shared.domain.contributions import Contribution, Sums
from shared.domain.filters import Window
from shared.domain.observations import PlaceKey
from shared.domain.resolve_times import OrganisationActivity
from shared.domain.rollups import Counts
from shared.domain.totals import Matrix, Totals


class TotalsQueries(Protocol):
    """Sums that follow the states by a second or so; all raise StoreUnavailableError."""

    def totals(self, region: str | None = None) -> Totals:
        """Return how the organisation stands, or what of it is in one region."""
        ...

    def shares(self, places: Iterable[PlaceKey]) -> Mapping[PlaceKey, Matrix]:
        """Return what each place contributed, by the full name of the rule and the type."""
        ...

    def activity(self, quarters: Window, region: str | None = None) -> OrganisationActivity:
        """Return what happened in whole quarters of an hour, in all regions or in one."""
        ...


class TotalsStore(Protocol):
    """Where the sums are kept; all raise StoreUnavailableError."""

    def sums(self, places: Iterable[PlaceKey]) -> Sums:
        """Return what is stored of the places, with what was just written."""
        ...

    def add(self, contribution: Contribution) -> bool:
        """Write all of it or nothing; False where somebody else wrote first."""
        ...

    def places(self) -> Iterable[PlaceKey]:
        """Yield every place of the registry."""
        ...

    def counts(self, place: PlaceKey) -> Mapping[tuple[str, str], Counts]:
        """Return what is counted in a place itself, with what was just written."""
        ...
