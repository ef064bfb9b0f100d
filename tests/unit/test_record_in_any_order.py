"""Whatever the order of arrival, what is stored is the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.observations import Observation
from shared.domain.rollups import Counts, RollupKey, count
from tests.builders.streams import arrivals, batch_sizes, deliver, streams
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore


def recount(store: InMemoryComplianceStore) -> dict[RollupKey, Counts]:
    counted: dict[RollupKey, Counts] = {}
    for of, record in store.records.items():
        rollup = RollupKey(of.account, of.region, of.rule_name, of.resource_type)
        counted[rollup] = counted.get(rollup, Counts()) + count(record.status)
    return {rollup: counts for rollup, counts in counted.items() if counts != Counts()}


def open_records(store: InMemoryComplianceStore) -> object:
    return {of: record for of, record in store.records.items() if record.status is not None}


def nonzero(store: InMemoryComplianceStore) -> dict[RollupKey, Counts]:
    return {rollup: counts for rollup, counts in store.rollups.items() if counts != Counts()}


@settings(max_examples=200)
@given(streams, batch_sizes, st.data())
def test_any_order_repetition_and_batching_give_the_same_and_rollups_equal_a_recount(
    heard: list[Observation], sizes: list[int], data: st.DataObject
) -> None:
    one_by_one, batched = InMemoryComplianceStore(), InMemoryComplianceStore()
    deliver(heard, one_by_one)
    deliver(data.draw(arrivals(heard)), batched, sizes)
    assert open_records(batched) == open_records(one_by_one)
    assert set(batched.items) == set(one_by_one.items)
    assert batched.activity == one_by_one.activity
    assert nonzero(batched) == nonzero(one_by_one) == recount(batched)
