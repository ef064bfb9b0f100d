"""Requests to the master's bus, held against its policy as IAM would, and refused if need be."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy

from tests.infrastructure.synthesis import AGENTS, MASTER, REGION, Template

BUS = f"arn:aws:events:{REGION}:{MASTER}:event-bus/config-monitoring"
ORGANISATION, STRANGER = "o-a1b2c3d4e5", "444444444444"


@dataclass(frozen=True)
class Request:
    """A request to put an event on the bus; an agent's own unless something is said."""

    account: str = AGENTS[0]
    role: str = f"config-monitoring-forward-{REGION}"
    organisation: str | None = ORGANISATION
    source: str = "aws.config"
    detail_type: str = "Config Rules Compliance Change"
    action: str = "events:PutEvents"


def allows(policy: dict[str, Any], request: Request) -> bool:
    """Whether the policy allows the request; IAM's logic is the local AWS's."""
    asked = EvalContext(
        principal_arn=f"arn:aws:iam::{request.account}:role/{request.role}",
        principal_type="AssumedRole",
        principal_account=request.account,
        action=request.action,
        resource_arn=BUS,
        region=REGION,
        service_context={
            "events:source": request.source,
            "events:detail-type": request.detail_type,
        },
        principal_keys={"aws:principalorgid": request.organisation},
    )
    return bool(evaluate_resource_policy(policy, asked).decision == "Allow")


def policy_of(template: Template) -> dict[str, Any]:
    """Return the policy as it is on the deployed bus."""
    made = template.named("AWS::Events::EventBusPolicy", "EventIntake")
    return {"Version": "2012-10-17", "Statement": [{**made["Statement"], "Resource": BUS}]}


AGENT = Request()
SENDERS_OF_ANYTHING_ELSE = [
    pytest.param(replace(AGENT, source="aws.health"), id="another source of AWS"),
    pytest.param(replace(AGENT, source="my.application"), id="a source of one's own"),
    pytest.param(replace(AGENT, source="aws.config.forged"), id="a source that begins the same"),
    pytest.param(replace(AGENT, detail_type="Config Rules Compliance"), id="a shorter type"),
    pytest.param(replace(AGENT, detail_type="Scheduled Event"), id="a forged type"),
    pytest.param(replace(AGENT, role="Administrator"), id="another role"),
    pytest.param(replace(AGENT, role=f"x/{AGENT.role}"), id="the role's name elsewhere"),
    pytest.param(replace(AGENT, role=f"x-{AGENT.role}"), id="a role whose name ends the same"),
    pytest.param(replace(AGENT, action="events:PutRule"), id="another action"),
]


@pytest.mark.parametrize("detail_type", [
    "Config Rules Compliance Change", "Config Configuration Item Change",
    "AWS API Call via CloudTrail",
])  # fmt: skip
def test_what_agents_forward_is_let_in(
    master: Template, organisation: dict[str, Template], detail_type: str
) -> None:
    sent = replace(AGENT, detail_type=detail_type)
    assert allows(policy_of(master), sent)
    assert allows(policy_of(organisation["ConfigMonitoringMaster"]), sent)


def test_agents_send_from_every_region(master: Template) -> None:
    assert allows(policy_of(master), replace(AGENT, role="config-monitoring-forward-us-east-1"))


@pytest.mark.parametrize("request_", SENDERS_OF_ANYTHING_ELSE)
def test_nothing_else_is_let_in_from_a_watched_account(
    master: Template, organisation: dict[str, Template], request_: Request
) -> None:
    assert not allows(policy_of(master), request_)
    assert not allows(policy_of(organisation["ConfigMonitoringMaster"]), request_)


def test_an_account_that_is_not_listed_is_refused(master: Template) -> None:
    assert not allows(policy_of(master), replace(AGENT, account=STRANGER))


@pytest.mark.parametrize("other", ["o-zzzzzzzzzz", "o-a1b2c3d4e5f", None])
def test_another_organisation_is_refused_and_so_is_an_account_in_none(
    organisation: dict[str, Template], other: str | None
) -> None:
    policy = policy_of(organisation["ConfigMonitoringMaster"])
    assert allows(policy, replace(AGENT, account=STRANGER))
    assert not allows(policy, replace(AGENT, account=STRANGER, organisation=other))


@pytest.fixture(params=["listed accounts", "an organisation"])
def with_a_path(
    request: pytest.FixtureRequest, itself: dict[str, Template], all_parts: dict[str, Template]
) -> dict[str, Template]:
    return itself if request.param == "listed accounts" else all_parts


def test_where_roles_have_a_path_the_bus_knows_them_by_it(
    with_a_path: dict[str, Template],
) -> None:
    policy = policy_of(with_a_path["ConfigMonitoringMaster"])
    forwarding = with_a_path[f"ConfigMonitoringAgent-{AGENTS[0]}-{REGION}"].named(
        "AWS::IAM::Role", "EventForwardingRole"
    )
    role = forwarding["Path"].removeprefix("/") + forwarding["RoleName"]
    assert allows(policy, replace(AGENT, role=role))
    assert not allows(policy, AGENT)
    assert not allows(policy, replace(AGENT, role=f"team/{AGENT.role}"))
