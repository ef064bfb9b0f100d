"""Alarms as templates and PutMetricAlarm spell them."""

from typing import Any

MINUTE = 60
LETTERS = {"QueueName": "letters"}


def on_a_metric(**changed: Any) -> dict[str, Any]:
    """Return an alarm on the letters in a queue, one minute after the other."""
    return {
        "Namespace": "AWS/SQS",
        "MetricName": "ApproximateNumberOfMessagesVisible",
        "Dimensions": [{"Name": name, "Value": value} for name, value in LETTERS.items()],
        "Statistic": "Maximum",
        "Period": MINUTE,
        "EvaluationPeriods": 1,
        "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": 0,
        "TreatMissingData": "notBreaching",
        **changed,
    }


def on_an_expression(expression: str, **changed: Any) -> dict[str, Any]:
    """Return an alarm on what is computed of the errors (part) and runs (whole) of a function."""
    queries = [
        {"Id": "rate", "Expression": expression},
        *({"Id": name, "MetricStat": stat(name), "ReturnData": False} for name in METRICS),
    ]
    return {
        "Metrics": queries,
        "EvaluationPeriods": 1,
        "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": 5,
        "TreatMissingData": "notBreaching",
        **changed,
    }


METRICS = {"part": "Errors", "whole": "Invocations"}
FUNCTION = {"FunctionName": "runs"}


def stat(name: str, period: int = 300) -> dict[str, Any]:
    """Return what a query for one of these metrics asks for."""
    dimensions = [{"Name": key, "Value": value} for key, value in FUNCTION.items()]
    metric = {"Namespace": "AWS/Lambda", "MetricName": METRICS[name], "Dimensions": dimensions}
    return {"Metric": metric, "Period": period, "Stat": "Sum"}
