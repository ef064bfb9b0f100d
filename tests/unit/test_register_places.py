"""The registry: the places that something is stored of, and whether they were heard from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.observations import ApiCall, Observation, OfNoConcern, PlaceKey
from tests.builders.endings import PLACE, closure, reconciled, rule_deletion
from tests.builders.observations import C, N, at, deletion, key, origin, result
from tests.builders.streams import arrivals, deliver, streams
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore


@pytest.mark.parametrize(
    "says", [result(1, N), deletion(1), rule_deletion(1), ApiCall(origin(), at(1), "PutConfigRule")]
)
def test_a_place_that_is_heard_from_is_registered(says: Observation) -> None:
    store = InMemoryComplianceStore()
    deliver([says], store)
    assert store.registered == {PLACE: at(0)}


@pytest.mark.parametrize("says", [result(1, N, replayed=True), reconciled(1, N)])
def test_a_place_that_something_is_found_of_is_registered_and_was_not_heard_from(
    says: Observation,
) -> None:
    store = InMemoryComplianceStore()
    deliver([says], store)
    assert store.registered == {PLACE: None}
    deliver([result(2, C, N), says], store)
    assert store.registered == {PLACE: at(0)}


@pytest.mark.parametrize("says", [OfNoConcern(origin(), "detail-type"), closure(1, key())])
def test_what_tells_of_no_life_registers_no_place(says: Observation) -> None:
    store = InMemoryComplianceStore()
    deliver([says], store)
    assert not store.registered


def test_a_place_that_is_gone_leaves_the_registry_until_something_is_heard_again() -> None:
    store = InMemoryComplianceStore()
    deliver([result(1, N), closure(2)], store)
    assert not store.registered
    deliver([result(3, N)], store)
    assert PLACE in store.registered


@given(streams, st.data())
def test_a_place_that_has_open_states_is_in_the_registry(
    heard: list[Observation], data: st.DataObject
) -> None:
    store = InMemoryComplianceStore()
    deliver(data.draw(arrivals(heard)), store)
    watched = {
        PlaceKey(of.account, of.region)
        for of, record in store.records.items()
        if record.status is not None
    }
    assert watched <= store.registered.keys()
