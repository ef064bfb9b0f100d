"""What EventBridge Scheduler starts, when, and what it may do."""

import json

import pytest

from lambdas.daily_digest.requests import read_request
from stacks.constructs.daily_digest import _hours
from tests.infrastructure.synthesis import AGENTS, Template, logical_ids


def test_the_notifier_runs_every_minute(master: Template) -> None:
    schedule = master.named("AWS::Scheduler::Schedule", "NotifyViolations")
    assert schedule["ScheduleExpression"] == "rate(1 minute)"
    assert schedule["FlexibleTimeWindow"] == {"Mode": "OFF"}


def test_the_digest_runs_at_the_hour_and_in_the_time_zone_of_the_settings(
    everything: Template,
) -> None:
    for name, expression in (
        ("DailyDigestDaily", "cron(0 6,7,8,9,10 * * ? *)"),
        ("DailyDigestWeekly", "cron(15 6,7,8,9,10 ? * MON *)"),
    ):
        schedule = everything.named("AWS::Scheduler::Schedule", name)
        assert schedule["ScheduleExpression"] == expression
        assert schedule["ScheduleExpressionTimezone"] == "Europe/Berlin"


def test_a_digest_knows_its_kind_its_time_and_the_teams_that_want_one(
    everything: Template,
) -> None:
    target = everything.named("AWS::Scheduler::Schedule", "DailyDigestWeekly")["Target"]
    said = json.loads(target["Input"])
    assert said == {
        "kind": "weekly",
        "scheduled": "<aws.scheduler.scheduled-time>",
        "first_hour": 6,
        "teams": {"payments": list(AGENTS)},
    }
    asked = read_request({**said, "scheduled": "2026-11-16T08:15:00Z"})
    assert [audience.key for audience in asked.audiences] == ["team-payments"]


@pytest.mark.parametrize(
    ("hour", "hours"), [(0, "0,1,2,3,4"), (19, "19,20,21,22,23"), (22, "22,23"), (23, "23")]
)
def test_a_digest_is_tried_for_some_hours_and_not_on_the_next_day(hour: int, hours: str) -> None:
    assert _hours(hour) == hours


def test_a_digest_of_the_week_can_be_left_out(alone: Template) -> None:
    names = [n for n in alone.all("AWS::Scheduler::Schedule") if n.startswith("DailyDigest")]
    assert len(names) == 1


def test_a_digest_that_was_not_sent_raises_an_alarm(master: Template) -> None:
    queues = {
        queue
        for item in master.all("AWS::Lambda::EventInvokeConfig").values()
        if logical_ids(item["Properties"]["FunctionName"]) & digest_functions(master)
        for queue in logical_ids(item["Properties"]["DestinationConfig"])
    }
    assert len(queues) == 1
    alarms = [item["Properties"] for item in master.all("AWS::CloudWatch::Alarm").values()]
    watching = [a for a in alarms if queues <= logical_ids(a.get("Dimensions"))]
    assert [alarm["MetricName"] for alarm in watching] == ["ApproximateNumberOfMessagesVisible"]
    assert watching[0]["Threshold"] == 0


def digest_functions(master: Template) -> set[str]:
    functions = master.all("AWS::Lambda::Function")
    return {name for name in functions if name.startswith("DailyDigest")}


def test_a_run_that_fails_is_tried_again_and_then_kept(master: Template) -> None:
    names = ("NotifyViolations", "DailyDigestDaily", "DailyDigestWeekly", "Reconcile")
    for prefix in (*names, "WriteExports"):
        target = master.named("AWS::Scheduler::Schedule", prefix)["Target"]
        assert target["RetryPolicy"]["MaximumRetryAttempts"] >= 1
        (queue,) = logical_ids(target["DeadLetterConfig"])
        assert queue.startswith("ScheduleDeadLetters")


def test_what_a_run_leaves_undone_after_its_retries_is_kept(master: Template) -> None:
    configured = master.all("AWS::Lambda::EventInvokeConfig").values()
    kept = [item["Properties"] for item in configured]
    schedules = master.all("AWS::Scheduler::Schedule").values()
    scheduled = {s["Properties"]["Target"]["Arn"]["Fn::GetAtt"][0] for s in schedules}
    assert {item["FunctionName"]["Ref"] for item in kept} == scheduled
    for item in kept:
        (queue,) = logical_ids(item["DestinationConfig"]["OnFailure"]["Destination"])
        assert queue.startswith("ScheduleDeadLetters")
        assert item["MaximumRetryAttempts"] == 2


def test_alerts_that_cannot_be_told_raise_an_alarm(master: Template) -> None:
    every = [item["Properties"] for item in master.all("AWS::CloudWatch::Alarm").values()]
    notifier = [{"Name": "service", "Value": "notify-violations"}]
    own = [alarm for alarm in every if alarm.get("Dimensions") == notifier]
    assert {alarm["MetricName"] for alarm in own} == {"ChannelUnavailable", "AlertsOverdue"}
    assert {alarm["Namespace"] for alarm in own} == {"ConfigMonitoring"}


def test_a_schedule_may_invoke_its_own_function_and_nothing_else(master: Template) -> None:
    for name, role in (
        ("NotifyViolations", "EveryMinute"),
        ("DailyDigest", "Daily"),
        ("DailyDigest", "Weekly"),
        ("Reconcile", "Every15Minutes"),
        ("UpdateTotals", "Daily"),
        ("WriteExports", "Every15Minutes"),
    ):
        invoke, send = master.statements(f"{name}{role}Role")
        (function,) = logical_ids(invoke["Resource"])
        assert invoke["Action"] == "lambda:InvokeFunction"
        assert function.startswith(f"{name}Function")
        assert send["Action"] == "sqs:SendMessage"


def test_only_the_scheduler_of_this_account_may_take_the_role(master: Template) -> None:
    trust = master.named("AWS::IAM::Role", "DailyDigestDailyRole")["AssumeRolePolicyDocument"]
    (statement,) = trust["Statement"]
    assert statement["Principal"] == {"Service": "scheduler.amazonaws.com"}
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": "111111111111"}}
