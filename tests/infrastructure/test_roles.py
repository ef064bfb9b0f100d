"""A boundary and a path, where an organisation demands them, are those of every role."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.builders.key_permissions import OF_A_BOT_WITH_A_KEY, OF_A_KEY
from tests.builders.permissions import (
    AGENT,
    FOR_ROUTES,
    FOR_TRACES,
    OF_A_BOT,
    OF_A_RECORDER,
    OF_AN_ORGANISATION,
)
from tests.builders.permissions import MASTER as OF_THE_MASTER
from tests.builders.rights import together
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
    all_parts: dict[str, Template], stack: str, account: str
) -> None:
    boundary = f"arn:aws:iam::{account}:policy/boundaries/workloads"
    made = roles(all_parts[stack])
    assert {role["PermissionsBoundary"] for role in made.values()} == {boundary}
    assert {role["Path"] for role in made.values()} == {"/team/monitoring/"}


def test_schedules_forwarding_and_the_recorder_are_among_them(
    all_parts: dict[str, Template],
) -> None:
    made = {name for template in all_parts.values() for name in roles(template)}
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


BOUNDARY = Path(__file__).resolve().parents[2] / "docs" / "permissions-boundary.json"
# The policy AWSConfigRoleForOrganizations, as AWS documents it (AWS managed policy reference).
AGGREGATING = {
    "organizations:DescribeOrganization",
    "organizations:ListAWSServiceAccessForOrganization",
    "organizations:ListAccounts",
    "organizations:ListDelegatedAdministrators",
}


def test_the_boundary_that_is_offered_lets_through_what_the_tables_of_rights_say_and_no_more() -> (
    None
):
    rights = together(
        OF_THE_MASTER, OF_A_BOT, FOR_ROUTES, OF_AN_ORGANISATION, AGENT, OF_A_RECORDER,
        OF_A_KEY, OF_A_BOT_WITH_A_KEY, FOR_TRACES,
    )  # fmt: skip
    lines = frozenset[str]().union(*rights.values())
    needed = {found[1] for line in lines if (found := re.match(r"(\w+:\w+) on ", line))}
    [statement] = json.loads(BOUNDARY.read_text(encoding="utf-8"))["Statement"]
    assert statement["Effect"] == "Allow"
    assert statement["Resource"] == "*"
    assert statement["Action"] == sorted(needed | AGGREGATING)
