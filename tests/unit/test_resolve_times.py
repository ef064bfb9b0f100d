"""How long violations lasted is read off close to the truth, from very little."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.resolve_times import LENGTHS, OrganisationActivity, ResolveTimes, length_of
from shared.domain.rollups import Activity

durations = st.timedeltas(timedelta(minutes=1), timedelta(days=400))


def told(*lasted: timedelta) -> ResolveTimes:
    """Return the counts of durations."""
    return sum((ResolveTimes({length_of(one): 1}) for one in lasted), ResolveTimes())


@given(lasted=st.lists(durations, min_size=1), share=st.sampled_from([50.0, 90.0]))
def test_a_percentile_is_within_five_percent(lasted: list[timedelta], share: float) -> None:
    rank = -(-len(lasted) * int(share) // 100)
    true = sorted(lasted)[max(rank, 1) - 1]
    said = told(*lasted).percentile(share)
    assert said is not None
    assert abs(said / true - 1) < 0.051


def test_no_violation_has_no_median() -> None:
    assert ResolveTimes().percentile(50) is None
    assert ResolveTimes().count == 0


@pytest.mark.parametrize("lasted", [timedelta(0), timedelta(seconds=59)])
def test_less_than_a_minute_is_a_minute(lasted: timedelta) -> None:
    assert told(lasted).percentile(50) == timedelta(minutes=1)


def test_the_longest_there_can_be_has_a_length() -> None:
    assert length_of(timedelta.max) == LENGTHS - 1


def test_what_happened_adds_up() -> None:
    one = OrganisationActivity(Activity(1, 1, 0), told(timedelta(hours=1)))
    both = one + OrganisationActivity(Activity(2, 0, 1), told(timedelta(hours=1)))
    assert both.activity == Activity(3, 1, 1)
    assert both.resolve_times.count == 2
