"""Lists are told a page at a time, each with the cursor of the next."""

import pytest

from shared.domain.filters import Filters, Window
from shared.ports.errors import InvalidCursorError
from shared.usecases.list_events import list_events
from shared.usecases.list_states import list_states
from shared.usecases.record_batch import record_batch
from tests.builders.observations import at
from tests.builders.questions import ACCOUNTS, a_morning, messages
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_queries import InMemoryComplianceQueries, InMemoryHistoryQueries
from tests.unit.test_signed_cursors import CURSORS

STORE = InMemoryComplianceStore()
record_batch(messages(a_morning(seed=1)), STORE, at(60), lambda _: None)
STATES = InMemoryComplianceQueries(STORE)
EVENTS = InMemoryHistoryQueries(STORE)
ANY = Filters()


def test_the_states_are_told_to_the_end_through_the_cursors() -> None:
    found = []
    cursor = None
    while True:
        listing = list_states(ANY, 7, cursor, STATES, CURSORS)
        found += listing.items
        cursor = listing.next_cursor
        if cursor is None:
            break
    assert found == STATES.states(ANY, 1000, None).items


def test_the_events_are_told_to_the_end_through_the_cursors() -> None:
    window = Window(start=at(5), end=at(30))
    found = []
    cursor = None
    while True:
        listing = list_events(ANY, window, 7, cursor, EVENTS, CURSORS)
        found += listing.items
        cursor = listing.next_cursor
        if cursor is None:
            break
    assert found == EVENTS.events(ANY, window, 1000, None).items


def test_a_cursor_goes_on_with_another_limit_but_not_with_other_filters() -> None:
    cursor = list_states(ANY, 2, None, STATES, CURSORS).next_cursor
    assert len(list_states(ANY, 5, cursor, STATES, CURSORS).items) == 5
    with pytest.raises(InvalidCursorError):
        list_states(Filters(account=ACCOUNTS[0]), 2, cursor, STATES, CURSORS)


def test_a_cursor_of_states_is_none_of_events_nor_one_of_another_window() -> None:
    cursor = list_states(ANY, 2, None, STATES, CURSORS).next_cursor
    with pytest.raises(InvalidCursorError):
        list_events(ANY, Window(), 2, cursor, EVENTS, CURSORS)
    cursor = list_events(ANY, Window(), 2, None, EVENTS, CURSORS).next_cursor
    with pytest.raises(InvalidCursorError):
        list_events(ANY, Window(start=at(0)), 2, cursor, EVENTS, CURSORS)
