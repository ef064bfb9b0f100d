"""Alarms of the running stack, and somebody who hears what is said of one."""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.e2e.happenings import unique
from tests.e2e.running import Json, Running


def alarm(running: Running, part: str) -> Json:
    """Return the alarm with this in its name."""
    pages = running.client("cloudwatch").get_paginator("describe_alarms").paginate()
    [found] = [a for page in pages for a in page["MetricAlarms"] if part in a["AlarmName"]]
    described: Json = found
    return described


def is_on(running: Running, part: str) -> bool:
    return bool(alarm(running, part)["StateValue"] == "ALARM")


def has_been(running: Running, part: str, state: str) -> bool:
    """Whether the alarm has come to a state since it was made."""
    name = alarm(running, part)["AlarmName"]
    history = running.client("cloudwatch").describe_alarm_history(AlarmName=name)
    changes = [each["HistorySummary"] for each in history["AlarmHistoryItems"]]
    return any(change.endswith(f" to {state}") for change in changes)


@dataclass
class Hearer:
    """Somebody who subscribes to what alarms say, by a queue of their own."""

    running: Running
    about: str
    heard: list[Json] = field(default_factory=list)
    queue: str = ""

    def __post_init__(self) -> None:
        queues = self.running.client("sqs")
        self.queue = queues.create_queue(QueueName=unique("hears"))["QueueUrl"]
        asked = queues.get_queue_attributes(QueueUrl=self.queue, AttributeNames=["QueueArn"])
        arn, [topic] = asked["Attributes"]["QueueArn"], alarm(self.running, self.about)["OKActions"]
        policy = {"Policy": json.dumps(_policy(arn))}
        queues.set_queue_attributes(QueueUrl=self.queue, Attributes=policy)
        self.running.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)

    def states(self) -> list[str]:
        """Return what states of the alarm were heard of so far, in their order."""
        queues = self.running.client("sqs")
        while messages := queues.receive_message(QueueUrl=self.queue, MaxNumberOfMessages=10).get(
            "Messages"
        ):
            said = [json.loads(json.loads(message["Body"])["Message"]) for message in messages]
            self.heard += [each for each in said if self.about in each["AlarmName"]]
            for message in messages:
                queues.delete_message(QueueUrl=self.queue, ReceiptHandle=message["ReceiptHandle"])
        return [each["NewStateValue"] for each in self.heard]


def _policy(arn: str) -> dict[str, Any]:
    """Return the policy of a queue that takes what topics say."""
    sender = {"Service": "sns.amazonaws.com"}
    allowed = {"Effect": "Allow", "Principal": sender, "Action": "sqs:SendMessage", "Resource": arn}
    return {"Version": "2012-10-17", "Statement": [allowed]}
