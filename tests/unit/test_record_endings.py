"""What ends closes all states in it that are older, and none beside it."""

from collections.abc import Callable

import pytest

from shared.domain.graves import DELETED, RULE_DELETED
from shared.domain.notices import NoticeKind
from shared.domain.observations import Evaluation, Observation, PlaceKey, StateKey
from shared.domain.rollups import Counts
from shared.domain.state import Record
from tests.builders.endings import PLACE, closure, rule_deletion
from tests.builders.observations import C, N, deletion, key, result
from tests.builders.streams import KEYS, deliver, there
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore

STATE, SAME_RULE, SAME_RESOURCE, ELSEWHERE = (
    key("bucket-0", "rule-a"),
    key("bucket-1", "rule-a"),
    key("bucket-0", "rule-b"),
    PlaceKey(PLACE.account, "us-east-1"),
)
HERE = {of for of in KEYS if of.region == PLACE.region}
# What is said to have ended at a minute, why that ends a state, and which of all states end.
ENDS: dict[str, tuple[Callable[[float], Observation], str, set[StateKey]]] = {
    "resource": (lambda m: deletion(m, STATE), DELETED, {STATE, SAME_RESOURCE}),
    "rule": (lambda m: rule_deletion(m, STATE), RULE_DELETED, {STATE, SAME_RULE}),
    "place": (lambda m: closure(m, PLACE, "it left"), "it left", HERE),
    "state": (lambda m: closure(m, STATE, "AWS Config forgot"), "AWS Config forgot", {STATE}),
}


def heard(*observations: Observation) -> InMemoryComplianceStore:
    store = InMemoryComplianceStore()
    deliver(observations, store)
    return store


def everywhere(minute: float, status: str = N) -> list[Evaluation]:
    return [there(result(minute, status, of=of)) for of in KEYS]


def is_open(record: Record | None) -> bool:
    return record is not None and record.status is not None


@pytest.mark.parametrize("end", ENDS)
def test_it_closes_the_states_in_it_and_says_why(end: str) -> None:
    says, why, ended = ENDS[end]
    store = heard(*everywhere(1), says(5))
    assert {of for of, record in store.records.items() if not is_open(record)} == ended
    assert {store.records[of].closed_because for of in ended} == {why}
    told = [notice for notice in store.notices if notice.kind is NoticeKind.RESOLVED]
    assert {(notice.key, notice.reason) for notice in told} == {(of, why) for of in ended}
    assert sum(counts.total for counts in store.rollups.values()) == len(KEYS) - len(ended)


@pytest.mark.parametrize("end", ENDS)
def test_an_older_result_that_comes_later_stays_closed_and_untold(end: str) -> None:
    says, _, ended = ENDS[end]
    store = heard(says(5), *everywhere(1))
    assert {of for of in KEYS if not is_open(store.records.get(of))} == ended
    assert {notice.key for notice in store.notices} == set(KEYS) - ended
    assert len(store.items) == len(KEYS) + 1


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("first", ["the end", "the result"])
def test_a_newer_result_is_open(end: str, first: str) -> None:
    says, _, _ = ENDS[end]
    result_first = [*everywhere(6), says(5)]
    store = heard(*(result_first if first == "the result" else reversed(result_first)))
    assert all(is_open(store.records[of]) for of in KEYS)
    assert len(store.notices) == len(KEYS)


@pytest.mark.parametrize("end", ENDS)
def test_an_older_end_that_comes_later_ends_nothing_that_began_after_it(end: str) -> None:
    says, _, ended = ENDS[end]
    store = heard(*everywhere(1), says(5), *everywhere(6), says(4), says(5))
    assert all(is_open(store.records[of]) for of in KEYS)
    assert {store.records[of].previous_status for of in ended} == {None}


def test_compliant_states_are_closed_and_nothing_is_told() -> None:
    store = heard(*everywhere(1, C), rule_deletion(5, STATE))
    assert not store.notices
    assert not is_open(store.records[STATE])


def test_the_newest_of_several_ends_counts() -> None:
    ends = (rule_deletion(7, STATE), deletion(5, STATE), closure(6))
    store = heard(result(1, N, of=STATE), *ends)
    assert store.records[STATE].closed_because == RULE_DELETED
    for reopening, count in ((6.5, 0), (8, 1)):
        store = heard(*ends, result(reopening, N, of=STATE))
        assert len(store.notices) == count


def test_what_has_ended_counts_nothing() -> None:
    store = heard(*everywhere(1), closure(5), closure(5, ELSEWHERE))
    assert set(store.rollups.values()) == {Counts()}
