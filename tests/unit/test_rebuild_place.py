"""What differs is looked at again before it is believed: the place may be written meanwhile."""

from datetime import timedelta

from shared.domain.comparison import Comparison, SumDifference
from shared.usecases.rebuild import AGAIN_AFTER, rebuild_place
from tests.builders.endings import PLACE
from tests.builders.observations import C, N, key, result
from tests.builders.streams import deliver
from tests.fakes.clock import FakeClock
from tests.fakes.in_memory_compliance_records import InMemoryComplianceRecords
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore

RETENTION = timedelta(days=90)


class Rebuilding:
    """A place that is looked at while others write to it."""

    def __init__(self) -> None:
        self.store = InMemoryComplianceStore()
        self.records = InMemoryComplianceRecords(self.store)
        self.clock = FakeClock()
        self.written = 0

    def hear(self) -> None:
        self.written += 1
        status, old = (N, C) if self.written % 2 else (C, N)
        deliver([result(self.written, status, old)], self.store)

    def run(self) -> Comparison:
        return rebuild_place(PLACE, self.records, RETENTION, self.clock)


def test_what_is_equal_is_looked_at_once() -> None:
    of = Rebuilding()
    of.hear()
    assert of.run() == Comparison(states=1, rollups=1)
    assert (of.records.looks, of.clock.slept) == (1, timedelta())


def test_what_was_written_between_the_reading_of_history_and_of_states_is_no_difference() -> None:
    of = Rebuilding()

    def once() -> None:
        if not of.written:
            of.hear()

    of.records.meanwhile = once
    assert of.run().is_equal
    assert of.records.looks == 2


def test_what_differs_each_time_is_reported_at_last() -> None:
    of = Rebuilding()
    of.hear()
    of.store.items.clear()
    found = of.run()
    assert (len(found.differences), found.unsettled) == (2, frozenset())
    assert of.records.looks == 1 + len(AGAIN_AFTER)
    assert of.clock.slept == sum(AGAIN_AFTER, timedelta())


def test_what_moves_each_time_is_told_apart_from_what_stays_different() -> None:
    of = Rebuilding()
    deliver([result(1, N, of=key(rule="other"))], of.store)
    of.store.items.clear()
    of.records.meanwhile = of.hear
    found = of.run()
    assert {
        each.key.rule_name for each in found.differences if not isinstance(each, SumDifference)
    } == {"other"}
    assert {
        each.key.rule_name for each in found.unsettled if not isinstance(each, SumDifference)
    } == {key().rule_name}
    assert not found.is_equal


def test_history_that_may_expire_any_moment_is_not_asked_for() -> None:
    of = Rebuilding()
    of.hear()
    of.clock.time += RETENTION - timedelta(hours=4)
    assert of.run().states == 1
    of.clock.time += timedelta(minutes=10)
    assert of.run().beyond == 1
