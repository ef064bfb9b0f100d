# ruff: noqa: SLF001 - the emulator has no public extension points

import json
from collections.abc import Iterator
from typing import Any

import pytest
from ministack.core.responses import request_scope
from ministack.services import eventbridge, iam

from local.emulator.cloudformation_events import create_bus_policy, delete_bus_policy
from local.emulator.cross_account_bus import refusal

MASTER, AGENT, STRANGER, REGION = "111111111111", "222222222222", "444444444444", "eu-central-1"
BUS = f"arn:aws:events:{REGION}:{MASTER}:event-bus/config-monitoring"
ROLE = f"arn:aws:iam::{AGENT}:role/forward"
EVENT = {"EventId": "1", "Source": "aws.config", "DetailType": "Config Rules Compliance Change"}


def role(
    service: str = "events.amazonaws.com", action: str = "events:PutEvents", account: str = AGENT
) -> None:
    trust = {
        "Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"aws:SourceAccount": account}},
    }  # fmt: skip
    allow = {"Effect": "Allow", "Action": action, "Resource": BUS}
    iam._roles["forward"] = {
        "RoleName": "forward",
        "AssumeRolePolicyDocument": json.dumps({"Statement": [trust]}),
        "InlinePolicies": {"put": json.dumps({"Statement": [allow]})},
    }


def bus_policy(account: str = AGENT, source: str = "aws.config") -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
        "Action": "events:PutEvents",
        "Resource": BUS,
        "Condition": {"StringEquals": {"events:source": source}},
    }
    properties = {
        "EventBusName": "config-monitoring", "StatementId": "agents", "Statement": statement,
    }  # fmt: skip
    with request_scope(MASTER, REGION):
        return create_bus_policy("Policy", properties, "stack")[0]


@pytest.fixture(autouse=True)
def accounts() -> Iterator[None]:
    with request_scope(AGENT, REGION):
        role()
        bus_policy()
        yield
        iam._roles.clear()
    with request_scope(MASTER, REGION):
        eventbridge._event_bus_policies.clear()


def test_an_event_passes_when_role_trust_role_policy_and_bus_policy_allow_it() -> None:
    assert refusal(BUS, ROLE, EVENT) is None


def test_a_role_that_does_not_trust_eventbridge_is_refused() -> None:
    role(service="lambda.amazonaws.com")
    assert "does not trust" in str(refusal(BUS, ROLE, EVENT))


def test_a_role_that_trusts_the_rules_of_another_account_is_refused() -> None:
    role(account=STRANGER)
    assert "does not trust" in str(refusal(BUS, ROLE, EVENT))


def test_a_role_that_may_not_put_events_is_refused() -> None:
    role(action="events:PutRule")
    assert "may not events:PutEvents" in str(refusal(BUS, ROLE, EVENT))


@pytest.mark.parametrize("arn", [None, f"arn:aws:iam::{AGENT}:role/nobody"])
def test_a_target_without_a_role_is_refused(arn: str | None) -> None:
    assert "no role" in str(refusal(BUS, arn, EVENT))


def test_an_account_that_the_bus_does_not_list_is_refused() -> None:
    bus_policy(account=STRANGER)
    assert "bus policy" in str(refusal(BUS, ROLE, EVENT))


def test_a_source_that_the_bus_does_not_expect_is_refused() -> None:
    event: dict[str, Any] = {**EVENT, "Source": "aws.health"}
    assert "bus policy" in str(refusal(BUS, ROLE, event))


def test_a_statement_that_is_deleted_allows_no_longer() -> None:
    statement = bus_policy()
    with request_scope(MASTER, REGION):
        delete_bus_policy(statement)
    assert "bus policy" in str(refusal(BUS, ROLE, EVENT))
