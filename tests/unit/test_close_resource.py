"""Closing goes on against other writers, and stops at what is not its own."""

import pytest

from shared.domain.observations import ResourceKey, Version
from shared.domain.plan import Knowledge, Plan
from shared.domain.state import Record
from shared.ports.errors import StoreUnavailableError
from shared.usecases.close_resource import close_resource
from shared.usecases.record_evaluations import ATTEMPTS, record_evaluations
from tests.builders.observations import C, N, deletion, key, result
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore


class Interrupted(InMemoryComplianceStore):
    """Another writer comes between the reading of a state and the first write of its closing."""

    meanwhile: list[Record | None]

    def commit(self, plan: Plan) -> Knowledge | None:
        if plan.history or not self.meanwhile:
            return super().commit(plan)
        between = self.meanwhile.pop()
        if between is not None:
            return Knowledge(records={between.key: between})
        return Knowledge(records={plan.states[0].record.key: None})


def interrupted_by(*records: Record | None) -> Interrupted:
    store = Interrupted()
    store.meanwhile = list(records)
    record_evaluations([result(1, N)], store, lambda _: None)
    return store


def test_a_state_that_got_a_newer_result_meanwhile_stays_open() -> None:
    other = InMemoryComplianceStore()
    record_evaluations([result(9, N, C)], other, lambda _: None)
    store = interrupted_by(other.records[key()])
    [plan] = close_resource(deletion(5), store, lambda _: None)
    assert not plan.states


def test_a_state_that_is_gone_meanwhile_needs_no_closing() -> None:
    assert close_resource(deletion(5), interrupted_by(None), lambda _: None) == []


def test_a_closed_state_is_not_closed_again() -> None:
    store = InMemoryComplianceStore()
    record_evaluations([result(1, C)], store, lambda _: None)
    close_resource(deletion(5), store, lambda _: None)
    trips = store.trips
    close_resource(deletion(5), store, lambda _: None)
    assert store.trips == trips


class Busy(InMemoryComplianceStore):
    """Somebody else writes the deletion so many times first."""

    times = 2

    def bury(self, resource: ResourceKey, version: Version) -> bool:
        self.times -= 1
        return self.times < 0 and super().bury(resource, version)


def test_a_deletion_that_meets_another_writer_is_remembered_at_the_next_attempt() -> None:
    store, pauses = Busy(), list[int]()
    close_resource(deletion(5), store, pauses.append)
    assert (len(store.buried), pauses) == (1, [0, 1])
    store.times = ATTEMPTS
    with pytest.raises(StoreUnavailableError):
        close_resource(deletion(6), store, pauses.append)


def test_conflicts_that_do_not_end_are_an_error_after_so_many_attempts() -> None:
    class Contended(InMemoryComplianceStore):
        def commit(self, plan: Plan) -> Knowledge | None:
            return super().commit(plan) if plan.history else Knowledge()

    store, pauses = Contended(), list[int]()
    record_evaluations([result(1, N)], store, lambda _: None)
    with pytest.raises(StoreUnavailableError):
        close_resource(deletion(5), store, pauses.append)
    assert len(pauses) == ATTEMPTS
