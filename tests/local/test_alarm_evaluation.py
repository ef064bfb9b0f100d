"""An alarm is judged by its last periods, and what is missing counts as the alarm says."""

from typing import Any

import pytest

from local.emulator.alarms.definitions import read_alarm
from local.emulator.alarms.evaluation import judged
from tests.builders.alarms import on_a_metric, on_an_expression, stat

NO_DATA = None


def state(made_of: dict[str, Any], *values: float | None) -> str | None:
    """Return the state that an alarm has to be in; the first value is the newest."""
    verdict = judged(read_alarm(made_of), values)
    return verdict.state if verdict else None


@pytest.mark.parametrize(
    ("compared", "below", "at", "above"),
    [
        ("GreaterThanThreshold", "OK", "OK", "ALARM"),
        ("GreaterThanOrEqualToThreshold", "OK", "ALARM", "ALARM"),
        ("LessThanThreshold", "ALARM", "OK", "OK"),
        ("LessThanOrEqualToThreshold", "ALARM", "ALARM", "OK"),
    ],
)
def test_a_value_is_compared_with_the_threshold(
    compared: str, below: str, at: str, above: str
) -> None:
    alarm = on_a_metric(ComparisonOperator=compared, Threshold=3)
    assert [state(alarm, value) for value in (2.9, 3, 3.1)] == [below, at, above]


def test_all_periods_have_to_breach_where_nothing_else_is_said() -> None:
    alarm = on_a_metric(EvaluationPeriods=3)
    assert state(alarm, 1, 1, 1) == "ALARM"
    assert state(alarm, 1, 0, 1) == "OK"
    assert state(alarm, 1, NO_DATA, 1) == "OK"


def test_some_periods_are_enough_where_that_is_said() -> None:
    alarm = on_a_metric(EvaluationPeriods=3, DatapointsToAlarm=2)
    assert state(alarm, 0, 1, 1) == "ALARM"
    assert state(alarm, 0, 0, 1) == "OK"


@pytest.mark.parametrize(
    ("missing", "expected"),
    [("notBreaching", "OK"), ("breaching", "ALARM"), ("ignore", None),
     ("missing", "INSUFFICIENT_DATA")],
)  # fmt: skip
def test_where_there_is_no_data_it_is_what_the_alarm_says(
    missing: str, expected: str | None
) -> None:
    alarm = on_a_metric(TreatMissingData=missing, EvaluationPeriods=2)
    assert state(alarm, NO_DATA, NO_DATA) == expected


@pytest.mark.parametrize(
    ("missing", "one_bad", "one_good"),
    [("ignore", None, "OK"), ("missing", "ALARM", "OK"), ("breaching", "ALARM", "OK")],
)
def test_one_period_of_two_decides_where_the_other_cannot_change_it(
    missing: str, one_bad: str | None, one_good: str
) -> None:
    alarm = on_a_metric(TreatMissingData=missing, EvaluationPeriods=2)
    assert state(alarm, 1, NO_DATA) == one_bad
    assert state(alarm, NO_DATA, 0) == one_good


def test_missing_data_is_missing_unless_something_else_is_said() -> None:
    alarm = on_a_metric()
    del alarm["TreatMissingData"]
    assert state(alarm, NO_DATA) == "INSUFFICIENT_DATA"


def test_the_reason_names_what_was_compared() -> None:
    verdict = judged(read_alarm(on_a_metric(EvaluationPeriods=2, DatapointsToAlarm=1)), [0, 7])
    assert verdict
    assert verdict.reason == (
        "1 of the last 2 periods count as breaching: GreaterThanThreshold 0, the newest value was 0"
    )


@pytest.mark.parametrize(
    "made_of",
    [
        on_a_metric(Statistic="TM(10%:90%)"),
        on_a_metric(ComparisonOperator="LessThanLowerOrGreaterThanUpperThreshold"),
        on_a_metric(TreatMissingData="sometimes"),
        on_an_expression("ANOMALY_DETECTION_BAND(part)"),
        {
            **on_an_expression("part / whole"),
            "Metrics": [
                {"Id": "part", "MetricStat": stat("part", 60)},
                {"Id": "whole", "MetricStat": stat("whole", 300), "ReturnData": False},
            ],
        },
    ],
)
def test_an_alarm_that_cannot_be_evaluated_is_refused(made_of: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"TM|LessThanLower|sometimes|ANOMALY|of one period"):
        read_alarm(made_of)
