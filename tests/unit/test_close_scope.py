"""Closing goes on against other writers, and stops at what is not its own."""

import pytest

from shared.domain.graves import DELETED
from shared.domain.observations import Grave, ItemChange, Version
from shared.domain.plan import Knowledge, Plan
from shared.domain.state import Record
from shared.ports.errors import StoreUnavailableError
from shared.usecases.close_scope import CLOSINGS_AT_ONCE, close_scope
from shared.usecases.record_evaluations import ATTEMPTS, record_evaluations
from tests.builders.endings import closure
from tests.builders.observations import C, N, deletion, key, result
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore


class Interrupted(InMemoryComplianceStore):
    """Another writer comes between the reading of a state and the first write of its closing."""

    meanwhile: list[Record | None]

    def commit(self, plan: Plan) -> Knowledge | None:
        if plan.history or not self.meanwhile:
            return super().commit(plan)
        between = self.meanwhile.pop()
        if between is None:
            self.records.clear()
        return Knowledge(records={plan.states[0].record.key: between})


def interrupted_by(*records: Record | None) -> Interrupted:
    store = Interrupted()
    store.meanwhile = list(records)
    record_evaluations([result(1, N)], store, lambda _: None)
    return store


def close(heard: ItemChange, store: InMemoryComplianceStore) -> tuple[list[Plan], list[int]]:
    pauses: list[int] = []
    return close_scope(heard, heard.resource, DELETED, store, pauses.append), pauses


def test_a_state_that_got_a_newer_result_meanwhile_stays_open() -> None:
    other = InMemoryComplianceStore()
    record_evaluations([result(9, N, C)], other, lambda _: None)
    store = interrupted_by(other.records[key()])
    [plan], _ = close(deletion(5), store)
    assert not plan.states


def test_a_state_that_is_gone_meanwhile_is_not_open_afterwards() -> None:
    store = interrupted_by(None)
    _, pauses = close(deletion(5), store)
    assert not pauses
    assert all(record.status is None for record in store.records.values())


@pytest.mark.parametrize("newest", ["the state", "its place"])
def test_a_state_that_is_closed_before_it_is_heard_of_stays_closed(newest: str) -> None:
    store = InMemoryComplianceStore()
    ends = [closure(5, key()), closure(6 if newest == "its place" else 4)]
    for heard in (ends, reversed(ends)):
        for end in heard:
            close_scope(end, end.scope, end.reason, store, lambda _: None)
    record_evaluations([result(4.5, N)], store, lambda _: None)
    assert all(record.status is None for record in store.records.values())
    record_evaluations([result(7, N, C)], store, lambda _: None)
    assert store.records[key()].status == N


def test_a_closed_state_is_not_closed_again() -> None:
    store = InMemoryComplianceStore()
    record_evaluations([result(1, C)], store, lambda _: None)
    close(deletion(5), store)
    trips = store.trips
    close(deletion(5), store)
    assert store.trips == trips


@pytest.mark.parametrize("number", [CLOSINGS_AT_ONCE, CLOSINGS_AT_ONCE + 1, 70])
def test_many_states_are_closed_in_transactions_that_the_store_takes(number: int) -> None:
    store = InMemoryComplianceStore()
    for n in range(number):
        record_evaluations([result(1, N, of=key(rule=f"rule-{n}"))], store, lambda _: None)
    plans, _ = close(deletion(5), store)
    assert len(plans) == -(-number // CLOSINGS_AT_ONCE)
    assert max(plan.size for plan in plans) <= 100
    assert {record.status for record in store.records.values()} == {None}


class Busy(InMemoryComplianceStore):
    """Somebody else writes the deletion so many times first."""

    times = 2

    def bury(self, grave: Grave, version: Version) -> bool:
        self.times -= 1
        return self.times < 0 and super().bury(grave, version)


def test_a_deletion_that_meets_another_writer_is_remembered_at_the_next_attempt() -> None:
    store = Busy()
    assert close(deletion(5), store) == ([], [0, 1])
    assert len(store.buried) == 1
    store.times = ATTEMPTS
    with pytest.raises(StoreUnavailableError):
        close(deletion(6), store)


class Contended(InMemoryComplianceStore):
    """Somebody else is always first where a state is to be closed."""

    def commit(self, plan: Plan) -> Knowledge | None:
        return super().commit(plan) if plan.history else Knowledge()


def test_conflicts_that_do_not_end_are_an_error_and_nothing_is_said_to_have_ended() -> None:
    store, pauses, heard = Contended(), list[int](), deletion(5)
    record_evaluations([result(1, N)], store, lambda _: None)
    with pytest.raises(StoreUnavailableError):
        close_scope(heard, heard.resource, DELETED, store, pauses.append)
    assert pauses == list(range(ATTEMPTS))
    assert not [item for item in store.items.values() if item.closes]
