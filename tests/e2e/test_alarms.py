"""Alarms go off and end by what happens; who subscribes hears of it, with the runbook's entry."""

import json

from tests.e2e.alarms import Hearer, alarm, is_on
from tests.e2e.dlq import dlq
from tests.e2e.running import Running, eventually

BEGINS_AND_ENDS = ["ALARM", "OK"]
SCHEDULES = "ScheduleDeadLettersNotEmpty"
THROTTLED = "OperationsThrottled"


def test_an_alarm_begins_with_the_first_dead_letter_and_ends_when_there_is_none(
    running: Running,
) -> None:
    eventually(lambda: not is_on(running, SCHEDULES), 30, "an alarm that was looked at")
    hearer, queue = Hearer(running, SCHEDULES), running.outputs()["ScheduleDeadLettersUrl"]
    body = json.dumps({"requestContext": {"functionArn": "arn:none"}, "requestPayload": {}})
    running.client("sqs").send_message(QueueUrl=queue, MessageBody=body)
    eventually(lambda: hearer.states() == ["ALARM"], 30, "the alarm begins")
    dropped = dlq("drop", "--all", "--yes", "--queue", "schedules")
    assert dropped.returncode == 0, dropped.stderr
    eventually(lambda: hearer.states() == BEGINS_AND_ENDS, 30, "the alarm ends")
    for said in hearer.heard:
        assert said["AlarmDescription"].endswith("docs/operations.md#runs-failed")


def test_an_alarm_that_is_set_by_hand_is_heard_of_and_set_back_by_what_is_measured(
    running: Running,
) -> None:
    eventually(lambda: not is_on(running, THROTTLED), 30, "an alarm that was looked at")
    hearer, watch = Hearer(running, THROTTLED), running.client("cloudwatch")
    name = alarm(running, THROTTLED)["AlarmName"]
    watch.set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="a test")
    eventually(lambda: hearer.states() == BEGINS_AND_ENDS, 30, "its beginning and its end")
    assert hearer.heard[0]["NewStateReason"] == "a test"
    for said in hearer.heard:
        assert said["AlarmDescription"].endswith("docs/operations.md#functions-are-throttled")
