"""A line over days has gaps where there is no data, and a scale that does not exaggerate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.chart_lines import HEIGHT, WIDTH, LineChart, percentage_chart


def chart(*values: float | None) -> LineChart:
    return percentage_chart([(str(number), value) for number, value in enumerate(values)])


def test_days_without_data_end_a_line_and_are_shaded() -> None:
    drawn = chart(90, 95, None, 100)
    assert len(drawn.lines) == len(drawn.areas) == 2
    [(left, width)] = drawn.gaps
    before, after = drawn.dots[1].x, drawn.dots[2].x
    assert before < left < left + width < after


def test_gaps_at_the_edges_reach_them() -> None:
    drawn = chart(None, None, 95, None)
    (first, first_width), (last, last_width) = drawn.gaps
    assert first == 0
    assert last + last_width == WIDTH
    assert first + first_width < drawn.dots[0].x < last


def test_a_hundred_is_at_the_top_and_the_lowest_level_at_the_bottom() -> None:
    drawn = chart(100, 92)
    assert drawn.levels[0].at == HEIGHT
    assert drawn.dots[0].y == drawn.levels[-1].at > 0
    assert [level.label for level in drawn.levels][-1] == "100 %"


@pytest.mark.parametrize(
    ("lowest", "labels"),
    [
        (99.9, "90 92 94 96 98 100"),
        (85, "85 90 95 100"),
        (60, "60 70 80 90 100"),
        (1, "0 20 40 60 80 100"),
    ],
)
def test_the_scale_has_few_round_levels_and_spans_at_least_ten_points(
    lowest: float, labels: str
) -> None:
    assert [level.label for level in chart(lowest, 100).levels] == [
        f"{n} %" for n in labels.split()
    ]


def test_a_day_alone_is_a_dot() -> None:
    drawn = chart(50)
    assert drawn.last == drawn.dots[0]
    assert [day.label for day in drawn.days] == ["0"]


def test_without_any_day_there_is_nothing_to_draw() -> None:
    drawn = chart()
    assert (drawn.lines, drawn.dots, drawn.days, drawn.gaps, drawn.last) == ((), (), (), (), None)


def test_the_first_day_the_last_and_some_between_are_named() -> None:
    assert [day.label for day in chart(*[50.0] * 30).days] == ["0", "7", "15", "22", "29"]
    assert [day.label for day in chart(1, 2, 3).days] == ["0", "1", "2"]


@given(st.lists(st.none() | st.floats(0, 100), max_size=40))
def test_everything_is_drawn_within_the_picture(values: list[float | None]) -> None:
    drawn = chart(*values)
    assert len(drawn.dots) == sum(value is not None for value in values)
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in drawn.dots)
    assert all(0 <= level.at <= HEIGHT for level in drawn.levels)
    assert all(left >= 0 and left + width <= WIDTH for left, width in drawn.gaps)
    assert len(drawn.levels) <= 6
