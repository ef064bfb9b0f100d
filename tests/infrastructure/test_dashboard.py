"""The dashboard: one screen, free, and nothing on it that nobody measures."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from shared.metric_names import EMITTED, NAMESPACE
from stacks.constructs.metrics import UnknownMetricError, counted
from tests.infrastructure.synthesis import Template

# CloudWatch's free tier: three dashboards of up to 50 metrics each.
FREE_METRICS = 50
ROWS_ON_ONE_SCREEN = 20
AWS = {
    "AWS/SQS": {"ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"},
    "AWS/Lambda": {"Errors", "Throttles"},
    "AWS/ApiGateway": {"Latency", "5xx"},
}


def widgets(template: Template) -> list[dict[str, Any]]:
    (dashboard,) = template.all("AWS::CloudWatch::Dashboard").values()
    found: list[dict[str, Any]] = json.loads(text(dashboard["Properties"]["DashboardBody"]))[
        "widgets"
    ]
    return found


def text(value: Any) -> str:
    """Return a joined text with the logical id in place of what is known at deployment."""
    if isinstance(value, str):
        return value
    if "Fn::Join" in value:
        return "".join(map(text, value["Fn::Join"][1]))
    return str(value["Ref"] if "Ref" in value else value["Fn::GetAtt"][0])


def metrics(template: Template) -> Iterator[tuple[str, str, list[str]]]:
    """Yield namespace, name and dimensions of each line that is drawn."""
    for widget in widgets(template):
        for namespace, name, *more in widget["properties"].get("metrics", []):
            yield namespace, name, [each for each in more if isinstance(each, str)]


def test_every_metric_on_it_is_one_that_is_emitted(bot: Template) -> None:
    for namespace, name, dimensions in metrics(bot):
        if namespace == NAMESPACE:
            key, service = dimensions
            assert key == "service"
            assert name in EMITTED[service]
        else:
            assert name in AWS[namespace]


def test_what_nobody_measures_cannot_be_looked_at() -> None:
    with pytest.raises(UnknownMetricError, match="reconcile emits no metric Opened"):
        counted("Opened", "reconcile")


def test_an_alarm_looks_at_nothing_that_is_not_emitted(bot: Template) -> None:
    for name, alarm in bot.all("AWS::CloudWatch::Alarm").items():
        told = alarm["Properties"]
        if told.get("Namespace") == NAMESPACE:
            [dimension] = told["Dimensions"]
            assert told["MetricName"] in EMITTED[dimension["Value"]], name


def test_it_fits_on_one_screen_and_is_free(bot: Template) -> None:
    lowest = max(widget["y"] + widget["height"] for widget in widgets(bot))
    widest = max(widget["x"] + widget["width"] for widget in widgets(bot))
    assert (lowest <= ROWS_ON_ONE_SCREEN, widest) == (True, 24)
    assert len(list(metrics(bot))) <= FREE_METRICS


def test_it_shows_whether_it_is_working(bot: Template) -> None:
    shown = {name: dimensions for _, name, dimensions in metrics(bot)}
    assert {"ApproximateAgeOfOldestMessage", "Errors", "Throttles", "5xx"} <= shown.keys()
    [states] = [w for w in widgets(bot) if w["type"] == "alarm"]
    assert len(states["properties"]["alarms"]) == len(bot.all("AWS::CloudWatch::Alarm"))
    queues = [d for _, name, d in metrics(bot) if name == "ApproximateNumberOfMessagesVisible"]
    assert len(queues) == len({name for name in bot.all("AWS::SQS::Queue") if "Dead" in name})
    errors = [dimensions for _, name, dimensions in metrics(bot) if name == "Errors"]
    assert len(errors) == len(bot.all("AWS::Lambda::Function"))


def test_it_shows_how_we_are_doing(bot: Template) -> None:
    shown = {name for _, name, _ in metrics(bot)}
    for asked in (
        {"ComplianceScore", "RecordersStopped", "OpenViolations", "Opened", "Resolved", "Closed"},
        {"StoredAfter", "ToldAfter"},
        {"NoticesTold", "NoticesDropped", "NoticesRetried", "NoticesFailed"},
        {"SilentAccounts", "Gap", "MissedEvents", "DeadLettersMalformed"},
    ):
        assert asked <= shown
    for name in ("StoredAfter", "ToldAfter"):
        [lines] = [
            widget["properties"]["metrics"]
            for widget in widgets(bot)
            if any(name in line for line in widget["properties"].get("metrics", []))
        ]
        assert [line[-1]["stat"] for line in lines] == ["p50", "p95", "p99"]


def test_it_can_be_left_out(alone: Template, master: Template) -> None:
    assert not alone.all("AWS::CloudWatch::Dashboard")
    assert "DashboardName" not in alone.body["Outputs"]
    assert "DashboardName" in master.body["Outputs"]


def test_functions_are_traced_where_that_is_wanted_and_nobody_may_send_traces_otherwise(
    alone: Template, master: Template
) -> None:
    functions = alone.all("AWS::Lambda::Function").values()
    assert {f["Properties"]["TracingConfig"]["Mode"] for f in functions} == {"Active"}
    policies = json.dumps(alone.all("AWS::IAM::Policy"))
    assert policies.count("xray:PutTraceSegments") == len(functions)
    others = master.all("AWS::Lambda::Function").values()
    assert not [function for function in others if "TracingConfig" in function["Properties"]]
    assert "xray:" not in json.dumps(master.body)
