"""States and rollups rebuilt from history equal those that recording has stored."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.comparison import Comparison, RollupDifference, StateDifference
from shared.domain.observations import Observation, PlaceKey
from shared.domain.rebuild import compare
from shared.domain.rollups import Counts, RollupKey
from shared.domain.state import LONGEST_TRAIL
from tests.builders.endings import PLACE, closure, rule_deletion
from tests.builders.observations import C, N, at, deletion, key, result
from tests.builders.streams import PLACES, arrivals, batch_sizes, deliver, streams
from tests.fakes.in_memory_compliance_records import InMemoryComplianceRecords
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore

RULE = key().rule_name
ROLLUP = RollupKey(PLACE.account, PLACE.region, RULE, key().resource_type)
type Change = Callable[[InMemoryComplianceStore], object]


def compared(
    store: InMemoryComplianceStore, oldest: float = -1_000_000, place: PlaceKey = PLACE
) -> Comparison:
    records = InMemoryComplianceRecords(store)
    return compare(records.kept(place), records.history(place), at(oldest))


def stored(*heard: Observation) -> InMemoryComplianceStore:
    store = InMemoryComplianceStore()
    deliver(heard, store)
    return store


@given(streams, batch_sizes, st.data())
def test_whatever_is_heard_in_any_order_is_stored_as_history_says(
    heard: list[Observation], sizes: list[int], data: st.DataObject
) -> None:
    store = InMemoryComplianceStore()
    deliver(data.draw(arrivals(heard)), store, sizes)
    found = sum((compared(store, place=place) for place in PLACES), Comparison())
    assert not found.differences
    assert (found.states, found.beyond) == (len(store.records), 0)


def test_what_is_equal_is_counted() -> None:
    store = stored(result(1, N), result(2, C, of=key(rule="other")), rule_deletion(3))
    assert compared(store) == Comparison(states=2, rollups=1)


def test_a_run_longer_than_the_trail_is_equal_in_any_order() -> None:
    heard = [result(minute, N) for minute in range(LONGEST_TRAIL + 10)]
    for order in (heard, heard[::-1], [*heard[1::2], *heard[::2]]):
        assert compared(stored(*order)) == Comparison(states=1, rollups=1)


def forget(store: InMemoryComplianceStore, minutes: float) -> None:
    store.items = {name: item for name, item in store.items.items() if item.time != at(minutes)}


def alter(store: InMemoryComplianceStore, **members: object) -> None:
    store.records[key()] = replace(store.records[key()], **members)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        lambda store: alter(store, status=N),
        lambda store: alter(store, status=None),
        lambda store: alter(store, annotation="because"),
        lambda store: alter(store, previous_status=None),
        lambda store: alter(store, began=store.records[key()].version, trail=()),
        lambda store: store.records.clear(),
        lambda store: forget(store, 1),
        lambda store: forget(store, 2),
        lambda store: forget(store, 3),
        lambda store: store.items.clear(),
    ],
)
def test_a_state_that_is_not_what_history_says_is_found(change: Change) -> None:
    store = stored(result(1, N), result(2, C), result(3, C))
    assert compared(store).is_equal
    change(store)
    [found] = [d for d in compared(store).differences if isinstance(d, StateDifference)]
    assert (found.key, found.stored) == (key(), store.records.get(key()))
    assert found.stored != found.rebuilt


@pytest.mark.parametrize(
    "end", [deletion(5), rule_deletion(5), closure(5), closure(5, key()), closure(5, reason="left")]
)
def test_an_end_that_is_missing_in_the_history_is_found(end: Observation) -> None:
    store = stored(result(1, N), end)
    assert compared(store) == Comparison(states=1)
    forget(store, 5)
    states = {d for d in compared(store).differences if isinstance(d, StateDifference)}
    assert [(d.stored and d.stored.status, d.rebuilt and d.rebuilt.status) for d in states] == [
        (None, N)
    ]


@pytest.mark.parametrize("counts", [Counts(), Counts(1, 1), Counts(2, 0, 2), Counts(-1, 0, -1)])
def test_a_rollup_that_is_not_a_recount_is_found(counts: Counts) -> None:
    store = stored(result(1, N))
    store.rollups[ROLLUP] = counts
    right = Counts(1, 0, 1)
    assert compared(store).differences == {RollupDifference(ROLLUP, counts, right, right)}


def test_a_rollup_of_states_that_are_not_there_is_found() -> None:
    store = stored(result(1, N))
    store.records.clear()
    right = Counts(1, 0, 1)
    assert RollupDifference(ROLLUP, right, Counts(), right) in compared(store).differences


def test_a_closed_state_that_has_expired_is_no_difference() -> None:
    store = stored(result(1, N), deletion(5), result(3, C, of=key(rule="other")))
    store.records.clear()
    assert compared(store) == Comparison()
