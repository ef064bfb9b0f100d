"""All that the compliance store in memory keeps, place by place."""

from collections.abc import Callable, Iterator

from shared.domain.comparison import Kept
from shared.domain.history import HistoryItem
from shared.domain.observations import PlaceKey
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore


class InMemoryComplianceRecords:
    """Reads a store; `meanwhile` is called when history was read and states not yet."""

    def __init__(self, store: InMemoryComplianceStore) -> None:
        self.store = store
        self.meanwhile: Callable[[], None] = lambda: None
        self.looks = 0

    def kept(self, place: PlaceKey) -> Kept:
        self.looks += 1
        store = self.store
        return Kept(
            {record.key: record for record in store.states_of(place)},
            {k: c for k, c in store.rollups.items() if PlaceKey(k.account, k.region) == place},
        )

    def history(self, place: PlaceKey) -> Iterator[HistoryItem]:
        origins = [
            (PlaceKey(i.origin.account, i.origin.region), i) for i in self.store.items.values()
        ]
        yield from [item for where, item in origins if where == place]
        self.meanwhile()
