"""What comparing states and rollups with their history needs."""

from collections.abc import Iterable
from typing import Protocol

from shared.domain.comparison import Kept
from shared.domain.history import HistoryItem
from shared.domain.observations import PlaceKey


class ComplianceRecords(Protocol):
    """All that is stored, place by place. Every method may raise StoreUnavailableError."""

    def kept(self, place: PlaceKey) -> Kept:
        """Return all states, open and closed, and all rollups, with what was just written."""
        ...

    def history(self, place: PlaceKey) -> Iterable[HistoryItem]:
        """Yield all that is still there of the history, with what was just written."""
        ...
