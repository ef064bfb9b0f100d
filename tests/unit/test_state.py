"""A state is a fold over what was heard of it, whatever the order of arrival."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.graves import DELETED
from shared.domain.observations import Evaluation, Version
from shared.domain.state import LONGEST_TRAIL, Closing, Record, insert
from tests.builders.observations import C, N, at, key, result

type Heard = Evaluation | Closing


def record_of(*heard: Heard) -> Record:
    record: Record | None = None
    for one in heard:
        record = insert(record, one)
    assert record is not None
    return record


def closing(minutes: float) -> Closing:
    return Closing(key(), Version(at(minutes), at(minutes), f"deletion-{minutes}"), DELETED)


def seen(record: Record) -> tuple[object, ...]:
    """Return what a client can see of a record."""
    if record.status is None:
        return (None, record.version)
    return (
        record.status,
        record.previous_status,
        record.since,
        record.last_evaluated,
        record.annotation,
    )


def folded(heard: list[Heard]) -> tuple[object, ...]:
    """The definition, read off the sorted observations in the plainest way there is."""
    ordered = sorted({one.version: one for one in heard}.values(), key=lambda one: one.version)
    newest = ordered[-1]
    if isinstance(newest, Closing):
        return (None, newest.version)
    since, previous = ordered[0].version.recorded, None
    for before, one in pairwise([None, *ordered]):
        assert one is not None
        if isinstance(one, Closing):
            continue
        was = before.status if isinstance(before, Evaluation) else None
        if one.is_change:
            since, previous = one.version.recorded, one.old_status
        elif was != one.status:
            since, previous = one.version.recorded, was
    return (newest.status, previous, since, newest.version.recorded, newest.annotation)


# Few statuses, so that runs of the same are long enough to be cut and grown from within.
STATUSES = [C, N, N, "SOMETHING_NEW"]
evaluations = st.builds(
    lambda minute, status, old, note: result(minute, status, old, annotation=note),
    st.integers(0, 30),
    st.sampled_from(STATUSES),
    st.sampled_from([None, *STATUSES]),
    st.sampled_from([None, "because"]),
)
observations = st.lists(
    st.one_of(
        evaluations, evaluations, st.builds(closing, st.integers(0, 30).map(lambda m: m + 0.5))
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda one: one.version,
)


@settings(max_examples=200)
@given(observations, st.randoms(use_true_random=False))
def test_any_order_and_any_repetition_give_the_state_that_the_sorted_observations_give(
    heard: list[Heard], random: object
) -> None:
    arrived = [*heard, *heard[::2]]
    random.shuffle(arrived)  # type: ignore[attr-defined] # Hypothesis' own Random
    assert seen(record_of(*arrived)) == folded(heard)


def test_a_change_begins_the_status_at_its_own_time() -> None:
    record = record_of(result(1, C), result(5, N, C))
    assert (record.status, record.since, record.previous_status) == (N, at(5), C)


def test_a_change_to_the_status_that_is_stored_already_begins_it_anew() -> None:
    record = record_of(result(1, N, C), result(9, N, C))
    assert (record.since, record.previous_status) == (at(9), C)


def test_the_same_result_again_only_moves_the_last_evaluation_and_the_annotation() -> None:
    record = record_of(result(1, N, C), result(7, N, N, annotation="still open"))
    assert (record.since, record.last_evaluated) == (at(1), at(7))
    assert (record.previous_status, record.annotation) == (C, "still open")


def test_a_result_without_an_old_one_follows_what_is_known() -> None:
    assert record_of(result(1, N), result(4, N)).since == at(1)
    assert record_of(result(1, N), result(4, C)).previous_status == N


def test_an_older_result_that_arrives_later_changes_no_newer_one() -> None:
    record = record_of(result(9, C, N), result(1, N, C))
    assert (record.status, record.since, record.previous_status) == (C, at(9), N)


def test_a_late_result_moves_the_beginning_of_the_status_that_it_began() -> None:
    record = record_of(result(9, N, N), result(3, N, C))
    assert (record.since, record.last_evaluated, record.previous_status) == (at(3), at(9), C)


def test_a_late_refresh_within_a_run_changes_nothing_that_is_seen() -> None:
    record = record_of(result(1, N, C), result(9, N, N), result(5, N, N), result(5, N, N))
    assert (record.since, record.last_evaluated) == (at(1), at(9))
    assert len(record.trail) == 2


def test_a_late_change_within_a_run_begins_it_anew() -> None:
    record = record_of(result(1, N, C), result(9, N, N), result(5, N, "NOT_APPLICABLE"))
    assert (record.since, record.previous_status) == (at(5), "NOT_APPLICABLE")


def test_a_late_other_result_within_a_run_cuts_it() -> None:
    record = record_of(result(1, N, C), result(7, N, N), result(9, N, N), result(5, C, N))
    assert (record.since, record.last_evaluated, record.previous_status) == (at(7), at(9), C)


def test_a_deletion_closes_and_an_older_result_does_not_open_again() -> None:
    record = record_of(closing(5), result(4, N, C))
    assert (record.status, record.closed_because) == (None, DELETED)


def test_a_newer_result_opens_a_closed_state_again() -> None:
    record = record_of(closing(5), result(6, N))
    assert (record.status, record.since, record.previous_status) == (N, at(6), None)


def test_equal_times_are_ordered_by_the_event_id() -> None:
    first, second = result(1, N, event_id="a"), result(1, C, event_id="b")
    assert record_of(second, first).status == C
    assert record_of(first, second).status == C


def test_a_version_is_read_back_from_its_text() -> None:
    version = Version(at(1), at(0), "an|id")
    assert Version.read(version.text) == version


@pytest.mark.parametrize("extra", [0, 1, 30])
def test_a_run_of_refreshes_is_kept_to_a_bounded_length(extra: int) -> None:
    record = record_of(*(result(minute, N, N) for minute in range(LONGEST_TRAIL + 1 + extra)))
    assert len(record.trail) == LONGEST_TRAIL
    assert (record.since, record.last_evaluated) == (at(0), at(LONGEST_TRAIL + extra))
