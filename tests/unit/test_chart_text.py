"""Charts of characters say as much as they can, and nothing that is not known."""

from shared.domain.chart_text import sparkline, text_bar


def test_a_line_goes_from_the_lowest_to_the_highest_with_dots_for_no_data() -> None:
    assert sparkline([50, None, 75, 100]) == "▁·▅█"


def test_a_score_that_hardly_moves_looks_calm() -> None:
    assert sparkline([98.9, 99, 98.8]) == "███"


def test_without_data_there_are_only_dots() -> None:
    assert sparkline([None, None]) == "··"
    assert sparkline([]) == ""


def test_a_bar_is_full_only_of_all_and_empty_only_of_nothing() -> None:
    assert text_bar(100, 100) == "█" * 10
    assert text_bar(99.9, 100) == "█" * 9 + "░"
    assert text_bar(0.01, 100) == "█" + "░" * 9
    assert text_bar(0, 0) == "░" * 10
    assert text_bar(None, 100) == "·" * 10
