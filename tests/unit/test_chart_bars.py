"""Bars are on one scale, and what is not nothing can be seen."""

from shared.domain.chart_bars import LONGEST_BAR, LONGEST_NAME, SHORTEST_BAR, Amount, bar_chart


def test_the_greatest_is_as_long_as_can_be_and_the_others_in_proportion() -> None:
    chart = bar_chart([("a", [Amount(40, "40")]), ("b", [Amount(10, "10")])])
    assert [row.bars[0].width for row in chart.rows] == [LONGEST_BAR, LONGEST_BAR / 4]


def test_a_little_is_seen_and_nothing_is_not() -> None:
    chart = bar_chart([("a", [Amount(10**6, ""), Amount(1, ""), Amount(0, "")])])
    assert [bar.width for bar in chart.rows[0].bars] == [LONGEST_BAR, SHORTEST_BAR, 0]


def test_bars_stand_below_their_name_and_rows_below_each_other() -> None:
    chart = bar_chart([("a", [Amount(1, ""), Amount(1, "")]), ("b", [Amount(1, "")])])
    first, second = chart.rows
    heights = [first.y, first.bars[0].y, first.bars[1].y, second.y, second.bars[0].y]
    assert heights == sorted(heights)
    assert second.bars[0].y + chart.bar_height <= chart.height


def test_a_long_name_is_cut_and_still_known() -> None:
    [row] = bar_chart([("x" * 100, [Amount(1, "")])]).rows
    assert len(row.name) == LONGEST_NAME
    assert row.name.endswith("…")
    assert row.whole_name == "x" * 100


def test_without_rows_there_is_nothing() -> None:
    assert (bar_chart([]).height, bar_chart([]).rows) == (0, ())
