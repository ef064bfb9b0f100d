"""An alarm on several metrics is made as one on the first of them."""

from typing import Any

from local.emulator.cloudformation_alarms import on_one_metric

ACTIONS = {"AlarmActions": ["topic"], "OKActions": ["topic"], "Threshold": 5}


def stat(name: str) -> dict[str, Any]:
    metric = {"Namespace": "AWS/Lambda", "MetricName": name, "Dimensions": []}
    return {"Metric": metric, "Period": 300, "Stat": "Sum"}


def test_an_alarm_on_an_expression_keeps_all_but_the_expression() -> None:
    queries = [
        {"Id": "rate", "Expression": "100 * part / whole"},
        {"Id": "part", "MetricStat": stat("Errors"), "ReturnData": False},
        {"Id": "whole", "MetricStat": stat("Invocations"), "ReturnData": False},
    ]
    assert on_one_metric({**ACTIONS, "Metrics": queries}) == {
        **ACTIONS,
        **stat("Errors")["Metric"],
        "Period": 300,
        "Statistic": "Sum",
    }


def test_an_alarm_on_one_metric_is_made_as_it_is() -> None:
    plain = {**ACTIONS, "Namespace": "AWS/SQS", "MetricName": "M", "Period": 60}
    assert on_one_metric(plain) == plain
