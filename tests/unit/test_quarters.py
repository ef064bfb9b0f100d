"""A time is cut into whole quarters of an hour and what is left over."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.filters import Window
from shared.domain.quarters import split
from shared.domain.rollups import BUCKET

START = datetime(2026, 11, 20, 9, tzinfo=UTC)
moments = st.one_of(
    st.none(), st.integers(0, 7200).map(lambda seconds: START + timedelta(seconds=seconds))
)
windows = st.builds(Window, start=moments, end=moments).filter(
    lambda window: not (window.start and window.end) or window.start < window.end
)


def holds(window: Window, moment: datetime) -> bool:
    return not (window.start and moment < window.start) and not (
        window.end and moment >= window.end
    )


@given(windows, st.integers(-60, 7260))
def test_every_moment_of_a_window_is_in_one_of_its_parts_and_no_other_is(
    window: Window, seconds: int
) -> None:
    moment = START + timedelta(seconds=seconds)
    quarters, rest = split(window)
    parts = [quarters, *rest] if quarters else rest
    assert sum(holds(part, moment) for part in parts) == holds(window, moment)


@given(windows)
def test_the_quarters_begin_and_end_on_quarters_and_the_rest_is_shorter_than_two(
    window: Window,
) -> None:
    quarters, rest = split(window)
    for moment in (quarters.start, quarters.end) if quarters else ():
        assert moment is None or (moment - START) % BUCKET == timedelta(0)
    lengths = [part.end - part.start for part in rest if part.start and part.end]
    assert sum(lengths, timedelta()) < 2 * BUCKET


def test_a_time_after_the_last_quarter_there_is_has_none() -> None:
    window = Window(start=datetime.max.replace(tzinfo=UTC))
    assert split(window) == (None, [window])
