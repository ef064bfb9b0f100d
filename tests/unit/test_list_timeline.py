"""The timeline of a resource is whole, however much of its past is read at once."""

import pytest

from shared.domain.filters import Filters, Window
from shared.ports.errors import InvalidCursorError, TooMuchToReadError
from shared.usecases import list_timeline as module
from shared.usecases.list_timeline import TimelineSources, list_timeline
from shared.usecases.record_batch import record_batch
from tests.builders.observations import C, N, at, deletion, key, result
from tests.builders.questions import messages
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_overview import InMemoryOverview
from tests.fakes.in_memory_queries import InMemoryComplianceQueries, InMemoryHistoryQueries
from tests.unit.test_signed_cursors import CURSORS

OF_BUCKET = Filters(resource_id="bucket-1")


@pytest.fixture
def sources() -> TimelineSources:
    store = InMemoryComplianceStore()
    rules = ["a", "b", "c"]
    heard = [
        *(result(0, C, of=key(rule=rule)) for rule in rules),
        *(result(5, N, C, of=key(rule=rule)) for rule in rules),
        result(6, N, of=key("bucket-2")),
    ]
    record_batch(messages(heard), store, at(60), lambda _: None)
    record_batch(messages([deletion(9)]), store, at(60), lambda _: None)
    again = [result(20, C, of=key(rule=rule)) for rule in ("a", "b")]
    record_batch(messages(again), store, at(60), lambda _: None)
    return TimelineSources(
        InMemoryComplianceQueries(store), InMemoryHistoryQueries(store), InMemoryOverview(store)
    )


def test_of_an_id_with_too_many_states_nothing_is_told_rather_than_a_part(
    sources: TimelineSources, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list_timeline(OF_BUCKET, Window(), 100, None, sources, CURSORS)
    assert [span.status for span in whole.items] == [C, C, N, N, N, C, C, C]
    assert whole.next_cursor is None
    monkeypatch.setattr(module, "MOST_STATES", 3)
    assert list_timeline(OF_BUCKET, Window(), 100, None, sources, CURSORS) == whole
    monkeypatch.setattr(module, "MOST_STATES", 2)
    with pytest.raises(TooMuchToReadError):
        list_timeline(OF_BUCKET, Window(), 100, None, sources, CURSORS)


def test_a_page_goes_on_where_the_one_before_ended(sources: TimelineSources) -> None:
    whole = list_timeline(OF_BUCKET, Window(), 100, None, sources, CURSORS).items
    first = list_timeline(OF_BUCKET, Window(), 3, None, sources, CURSORS)
    rest = list_timeline(OF_BUCKET, Window(), 100, first.next_cursor, sources, CURSORS)
    assert first.items + rest.items == whole
    with pytest.raises(InvalidCursorError):
        list_timeline(OF_BUCKET, Window(end=at(9)), 3, first.next_cursor, sources, CURSORS)


def test_of_a_resource_that_nobody_heard_of_there_is_nothing(sources: TimelineSources) -> None:
    unknown = Filters(resource_id="none")
    assert list_timeline(unknown, Window(), 9, None, sources, CURSORS).items == []
