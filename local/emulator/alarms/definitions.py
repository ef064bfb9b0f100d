"""What an alarm looks at and when it goes off, read from what it was made of.

An alarm on one metric is one on an expression that is this metric.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from local.emulator.alarms.expressions import Expression, understood

STATISTICS = re.compile(r"Sum|Maximum|Minimum|Average|SampleCount|p\d{1,2}(\.\d+)?")


class Compared(StrEnum):
    """How a value is compared with the threshold."""

    ABOVE = "GreaterThanThreshold"
    NOT_BELOW = "GreaterThanOrEqualToThreshold"
    BELOW = "LessThanThreshold"
    NOT_ABOVE = "LessThanOrEqualToThreshold"


class Missing(StrEnum):
    """What a period without data is."""

    MISSING = "missing"
    IGNORE = "ignore"
    BREACHING = "breaching"
    NOT_BREACHING = "notBreaching"


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A statistic of a metric; `dimensions` are all that it has."""

    namespace: str
    name: str
    dimensions: Mapping[str, str]
    statistic: str


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """One that goes off when `times` of the last `spans` periods (of `period` seconds) breach."""

    metrics: Mapping[str, Metric]
    expression: Expression
    compared: Compared
    threshold: float
    period: int
    spans: int
    times: int
    missing: Missing


def read_alarm(made_of: Mapping[str, Any]) -> Alarm:
    """Read an alarm as PutMetricAlarm spells it.

    Raises:
        ValueError: it has something that is not known here, an expression or a statistic perhaps.

    """
    queries = made_of.get("Metrics") or [_only_query(made_of)]
    stats = {each["Id"]: each["MetricStat"] for each in queries if "MetricStat" in each}
    periods = {int(stat["Period"]) for stat in stats.values()}
    returned = [each for each in queries if each.get("ReturnData", True)]
    if len(periods) != 1 or len(returned) != 1:
        raise ValueError("an alarm has metrics of one period, and returns one of its queries")
    spans = int(made_of["EvaluationPeriods"])
    return Alarm(
        metrics={name: _metric(stat) for name, stat in stats.items()},
        expression=understood(returned[0].get("Expression", returned[0]["Id"]), stats),
        compared=Compared(made_of["ComparisonOperator"]),
        threshold=float(made_of["Threshold"]),
        period=periods.pop(),
        spans=spans,
        times=int(made_of.get("DatapointsToAlarm") or spans),
        missing=Missing(made_of.get("TreatMissingData") or Missing.MISSING),
    )


def _only_query(made_of: Mapping[str, Any]) -> Mapping[str, Any]:
    names = ("Namespace", "MetricName", "Dimensions")
    stat = made_of.get("ExtendedStatistic") or made_of.get("Statistic")
    metric = {name: made_of.get(name) for name in names}
    stated = {"Metric": metric, "Stat": stat, "Period": made_of.get("Period") or 60}
    return {"Id": "only", "MetricStat": stated}


def _metric(stat: Mapping[str, Any]) -> Metric:
    metric, statistic = stat["Metric"], str(stat["Stat"])
    if not STATISTICS.fullmatch(statistic):
        raise ValueError(f"the local AWS does not know the statistic {statistic}")
    return Metric(
        namespace=str(metric["Namespace"]),
        name=str(metric["MetricName"]),
        dimensions={each["Name"]: each["Value"] for each in metric.get("Dimensions") or ()},
        statistic=statistic,
    )
