"""Other writers come between any two steps of one, and what is stored is the same."""

from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.comparison import Comparison
from shared.domain.history import HistoryItem
from shared.domain.observations import Grave, Observation, PlaceKey, Scope, Version
from shared.domain.plan import Knowledge, Plan
from shared.domain.rebuild import compare
from shared.domain.state import Record
from tests.builders.observations import at
from tests.builders.streams import PLACES, batch_sizes, deliver, streams
from tests.fakes.in_memory_compliance_records import InMemoryComplianceRecords
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore


class Shared(InMemoryComplianceStore):
    """Before each step of a writer another one may record something as a whole."""

    def __init__(self, others: Sequence[Observation], turns: Sequence[bool]) -> None:
        super().__init__()
        self.others, self.turns = list(others), list(turns)

    def _step(self) -> None:
        if self.others and self.turns and self.turns.pop():
            deliver([self.others.pop()], self)

    def commit(self, plan: Plan) -> Knowledge | None:
        self._step()
        return super().commit(plan)

    def bury(self, grave: Grave, version: Version) -> bool:
        self._step()
        return super().bury(grave, version)

    def states_of(self, scope: Scope) -> Iterator[Record]:
        self._step()
        return super().states_of(scope)

    def remember(self, item: HistoryItem) -> None:
        self._step()
        super().remember(item)


def differing(store: InMemoryComplianceStore, place: PlaceKey) -> Comparison:
    records = InMemoryComplianceRecords(store)
    return compare(records.kept(place), records.history(place), at(-1_000_000))


@given(streams, streams, batch_sizes, st.lists(st.booleans(), max_size=40))
def test_whoever_comes_between_states_and_rollups_are_what_history_says(
    heard: list[Observation], others: list[Observation], sizes: list[int], turns: list[bool]
) -> None:
    store = Shared(others, turns)
    deliver(heard, store, sizes)
    store.turns = []
    deliver(store.others, store)
    assert not any(differing(store, place).differences for place in PLACES)
