"""When alarms go off, one sentence each."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.infrastructure.synthesis import Template, logical_ids

FIVE_MINUTES, HOUR = 300, 3600
DECISIONS = Path(__file__).resolve().parents[2] / "docs" / "decisions.md"


def alarm(template: Template, prefix: str) -> dict[str, Any]:
    return template.named("AWS::CloudWatch::Alarm", prefix)


@pytest.mark.parametrize(
    ("prefix", "part", "whole"),
    [
        ("HandleConfigEventsErrorRate", "Errors", "Invocations"),
        ("NotifyViolationsErrorRate", "Errors", "Invocations"),
        ("UpdateTotalsErrorRate", "Errors", "Invocations"),
        ("ComplianceApiErrorRate", "5xx", "Count"),
    ],
)
def test_more_than_five_percent_of_errors_within_five_minutes_is_heard_of(
    master: Template, prefix: str, part: str, whole: str
) -> None:
    found = alarm(master, prefix)
    assert (found["Threshold"], found["ComparisonOperator"]) == (5, "GreaterThanThreshold")
    assert found["EvaluationPeriods"] == 1
    rate, *metrics = found["Metrics"]
    assert rate["Expression"] == "100 * part / whole"
    named = {item["Id"]: item["MetricStat"] for item in metrics}
    assert {item["Period"] for item in named.values()} == {FIVE_MINUTES}
    assert {item["Stat"] for item in named.values()} == {"Sum"}
    assert {id_: item["Metric"]["MetricName"] for id_, item in named.items()} == {
        "part": part,
        "whole": whole,
    }


@pytest.mark.parametrize(
    "prefix", ["HandleConfigEvents", "UpdateTotals", "ComplianceApi", "SlackInteractions"]
)
def test_runs_of_which_the_slowest_hundredth_takes_ten_seconds_are_heard_of(
    bot: Template, prefix: str
) -> None:
    found = alarm(bot, f"{prefix}Slow")
    assert (found["MetricName"], found["ExtendedStatistic"]) == ("Duration", "p99")
    assert (found["Threshold"], found["Period"]) == (10_000, FIVE_MINUTES)
    assert (found["DatapointsToAlarm"], found["EvaluationPeriods"]) == (2, 3)
    (function,) = logical_ids(found["Dimensions"])
    assert function.startswith(f"{prefix}Function")


def test_a_function_that_fails_is_heard_of_by_its_errors_its_answers_or_its_dead_letters(
    everything: Template,
) -> None:
    alarms = everything.all("AWS::CloudWatch::Alarm").values()
    metrics = [
        query["MetricStat"]["Metric"] if "MetricStat" in query else query
        for each in alarms
        for query in each["Properties"].get("Metrics", [each["Properties"]])
        if "MetricStat" in query or "MetricName" in query
    ]
    errors, letters, answers = (
        logical_ids([metric["Dimensions"] for metric in metrics if metric["MetricName"] == name])
        for name in ("Errors", "ApproximateNumberOfMessagesVisible", "5xx")
    )
    given_up = [
        each["Properties"] for each in everything.all("AWS::Lambda::EventInvokeConfig").values()
    ]
    kept = logical_ids([e["FunctionName"] for e in given_up if logical_ids(e) & letters])
    integrations = everything.all("AWS::ApiGatewayV2::Integration").values()
    answering = logical_ids(
        [e["Properties"]["IntegrationUri"] for e in integrations if logical_ids(e) & answers]
    )
    functions = {name for name in everything.all("AWS::Lambda::Function") if "Function" in name}
    assert functions - errors - kept - answering == set()


def test_an_event_that_waits_for_a_quarter_of_an_hour_is_heard_of(master: Template) -> None:
    found = alarm(master, "EventIntakeEventsLate")
    assert found["MetricName"] == "ApproximateAgeOfOldestMessage"
    assert (found["Statistic"], found["Threshold"]) == ("Maximum", 15 * 60)
    (queue,) = logical_ids(found["Dimensions"])
    assert queue.startswith("EventIntakeQueue")


def test_that_functions_have_no_room_to_run_is_heard_of(master: Template) -> None:
    found = alarm(master, "OperationsThrottled")
    (_, *metrics) = found["Metrics"]
    assert {item["MetricStat"]["Metric"]["MetricName"] for item in metrics} == {"Throttles"}
    functions = sorted(logical_ids([item["MetricStat"]["Metric"] for item in metrics]))
    record, tell = functions
    assert record.startswith("HandleConfigEventsFunction")
    assert tell.startswith("NotifyViolationsFunction")
    assert (found["Threshold"], found["DatapointsToAlarm"], found["EvaluationPeriods"]) == (0, 2, 3)


def test_that_no_digest_was_sent_for_a_day_and_two_hours_is_heard_of(master: Template) -> None:
    found = alarm(master, "DailyDigestNotSent")
    assert (found["MetricName"], found["Period"]) == ("DailyDigestsSent", HOUR)
    assert found["EvaluationPeriods"] == 26
    assert (found["ComparisonOperator"], found["Threshold"]) == ("LessThanThreshold", 1)
    assert found["TreatMissingData"] == "breaching", "a function that never runs says nothing"


def test_an_account_that_is_silent_beyond_its_norm_stays_an_alarm_to_the_next_digest(
    master: Template,
) -> None:
    found = alarm(master, "DailyDigestSilentBeyondNorm")
    assert (found["MetricName"], found["Threshold"]) == ("SilentBeyondNorm", 0)
    assert found["Dimensions"] == [{"Name": "service", "Value": "daily-digest"}]
    assert found["TreatMissingData"] == "ignore"


def test_a_recorder_that_is_stopped_stays_an_alarm_until_none_is(master: Template) -> None:
    found = alarm(master, "ReconcileRecordersStopped")
    assert (found["MetricName"], found["Threshold"]) == ("RecordersStopped", 0)
    assert found["Dimensions"] == [{"Name": "service", "Value": "reconcile"}]
    assert (found["Period"], found["EvaluationPeriods"]) == (900, 1)
    assert found["TreatMissingData"] == "ignore"


def test_alerts_that_are_overdue_are_heard_of(master: Template) -> None:
    found = alarm(master, "NotifyViolationsAlertsOverdue")
    assert (found["MetricName"], found["Threshold"]) == ("AlertsOverdue", 0)
    assert (found["Statistic"], found["Period"]) == ("Maximum", FIVE_MINUTES)
    assert found["EvaluationPeriods"] == 1


def test_no_alarm_is_of_high_resolution(master: Template) -> None:
    every = [item["Properties"] for item in master.all("AWS::CloudWatch::Alarm").values()]
    assert {alarm["Period"] for alarm in every if "Period" in alarm} <= {60, 300, 900, 3600}


def test_alarms_look_at_few_metrics_as_the_decision_says_since_each_is_billed(
    master: Template, bot: Template
) -> None:
    found = re.search(
        r"(\d+) alarms and\s+(\d+) metrics with a webhook, (\d+) and (\d+) with a bot",
        DECISIONS.read_text(encoding="utf-8"),
    )
    assert found
    assert tuple(map(int, found.groups())) == (*billed(master), *billed(bot))


def billed(template: Template) -> tuple[int, int]:
    """Return how many alarms there are, and how many metrics they look at."""
    every = [item["Properties"] for item in template.all("AWS::CloudWatch::Alarm").values()]
    looked_at = [len(alarm["Metrics"]) - 1 if "Metrics" in alarm else 1 for alarm in every]
    return len(every), sum(looked_at)
