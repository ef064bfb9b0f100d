"""The sums of the organisation equal what is counted in its places, whatever happens on the way."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.comparison import Comparison, SumDifference
from shared.domain.contributions import (
    MOST_ACTIONS,
    ActivityIs,
    Change,
    CountsAre,
    ViolationResolved,
    slices,
)
from shared.domain.observations import PlaceKey
from shared.domain.resolve_times import OrganisationActivity
from shared.domain.rollups import Activity, Counts
from shared.domain.rule_names import normalise
from shared.domain.totals import Cell, Totals
from shared.ports.errors import StoreUnavailableError
from shared.usecases.rebuild import compare_sums
from shared.usecases.update_totals import ATTEMPTS, mend_totals, update_totals
from tests.fakes.clock import FakeClock
from tests.fakes.in_memory_totals import InMemoryTotals

MORNING = datetime(2026, 11, 20, 8, tzinfo=UTC)
PLACE = PlaceKey("222222222222", "eu-central-1")
RULE, PACK, TYPE = "restricted-ssh", "restricted-ssh-conformance-pack-a1b2c3d4e", "AWS::EC2::X"

places = st.builds(
    PlaceKey,
    st.sampled_from(["222222222222", "333333333333", "444444444444"]),
    st.sampled_from(["eu-central-1", "us-east-1"]),
)
counts = st.builds(
    lambda c, n: Counts(total=c + n, compliant=c, non_compliant=n), *[st.integers(0, 3)] * 2
)


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Return what a stream tells: counts that change, activity that grows, ends with numbers."""
    activity: dict[tuple[PlaceKey, datetime], Activity] = {}
    changes: list[Change] = []
    for number in range(1, draw(st.integers(1, 30))):
        place, kind = draw(places), draw(st.sampled_from("car"))
        quarter = MORNING + draw(st.integers(0, 40)) * timedelta(minutes=15)
        if kind == "c":
            rule = draw(st.sampled_from([RULE, PACK, "other"]))
            changes.append(CountsAre(place, rule, TYPE, draw(counts)))
        elif kind == "a":
            before = activity.get((place, quarter), Activity())
            activity[place, quarter] = before + Activity(2, 1, draw(st.integers(0, 1)))
            changes.append(ActivityIs(place, number, quarter, before, activity[place, quarter]))
        else:
            lasted = timedelta(minutes=draw(st.integers(0, 10_000)))
            changes.append(ViolationResolved(place, number, quarter, lasted))
    return changes


def wait_not(_attempt: int) -> None:
    """Try again at once."""


def totals_of(changes: list[Change]) -> Totals:
    """Return what the sums have to be: the last counts of each rule, type and place."""
    last = {(c.place, c.rule_name): c.counts for c in changes if isinstance(c, CountsAre)}
    by_place: dict[PlaceKey, Counts] = {}
    by_cell: dict[Cell, Counts] = {}
    for (place, rule), found in last.items():
        if found != Counts():
            cell = Cell(place.region, normalise(rule), TYPE)
            by_place[place] = by_place.get(place, Counts()) + found
            by_cell[cell] = by_cell.get(cell, Counts()) + found
    return Totals.of_places(by_place, by_cell)


def activity_of(changes: list[Change]) -> tuple[Activity, int]:
    """Return all activity and how many violations ended."""
    grown = [c.now - c.before for c in changes if isinstance(c, ActivityIs)]
    return sum(grown, Activity()), sum(isinstance(c, ViolationResolved) for c in changes)


