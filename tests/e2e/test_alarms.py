"""An alarm is heard of by who subscribes to the topic, with the entry of the runbook to read."""

import json
from typing import Any

from tests.e2e.happenings import unique
from tests.e2e.running import Running, eventually


def test_an_alarm_is_heard_of_when_it_begins_and_when_it_is_over(running: Running) -> None:
    watch, queues = running.client("cloudwatch"), running.client("sqs")
    [alarm] = [
        each
        for page in watch.get_paginator("describe_alarms").paginate()
        for each in page["MetricAlarms"]
        if "SuspiciousClosings" in each["AlarmName"]
    ]
    queue = queues.create_queue(QueueName=unique("hears"))["QueueUrl"]
    attributes = queues.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
    arn, topic = attributes["Attributes"]["QueueArn"], alarm["AlarmActions"][0]
    queues.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps(policy(arn))})
    running.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)

    def heard() -> list[dict[str, Any]]:
        taken = queues.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)
        return [json.loads(json.loads(m["Body"])["Message"]) for m in taken.get("Messages", [])]

    for state in ("ALARM", "OK"):
        watch.set_alarm_state(AlarmName=alarm["AlarmName"], StateValue=state, StateReason="a test")
        [said] = eventually(heard, 30, f"the message that it is {state}")
        assert said["NewStateValue"] == state
        assert said["AlarmDescription"].endswith("docs/operations.md#closings-are-held-back")


def policy(arn: str) -> dict[str, Any]:
    """Return the policy of a queue that takes what topics say."""
    sender = {"Service": "sns.amazonaws.com"}
    allowed = {"Effect": "Allow", "Principal": sender, "Action": "sqs:SendMessage", "Resource": arn}
    return {"Version": "2012-10-17", "Statement": [allowed]}
