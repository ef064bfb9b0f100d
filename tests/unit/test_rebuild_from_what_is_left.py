"""History expires and states do not: what can no longer be known is not asked for."""

from dataclasses import replace

import pytest

from shared.domain.comparison import Comparison
from shared.domain.observations import Observation
from shared.domain.rebuild import compare
from tests.builders.endings import PLACE, closure, rule_deletion
from tests.builders.observations import C, N, at, deletion, key, result
from tests.builders.streams import deliver
from tests.fakes.in_memory_compliance_records import InMemoryComplianceRecords
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore

OLDEST = 100


def stored(*heard: Observation) -> InMemoryComplianceStore:
    store = InMemoryComplianceStore()
    deliver(heard, store)
    return store


def left(store: InMemoryComplianceStore) -> Comparison:
    records = InMemoryComplianceRecords(store)
    return compare(records.kept(PLACE), records.history(PLACE), at(OLDEST))


def expire(store: InMemoryComplianceStore) -> None:
    store.items = {name: i for name, i in store.items.items() if i.time >= at(OLDEST)}


CASES: dict[str, list[Observation]] = {
    "began before": [result(1, N, C), result(200, N, annotation="still")],
    "was something else before": [result(1, N), result(200, C), result(201, C)],
    "changed as the event says": [result(1, N), result(200, C, N)],
    "nothing before is known": [result(200, N)],
    "ended": [result(1, N), result(2, N), deletion(200)],
    "its rule ended": [result(1, N), rule_deletion(200)],
    "its place ended": [result(1, N), closure(200)],
    "it was ended": [result(1, N), closure(200, key())],
    "ended and begun again": [result(1, N), deletion(2), result(200, N), result(201, N)],
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_newer_than_the_oldest_history_is_compared_as_far_as_it_can_be(case: str) -> None:
    store = stored(*CASES[case])
    for expired_really in (False, True):  # DynamoDB deletes late
        if expired_really:
            expire(store)
        found = left(store)
        assert not found.differences
        assert (found.states, found.beyond) == (1, 0)


@pytest.mark.parametrize("heard", [[result(1, N)], [result(1, N), deletion(2)]])
def test_what_is_older_than_the_oldest_history_is_counted_and_not_compared(
    heard: list[Observation],
) -> None:
    store = stored(*heard)
    expire(store)
    found = left(store)
    assert (found.states, found.beyond, found.is_equal) == (0, 1, True)
    store.records[key()] = replace(store.records[key()], annotation="altered")
    assert left(store).is_equal


def test_a_rollup_is_recounted_whatever_the_age_of_its_states() -> None:
    store = stored(result(1, N), result(200, N, of=key("another")))
    expire(store)
    assert left(store).rollups == 1
    store.rollups.clear()
    assert len(left(store).differences) == 1


@pytest.mark.parametrize("members", [{"status": C}, {"annotation": "altered"}])
def test_what_began_before_is_still_compared_in_what_is_newest(members: dict[str, str]) -> None:
    store = stored(*CASES["began before"])
    store.records[key()] = replace(store.records[key()], **members)  # type: ignore[arg-type]
    assert left(store).differences


def test_an_old_state_that_history_has_something_newer_of_is_a_difference() -> None:
    store = stored(result(1, N))
    older = dict(store.records)
    deliver([result(200, C, N)], store)
    store.records = older
    assert left(store).differences
