"""What the master's bus refuses on the local AWS is kept where it was sent from."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.e2e.happenings import COMPLIANT, Watched, unique
from tests.e2e.running import Json, Running

STRANGER = "444444444444"
FORWARDING = "config-monitoring-forward-eu-central-1"


def role(running: Running, account: str, name: str) -> str:
    """Return the ARN of a role that may put events on any bus, as EventBridge."""
    iam = running.client("iam", account)
    trust = {
        "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }  # fmt: skip
    allow = {"Effect": "Allow", "Action": "events:PutEvents", "Resource": "*"}
    document = {"Version": "2012-10-17", "Statement": [trust]}
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(document))
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    iam.put_role_policy(RoleName=name, PolicyName="put", PolicyDocument=policy)
    return str(made["Role"]["Arn"])


@contextmanager
def rule(running: Running, account: str, role_arn: str, resource: str) -> Iterator[str]:
    """Forward events of one resource with this role; yield the queue for what is refused."""
    events, sqs = running.client("events", account), running.client("sqs", account)
    name = unique("forwards")
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    asked = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    pattern = json.dumps({"detail": {"resourceId": [resource]}})
    events.put_rule(Name=name, EventPattern=pattern)
    target = {
        "Id": "bus", "Arn": running.outputs()["EventBusArn"], "RoleArn": role_arn,
        "DeadLetterConfig": {"Arn": asked["Attributes"]["QueueArn"]},
    }  # fmt: skip
    events.put_targets(Rule=name, Targets=[target])
    try:
        yield url
    finally:
        events.remove_targets(Rule=name, Ids=["bus"])
        events.delete_rule(Name=name)
        sqs.delete_queue(QueueUrl=url)


def refused(running: Running, account: str, role_arn: str, **changes: str) -> bool:
    """Let something happen, changed so, and forward it: whether the bus does not take it."""
    watched = Watched(account, unique("resource"))
    event: Json = {**watched.becomes(COMPLIANT, 1), **changes}
    with rule(running, account, role_arn, watched.resource_id) as queue:
        running.deliver(event)
        sqs = running.client("sqs", account)
        kept: list[Any] = sqs.receive_message(QueueUrl=queue).get("Messages", [])
    return any(watched.resource_id in message["Body"] for message in kept)


def test_a_watched_account_is_let_in_with_its_forwarding_role(running: Running) -> None:
    arn = f"arn:aws:iam::{running.account}:role/{FORWARDING}"
    assert not refused(running, running.account, arn)


@pytest.mark.parametrize("changes", [{"source": "aws.health"}, {"detail-type": "Forged"}])
def test_another_source_and_a_forged_type_are_refused(
    running: Running, changes: dict[str, str]
) -> None:
    made = role(running, running.account, unique("r"))
    deployed = f"arn:aws:iam::{running.account}:role/{FORWARDING}"
    for arn in (deployed, made):
        assert refused(running, running.account, arn, **changes)


def test_another_role_of_a_watched_account_is_refused(running: Running) -> None:
    assert refused(running, running.account, role(running, running.account, unique("r")))


def test_an_account_that_is_not_watched_is_refused_whatever_its_role_is_called(
    running: Running,
) -> None:
    assert refused(running, STRANGER, role(running, STRANGER, FORWARDING))
