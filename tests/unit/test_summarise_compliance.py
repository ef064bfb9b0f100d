"""A summary is what a count of everything gives."""

import pytest
from hypothesis import given

from shared.domain.filters import Filters, Window
from shared.domain.rollups import Activity, count, total
from shared.ports.errors import TooMuchToReadError
from shared.usecases.record_batch import record_batch
from shared.usecases.summarise_compliance import summarise_compliance
from tests.builders.observations import at
from tests.builders.questions import RESOURCES, a_morning, messages, places, windows
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_queries import InMemoryComplianceQueries, InMemoryHistoryQueries

STORE = InMemoryComplianceStore()
record_batch(messages(a_morning(seed=1)), STORE, at(60), lambda _: None)
STATES = InMemoryComplianceQueries(STORE)
EVENTS = InMemoryHistoryQueries(STORE)


def test_it_is_taken_from_rollups_and_equals_a_recount() -> None:
    summary = summarise_compliance(Filters(), None, STATES, EVENTS, at(60))
    assert summary.counts == total(count(record.status) for record in STORE.records.values())
    assert (summary.as_of, summary.activity) == (at(60), None)


def test_of_one_resource_its_states_are_counted() -> None:
    one = Filters(resource_id=RESOURCES[0])
    summary = summarise_compliance(one, None, STATES, EVENTS, at(60))
    of_it = [r for k, r in STORE.records.items() if k.resource_id == RESOURCES[0]]
    assert summary.counts == total(count(record.status) for record in of_it)


@given(places, windows)
def test_activity_counted_by_quarters_is_what_counting_each_change_gives(
    place: Filters, window: Window
) -> None:
    summary = summarise_compliance(place, window, STATES, EVENTS, at(60))
    assert summary.activity == EVENTS.activity(place, window)


def test_activity_of_one_rule_is_counted_by_each_change() -> None:
    rule = Filters(rule_name="restricted-ssh")
    summary = summarise_compliance(rule, Window(), STATES, EVENTS, at(60))
    assert summary.activity == EVENTS.activity(rule, Window())
    assert summary.activity != Activity()


def test_what_is_too_much_to_count_is_not_counted_in_part() -> None:
    rule = Filters(rule_name="restricted-ssh")
    few = InMemoryHistoryQueries(STORE, most=1)
    with pytest.raises(TooMuchToReadError):
        summarise_compliance(rule, Window(), STATES, few, at(60))
    one = Filters(resource_id=RESOURCES[0])
    few_states = InMemoryComplianceQueries(STORE, most=1)
    with pytest.raises(TooMuchToReadError):
        summarise_compliance(one, None, few_states, EVENTS, at(60))
