"""What the master's bus refuses on the local AWS is kept where it was sent from."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from tests.e2e.happenings import COMPLIANT, Watched, unique
from tests.e2e.running import Json, Running, eventually

STRANGER = "444444444444"
# Each is in an organisation of its own, but for the one in none.
OURS, THEIRS, NOBODYS = "555555555555", "666666666666", "777777777777"
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
def queue(running: Running, account: str) -> Iterator[tuple[str, str]]:
    """Yield the URL and the ARN of a queue."""
    sqs = running.client("sqs", account)
    url = sqs.create_queue(QueueName=unique("keeps"))["QueueUrl"]
    asked = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    try:
        yield url, asked["Attributes"]["QueueArn"]
    finally:
        sqs.delete_queue(QueueUrl=url)


@contextmanager
def rule(
    running: Running, account: str, bus: str, resource: str, target: Mapping[str, Any]
) -> Iterator[None]:
    """Send what comes onto a bus of an account about one resource to a target."""
    events, name = running.client("events", account), unique("forwards")
    pattern = json.dumps({"detail": {"resourceId": [resource]}})
    events.put_rule(Name=name, EventBusName=bus, EventPattern=pattern)
    events.put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": "target", **target}])
    try:
        yield
    finally:
        events.remove_targets(Rule=name, EventBusName=bus, Ids=["target"])
        events.delete_rule(Name=name, EventBusName=bus)


def sent(running: Running, event: Json, role_arn: str, bus: str | None = None) -> tuple[int, int]:
    """Forward an event to a bus, ours or another; return how often it arrived and was kept."""
    account, about = event["account"], event["detail"]["resourceId"]
    bus_arn = bus or running.outputs()["EventBusArn"]
    with ExitStack() as made:
        kept, kept_arn = made.enter_context(queue(running, account))
        got, got_arn = made.enter_context(queue(running, running.stack.master_account))
        target: Json = {
            "Arn": bus_arn, "RoleArn": role_arn, "DeadLetterConfig": {"Arn": kept_arn},
        }  # fmt: skip
        there = running.stack.master_account, bus_arn.rpartition("/")[2]
        made.enter_context(rule(running, *there, about, {"Arn": got_arn}))
        made.enter_context(rule(running, account, "default", about, target))
        running.deliver(event)
        master = running.stack.master_account
        return held(running, master, got, about), held(running, account, kept, about)


def held(running: Running, account: str, url: str, about: str) -> int:
    """Return how many messages about a resource are in a queue."""
    sqs = running.client("sqs", account)
    taken = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return sum(about in message["Body"] for message in taken)


def refused(running: Running, account: str, role_arn: str, **changes: str) -> bool:
    """Let something happen, changed so, and forward it: whether the bus does not take it."""
    event: Json = {**Watched(account, unique("resource")).becomes(COMPLIANT, 1), **changes}
    return sent(running, event, role_arn)[1] == 1


def test_a_watched_account_is_let_in_with_its_forwarding_role(running: Running) -> None:
    watched = Watched(running.account, unique("resource"))
    arn = f"arn:aws:iam::{running.account}:role/{FORWARDING}"
    # It arrives by the agent's own rule, and by that of the test.
    assert sent(running, watched.becomes(COMPLIANT, 1), arn) == (2, 0)
    state = eventually(lambda: running.state(watched.resource_id), 30, "the state")
    assert state["status"] == COMPLIANT


@contextmanager
def bus_of_an_organisation(running: Running, organisation: str) -> Iterator[str]:
    """Yield the ARN of a bus with the policy of ours as it is for an organisation.

    That the template of an organisation has such a one is tests/infrastructure/test_bus_policy.py.
    """
    events, name = running.client("events"), unique("bus")
    deployed = events.describe_event_bus(Name=running.outputs()["EventBusArn"].rpartition("/")[2])
    statement = json.loads(deployed["Policy"])["Statement"][0]
    arn = deployed["Arn"].replace(deployed["Name"], name)
    limits = {**statement["Condition"]["StringEquals"], "aws:PrincipalOrgID": organisation}
    condition = {**statement["Condition"], "StringEquals": limits}
    open_to_all = {**statement, "Principal": "*", "Resource": arn, "Condition": condition}
    policy = {"EventBusName": name, "StatementId": statement["Sid"], "Statement": open_to_all}
    template = {
        "Bus": {"Type": "AWS::Events::EventBus", "Properties": {"Name": name}},
        "Policy": {"Type": "AWS::Events::EventBusPolicy", "Properties": policy, "DependsOn": "Bus"},
    }
    formation = running.client("cloudformation")
    formation.create_stack(StackName=name, TemplateBody=json.dumps({"Resources": template}))
    formation.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig={"Delay": 1})
    try:
        yield arn
    finally:
        formation.delete_stack(StackName=name)


def test_another_organisation_is_refused_and_so_is_an_account_in_none(running: Running) -> None:
    # Whoever asks the emulator about their organisation has one, by themselves.
    ours, theirs = (
        running.client("organizations", account).describe_organization()["Organization"]["Id"]
        for account in (OURS, THEIRS)
    )
    assert ours != theirs
    with bus_of_an_organisation(running, ours) as bus:
        for account, becomes in ((OURS, (1, 0)), (THEIRS, (0, 1)), (NOBODYS, (0, 1))):
            forwards = role(running, account, FORWARDING)
            event = Watched(account, unique("resource")).becomes(COMPLIANT, 1)
            assert sent(running, event, forwards, bus) == becomes, account


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
