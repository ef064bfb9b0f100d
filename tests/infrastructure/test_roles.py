"""A boundary and a path, where an organisation demands them, are those of every role."""

from pathlib import Path
from typing import Any

import pytest

from tests.infrastructure.synthesis import (
    AGENTS,
    MASTER,
    REGION,
    Template,
    settings,
    synthesise_agents,
)

AGENT_STACK = f"ConfigMonitoringAgent-{AGENTS[0]}-{REGION}"


def roles(template: Template) -> dict[str, dict[str, Any]]:
    return {name: role["Properties"] for name, role in template.all("AWS::IAM::Role").items()}


def test_without_such_settings_no_role_has_either(master: Template, agent: Template) -> None:
    for template in (master, agent):
        for role in roles(template).values():
            assert not {"Path", "PermissionsBoundary"} & role.keys()


@pytest.mark.parametrize(
    ("stack", "account"), [("ConfigMonitoringMaster", MASTER), (AGENT_STACK, AGENTS[0])]
)
def test_every_role_has_the_path_and_the_boundary_of_its_own_account(
    bound: dict[str, Template], stack: str, account: str
) -> None:
    boundary = f"arn:aws:iam::{account}:policy/boundaries/workloads"
    made = roles(bound[stack])
    assert {role["PermissionsBoundary"] for role in made.values()} == {boundary}
    assert {role["Path"] for role in made.values()} == {"/team/monitoring/"}


def test_schedules_forwarding_and_the_recorder_are_among_them(bound: dict[str, Template]) -> None:
    made = {name for template in bound.values() for name in roles(template)}
    for part in ("DailyDigestDailyRole", "EventForwardingRole", "ConfigRecorderRole"):
        assert any(name.startswith(part) for name in made)


def test_in_a_template_for_any_account_the_boundary_is_that_of_the_account(tmp_path: Path) -> None:
    chosen = settings(
        organisation_id="o-a1b2c3d4e5", agent_accounts=(), rules=(), permissions_boundary="limits"
    )
    agent = synthesise_agents(chosen, tmp_path)[REGION]
    [role] = roles(agent).values()
    parts = ["arn:aws:iam::", {"Ref": "AWS::AccountId"}, ":policy/limits"]
    assert role["PermissionsBoundary"] == {"Fn::Join": ["", parts]}


def test_a_policy_of_aws_bounds_roles_in_every_account(itself: dict[str, Template]) -> None:
    boundary = "arn:aws:iam::aws:policy/PowerUserAccess"
    for template in itself.values():
        assert {role["PermissionsBoundary"] for role in roles(template).values()} == {boundary}
