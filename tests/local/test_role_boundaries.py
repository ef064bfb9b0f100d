# ruff: noqa: SLF001 - the emulator has no public extension points
"""Roles of a template have its boundary, which has to be there; a bus is reached within it."""

import json
from collections.abc import Iterator

import pytest
from ministack import app
from ministack.core.responses import request_scope
from ministack.services import iam
from ministack.services.cloudformation import provisioners

from local.emulator import cloudformation_roles
from local.emulator.cross_account_bus import refusal
from tests.local.test_cross_account_bus import AGENT, BUS, EVENT, REGION, ROLE, bus_policy, role

BOUNDARY = f"arn:aws:iam::{AGENT}:policy/boundaries/workloads"


@pytest.fixture(autouse=True)
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(app, "AUTH", True)
    monkeypatch.setattr(provisioners, "_RESOURCE_HANDLERS", {**provisioners._RESOURCE_HANDLERS})
    cloudformation_roles.install()
    with request_scope(AGENT, REGION):
        yield
        iam._roles.clear()
        iam._policies.clear()


def policy(*actions: str) -> None:
    allow = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    given = {"PolicyName": "workloads", "Path": "/boundaries/", "PolicyDocument": document}
    assert iam._create_policy({name: [value] for name, value in given.items()})[0] == 200


def create(**properties: str) -> str:
    handler = provisioners._RESOURCE_HANDLERS["AWS::IAM::Role"]["create"]
    given = {"RoleName": "made", "AssumeRolePolicyDocument": {}, **properties}
    return str(handler("Role", given, "stack")[0])


def test_a_role_has_the_boundary_of_its_template_and_loses_it_with_that() -> None:
    policy("events:PutEvents")
    name = create(PermissionsBoundary=BOUNDARY)
    assert iam._roles[name]["PermissionsBoundary"] == BOUNDARY
    update = provisioners._RESOURCE_HANDLERS["AWS::IAM::Role"]["update"]
    given = {"RoleName": "made", "AssumeRolePolicyDocument": {}}
    update(name, {**given, "PermissionsBoundary": BOUNDARY}, given, "stack", "Role")
    assert not iam._roles[name]["PermissionsBoundary"]


def test_a_boundary_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="does not exist or is not attachable"):
        create(PermissionsBoundary=BOUNDARY)


@pytest.mark.parametrize(("within", "passes"), [("events:PutEvents", True), ("sqs:*", False)])
def test_a_bus_takes_what_the_boundary_of_the_forwarding_role_lets_through(
    within: str, *, passes: bool
) -> None:
    policy(within)
    role()
    bus_policy()
    iam._roles["forward"]["PermissionsBoundary"] = BOUNDARY
    assert (refusal(BUS, ROLE, EVENT) is None) is passes