@given(changes=histories(), cuts=st.lists(st.integers(0, 30)), times=st.integers(1, 2))
def test_a_stream_in_any_batches_each_perhaps_twice_adds_up_to_what_is_counted(
    changes: list[Change], cuts: list[int], times: int
) -> None:
    store = InMemoryTotals()
    edges = [0, *sorted({cut for cut in cuts if cut < len(changes)}), len(changes)]
    for start, end in pairwise(edges):
        batch = changes[start:end]
        update_totals(batch[: len(batch) // 2], store, wait_not)  # a run that died half-way
        for _ in range(times):
            update_totals(batch, store, wait_not)
    assert replace(store.totals(), changes=()) == totals_of(changes)
    everything = sum(store.grown.values(), OrganisationActivity())
    assert (everything.activity, everything.resolve_times.count) == activity_of(changes)


@given(changes=histories())
def test_runs_hold_every_change_in_order_and_none_is_more_than_a_transaction(
    changes: list[Change],
) -> None:
    many = changes * 9
    runs = list(slices(many))
    assert [change for run in runs for change in run] == many
    for run in runs:
        quarters = {(c.place, c.quarter) for c in run if not isinstance(c, CountsAre)}
        assert len({c.place for c in run}) + 3 * len(quarters) <= MOST_ACTIONS


def test_what_one_transaction_cannot_hold_goes_into_several_in_its_order() -> None:
    quarters = [MORNING + n * timedelta(minutes=15) for n in range(70)]
    many: list[Change] = [
        ActivityIs(PLACE, n, q, Activity(), Activity(1)) for n, q in enumerate(quarters)
    ]
    runs = list(slices(many))
    assert [len(run) for run in runs] == [32, 32, 6]
    assert [change for run in runs for change in run] == many


def test_no_changes_are_no_runs() -> None:
    assert list(slices([])) == []


def test_what_other_writers_prevented_is_made_anew_with_longer_and_longer_waits() -> None:
    store, waits = InMemoryTotals(), list[int]()
    store.overtaken = 3
    update_totals([CountsAre(PLACE, RULE, TYPE, Counts(1, 1))], store, waits.append)
    assert waits == [0, 1, 2]
    assert store.totals().by_place == {PLACE: Counts(1, 1)}


def test_writers_that_are_always_first_are_a_reason_to_come_back() -> None:
    store = InMemoryTotals()
    store.overtaken = ATTEMPTS
    with pytest.raises(StoreUnavailableError):
        update_totals([CountsAre(PLACE, RULE, TYPE, Counts(1, 1))], store, wait_not)


def test_a_long_batch_that_comes_again_after_a_part_of_it_was_written_adds_nothing() -> None:
    store = InMemoryTotals()
    quarters = [MORNING + n * timedelta(minutes=15) for n in range(64)]
    batch: list[Change] = [
        ActivityIs(PLACE, n, q, Activity(), Activity(1)) for n, q in enumerate(quarters, start=1)
    ]
    update_totals(batch[:40], store, wait_not)
    update_totals(batch, store, wait_not)
    assert sum(store.grown.values(), OrganisationActivity()).activity == Activity(64)


def test_a_quarter_that_was_written_anew_as_it_was_adds_nothing() -> None:
    store = InMemoryTotals()
    update_totals([ActivityIs(PLACE, 1, MORNING, Activity(2), Activity(2))], store, wait_not)
    assert not store.grown


def test_an_old_quarter_that_comes_again_is_known_by_what_it_says_of_itself() -> None:
    store = InMemoryTotals()
    quarters = [MORNING + n * timedelta(minutes=15) for n in range(50)]
    for number, quarter in enumerate(quarters, start=1):
        told = ActivityIs(PLACE, number, quarter, Activity(), Activity(1))
        update_totals([told], store, wait_not)
    update_totals([ActivityIs(PLACE, 99, MORNING, Activity(1), Activity(3))], store, wait_not)
    assert sum(store.grown.values(), OrganisationActivity()).activity == Activity(52)
    assert len(store.shares[PLACE].activity) == 32


def test_a_comparison_mends_what_was_missed_and_writes_nothing_where_all_is_well() -> None:
    other = PlaceKey("333333333333", "eu-central-1")
    matrix = {(RULE, TYPE): Counts(2, 1, 1), ("gone", TYPE): Counts()}
    store = InMemoryTotals({PLACE: matrix, other: {(PACK, TYPE): Counts(1, 1)}})
    update_totals([CountsAre(PLACE, "stale", TYPE, Counts(5, 5))], store, wait_not)
    assert mend_totals(store.places(), store, wait_not, lambda: True) == (2, 2)
    assert store.totals().by_cell == {Cell("eu-central-1", RULE, TYPE): Counts(3, 2, 1)}
    writes = store.writes
    assert mend_totals(store.places(), store, wait_not, lambda: True) == (2, 0)
    assert store.writes == writes


def test_a_comparison_stops_when_its_time_is_over() -> None:
    store = InMemoryTotals({PLACE: {}})
    assert mend_totals(store.places(), store, wait_not, lambda: False) == (0, 0)


def test_many_accounts_are_spread_over_the_parts() -> None:
    store = InMemoryTotals()
    accounts = [f"{number:012d}" for number in range(200)]
    for account in accounts:
        place = PlaceKey(account, "eu-central-1")
        update_totals([CountsAre(place, RULE, TYPE, Counts(1, 1))], store, wait_not)
    sizes = Counter(len(part.by_account) for part in store.parts.values())
    assert len(store.parts) == 16
    assert max(sizes) < 40
    assert store.totals().by_cell == {Cell("eu-central-1", RULE, TYPE): Counts(200, 200)}


def test_sums_are_compared_with_what_places_count_and_have_time_to_follow() -> None:
    matrix = {(RULE, TYPE): Counts(2, 1, 1)}
    store, clock = InMemoryTotals({PLACE: matrix}), FakeClock()
    assert compare_sums(PLACE, store, clock).differences == {
        SumDifference(PLACE, Counts(), Counts(), Counts(2, 1, 1))
    }
    clock.waking = lambda: update_totals(
        [CountsAre(PLACE, RULE, TYPE, Counts(2, 1, 1))], store, wait_not
    )
    assert compare_sums(PLACE, store, clock) == Comparison(sums=1)


def test_sums_that_come_to_rest_at_the_last_look_are_right() -> None:
    store, clock = InMemoryTotals({PLACE: {(RULE, TYPE): Counts(3, 3)}}), FakeClock()
    numbers = iter(range(1, 9))

    def moves() -> None:
        number = next(numbers)
        update_totals([CountsAre(PLACE, RULE, TYPE, Counts(number, number))], store, wait_not)

    clock.waking = moves
    assert compare_sums(PLACE, store, clock) == Comparison(sums=1)


def test_sums_that_move_whenever_they_are_looked_at_are_not_called_wrong() -> None:
    store, clock = InMemoryTotals({PLACE: {(RULE, TYPE): Counts(99, 99)}}), FakeClock()
    numbers = iter(range(1, 9))

    def moves() -> None:
        number = next(numbers)
        update_totals([CountsAre(PLACE, RULE, TYPE, Counts(number, number))], store, wait_not)

    clock.waking = moves
    [found] = compare_sums(PLACE, store, clock).unsettled
    assert isinstance(found, SumDifference)
    assert found.summed == Counts(3, 3)
