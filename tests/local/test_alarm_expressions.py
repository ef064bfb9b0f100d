"""Metric math is computed as CloudWatch does it, and what is not known is refused."""

import pytest

from local.emulator.alarms.expressions import UnknownExpressionError, understood

IDS = {"part", "whole"}


@pytest.mark.parametrize(
    ("expression", "part", "whole", "value"),
    [
        ("100 * part / whole", 1, 4, 25),
        ("100 * part / whole", 0, 4, 0),
        ("part + whole", 1, 4, 5),
        ("(part - 0.5) * 2", 1, 4, 1),
        ("SUM(METRICS())", 1, 4, 5),
        ("part", 1, None, 1),
    ],
)
def test_arithmetic_and_the_sum_of_all_metrics_are_computed(
    expression: str, part: float, whole: float | None, value: float
) -> None:
    assert understood(expression, IDS)({"part": part, "whole": whole}) == value


@pytest.mark.parametrize(("part", "whole"), [(1, None), (None, 4), (None, None), (0, 0)])
def test_where_a_part_has_no_data_or_nothing_can_be_divided_there_is_no_data(
    part: float | None, whole: float | None
) -> None:
    assert understood("100 * part / whole", IDS)({"part": part, "whole": whole}) is None


@pytest.mark.parametrize(("whole", "value"), [(4, 4), (None, None)])
def test_the_sum_is_that_of_the_metrics_that_have_data(
    whole: float | None, value: float | None
) -> None:
    assert understood("SUM(METRICS())", IDS)({"part": None, "whole": whole}) == value


@pytest.mark.parametrize(
    "expression",
    ["FILL(part, 0)", "part > 1", "part % 2", "other", "'part'", "True", "part +", "SUM([part])"],
)
def test_what_is_not_known_is_refused_by_name(expression: str) -> None:
    with pytest.raises(UnknownExpressionError) as caught:
        understood(expression, IDS)
    assert repr(expression) in str(caught.value)
