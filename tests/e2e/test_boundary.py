"""A permissions boundary limits the roles of the local AWS with a bot, and takes nothing they need.

That it takes nothing is what all other tests of a bot say: each role has it.
"""

import json

import pytest

from tests.e2e.acting import acting_as
from tests.e2e.bots import Bot
from tests.e2e.test_least_privilege import REFUSED

pytestmark = [pytest.mark.e2e, pytest.mark.bot]

BEYOND = {"Effect": "Allow", "Action": "iam:ListRoles", "Resource": "*"}


def test_what_a_boundary_leaves_out_no_policy_gives(bot: Bot) -> None:
    iam, stem = bot.client("iam"), "slack_interactions"
    deployed = bot.client("lambda").get_function_configuration(
        FunctionName=bot.stack.functions[stem]
    )
    role = deployed["Role"].rpartition("/")[2]
    bounded = iam.get_role(RoleName=role)["Role"]["PermissionsBoundary"]
    assert bounded["PermissionsBoundaryArn"].endswith(":policy/boundaries/workloads")
    policy = json.dumps({"Version": "2012-10-17", "Statement": [BEYOND]})
    iam.put_role_policy(RoleName=role, PolicyName="beyond", PolicyDocument=policy)
    try:
        with acting_as(bot, stem) as actor:
            assert actor.attempt("iam", "list_roles") in REFUSED
            iam.delete_role_permissions_boundary(RoleName=role)
            assert actor.attempt("iam", "list_roles") == "allowed"
    finally:
        arn = bounded["PermissionsBoundaryArn"]
        iam.put_role_permissions_boundary(RoleName=role, PermissionsBoundary=arn)
        iam.delete_role_policy(RoleName=role, PolicyName="beyond")


def test_in_watched_accounts_too(bot: Bot) -> None:
    for account in bot.stack.agent_accounts:
        roles = bot.client("iam", account).list_roles()["Roles"]
        ours = [role["RoleName"] for role in roles if role["Path"] == "/monitoring/"]
        assert len(ours) == 2  # that which forwards, and the recorder's
        for name in ours:
            role = bot.client("iam", account).get_role(RoleName=name)["Role"]
            assert role["PermissionsBoundary"]["PermissionsBoundaryArn"] == (
                f"arn:aws:iam::{account}:policy/boundaries/workloads"
            )
