"""What alarms look at, of our own counting and of AWS's."""

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_

from shared.metric_names import EMITTED, NAMESPACE

FIVE_MINUTES = Duration.minutes(5)
MOST_ERRORS_PERCENT = 5
SLOW = Duration.seconds(10)


class UnknownMetricError(ValueError):
    """Something is to be looked at that nothing measures."""


def counted(
    name: str,
    service: str,
    *,
    statistic: str = "Sum",
    period: Duration = FIVE_MINUTES,
    label: str | None = None,
) -> cloudwatch.Metric:
    """Return what a function of ours counts, by the name of its service.

    Raises:
        UnknownMetricError: it counts no such thing.

    """
    if name not in EMITTED[service]:
        raise UnknownMetricError(f"{service} emits no metric {name}; see shared/metric_names.py")
    return cloudwatch.Metric(
        label=label,
        namespace=NAMESPACE,
        metric_name=name,
        dimensions_map={"service": service},
        statistic=statistic,
        period=period,
    )


def slowest(function: lambda_.Function) -> cloudwatch.Metric:
    """Return how long all but the slowest hundredth of a function's invocations take, in ms."""
    return function.metric_duration(statistic="p99", period=FIVE_MINUTES)


def percent(
    part: cloudwatch.IMetric, of: cloudwatch.IMetric, label: str
) -> cloudwatch.MathExpression:
    """Return a part in percent; where there is nothing that it could be of, there is no data."""
    return cloudwatch.MathExpression(
        expression="100 * part / whole",
        using_metrics={"part": part, "whole": of},
        label=label,
        period=FIVE_MINUTES,
    )


def throttled(functions: Mapping[str, lambda_.Function]) -> cloudwatch.MathExpression:
    """Return how often functions were to run and there was no room for it."""
    return cloudwatch.MathExpression(
        expression="SUM(METRICS())",
        using_metrics={
            name: function.metric_throttles(period=FIVE_MINUTES)
            for name, function in functions.items()
        },
        label="Throttled",
        period=FIVE_MINUTES,
    )
