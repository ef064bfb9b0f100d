"""A summary is what a count of everything gives."""

from hypothesis import given

from shared.domain.filters import Filters, Window
from shared.domain.pages import Page, Position
from shared.domain.rollups import Activity, count, total
from shared.domain.state import Record
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


class ShortPages(InMemoryComplianceQueries):
    """Answers with less than was asked for, as a store may."""

    def states(self, filters: Filters, limit: int, after: Position | None) -> Page[Record]:
        return super().states(filters, min(limit, 2), after)


def test_it_is_taken_from_rollups_and_equals_a_recount() -> None:
    summary = summarise_compliance(Filters(), None, STATES, EVENTS, at(60))
    assert summary.counts == total(count(record.status) for record in STORE.records.values())
    assert (summary.as_of, summary.activity) == (at(60), None)


def test_of_one_resource_its_states_are_counted_however_many_pages_they_take() -> None:
    one = Filters(resource_id=RESOURCES[0])
    summary = summarise_compliance(one, None, ShortPages(STORE), EVENTS, at(60))
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
