"""How the benchmark counts what AWS charges for, and how time passes in it."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from benchmarks.metered.changes import BREAKS, GOES, MENDS, Fleet
from benchmarks.metered.charges import read_units, stored_bytes, write_units
from benchmarks.metered.outcomes import NotDoneError, check_recorded, expect, stored, told, true_of
from benchmarks.metered.pollers import Poller
from benchmarks.metered.timeline import Timeline

START = datetime(2026, 11, 2, tzinfo=UTC)
SECOND, A_DAY = timedelta(seconds=1), timedelta(days=1)
INDEXES = [("open_pk", "open_sk"), ("rule_pk", "rule_sk")]
ITEM = {"pk": {"S": "a"}, "sk": {"S": "b"}, "rule_pk": {"S": "r"}, "rule_sk": {"S": "s"}}
OPEN = {**ITEM, "open_pk": {"S": "o"}, "open_sk": {"S": "1"}}
LARGE = {**ITEM, "annotation": {"S": "x" * 1100}}


def test_a_write_is_charged_with_the_entries_that_change() -> None:
    assert write_units(None, ITEM, INDEXES) == 2
    assert write_units(ITEM, OPEN, INDEXES) == 3
    assert write_units(OPEN, ITEM, INDEXES) == 3
    assert write_units(OPEN, OPEN, INDEXES) == 1
    moved = {**OPEN, "open_sk": {"S": "2"}}
    assert write_units(OPEN, moved, INDEXES) == 1 + 1 + 2


def test_a_transaction_is_charged_twice_and_its_index_entries_once() -> None:
    assert write_units(None, ITEM, INDEXES, transaction=True) == 3


def test_the_larger_of_before_and_after_counts_by_the_kilobyte() -> None:
    assert write_units(LARGE, ITEM, []) == 2
    assert write_units(None, LARGE, INDEXES, transaction=True) == 4 + 2


def test_a_read_is_charged_by_four_kilobytes_and_at_least_once() -> None:
    assert read_units(0, consistent=False) == 0.5
    assert read_units(4097, consistent=True) == 2


def test_what_is_stored_is_charged_with_a_hundred_bytes_more_for_each_copy() -> None:
    assert stored_bytes(ITEM, INDEXES) == 2 * (22 + 100)


def test_who_sleeps_lets_others_run_and_time_is_the_same_for_all() -> None:
    timeline, seen = Timeline(START), list[tuple[str, float]]()

    def note(name: str) -> None:
        seen.append((name, (timeline.now - START).total_seconds()))

    def sleeper() -> None:
        note("falls asleep")
        timeline.sleep(3 * SECOND)
        note("wakes up")

    timeline.at(START + SECOND, sleeper)
    timeline.at(START + 2 * SECOND, lambda: note("another"))
    timeline.run()
    assert seen == [("falls asleep", 1), ("another", 2), ("wakes up", 4)]


def test_a_stream_is_handed_over_one_batch_after_the_other() -> None:
    timeline, batches = Timeline(START), list[tuple[float, list[int]]]()

    def invoke(batch: list[int]) -> None:
        batches.append(((timeline.now - START).total_seconds(), batch))
        timeline.sleep(10 * SECOND)

    poller = Poller(timeline, invoke, batch=2)
    for number in range(4):
        timeline.at(START + number * SECOND, partial(poller.take, number))
    timeline.run()
    assert batches == [(0, [0]), (10, [1, 2]), (20, [3])]


def test_a_queue_hands_over_when_its_window_is_over_or_a_batch_is_full() -> None:
    timeline, batches = Timeline(START), list[tuple[float, list[int]]]()

    def invoke(batch: list[int]) -> None:
        batches.append(((timeline.now - START).total_seconds(), batch))

    poller = Poller(timeline, invoke, batch=2, window=SECOND, alone=False)
    for number in range(3):
        timeline.at(START, partial(poller.take, number))
    timeline.run()
    assert batches == [(0, [0, 1]), (1, [2])]


def test_what_is_recorded_is_what_happened_or_there_is_no_figure() -> None:
    fleet = Fleet(accounts=2)
    fleet.founded(START)
    complying = true_of(fleet)
    check_recorded(fleet, complying)
    assert len(fleet.happen(BREAKS, START + A_DAY)) == 1
    with pytest.raises(NotDoneError, match="1 results"):
        check_recorded(fleet, complying)  # as where the event was stale
    fleet.happen(MENDS, START + 2 * A_DAY)
    check_recorded(fleet, complying)
    fleet.happen(GOES, START + 2 * A_DAY)
    with pytest.raises(NotDoneError, match="4 results"):
        check_recorded(fleet, complying)


def test_states_are_those_that_are_not_closed_and_alerts_those_that_were_told() -> None:
    named = {"account": "1", "region": "r", "rule_name": "encrypted", "resource_type": "T"}
    version = f"{START:%Y-%m-%dT%H:%M:%S.%fZ}|{START:%Y-%m-%dT%H:%M:%S.%fZ}|e"
    state = {**named, "resource_id": "b", "version": version, "sk": "S#T#b#encrypted"}
    closed = {**state, "resource_id": "c"}
    items = [texts(**state, status="COMPLIANT"), texts(**closed), texts(sk="R#encrypted#T")]
    assert stored(items) == {("1", "b", "encrypted"): "COMPLIANT"}
    alerts = [
        texts(sk="A#000000000001#0000#opened#default", told_at="then"),
        texts(sk="A#000000000001#0001#resolved#default"),
        texts(sk="life"),
    ]
    assert told(alerts) == {"opened": 1}


def test_a_count_that_is_another_than_it_has_to_be_is_said() -> None:
    expect("violations", 20, 20)
    with pytest.raises(NotDoneError, match="violations: 10, and not 20"):
        expect("violations", 10, 20)


def texts(**members: str) -> dict[str, dict[str, str]]:
    return {name: {"S": value} for name, value in members.items()}
