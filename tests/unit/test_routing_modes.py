"""When a violation is due: at the end of the window, or of the batch that runs for all."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.routing import Mode, due

WINDOW = timedelta(seconds=10)
NOW = datetime(2026, 11, 20, 12, 7, 30, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is beside it
MINUTES = st.integers(1, 1440)


def test_what_is_immediate_waits_for_the_grouping_window() -> None:
    assert due(Mode.IMMEDIATE, 15, NOW, WINDOW) == NOW + WINDOW


def test_what_is_for_the_digest_is_never_due() -> None:
    assert due(Mode.DIGEST, 15, NOW, WINDOW) is None


@pytest.mark.parametrize(
    ("minutes", "end"), [(1, "12:08"), (15, "12:15"), (60, "13:00"), (1440, "00:00")]
)
def test_a_batch_ends_on_the_clock(minutes: int, end: str) -> None:
    found = due(Mode.BATCHED, minutes, NOW, WINDOW)
    assert found is not None
    assert f"{found:%H:%M}" == end


@given(MOMENTS, MINUTES)
def test_a_batch_ends_after_now_and_within_its_length(now: datetime, minutes: int) -> None:
    found = due(Mode.BATCHED, minutes, now, WINDOW)
    assert found is not None
    assert now < found <= now + timedelta(minutes=minutes)


@given(MOMENTS, MINUTES, st.floats(0, 1, exclude_max=True))
def test_all_that_comes_before_the_end_of_a_batch_is_due_together(
    now: datetime, minutes: int, share: float
) -> None:
    end = due(Mode.BATCHED, minutes, now, WINDOW)
    assert end is not None
    later = now + (end - now) * share
    if later < end:
        assert due(Mode.BATCHED, minutes, later, WINDOW) == end
