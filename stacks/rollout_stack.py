"""The stack that gives each account of an organisation its agent."""

import json
from typing import Any, Final

from aws_cdk import CfnOutput, CfnStackSet, Stack
from constructs import Construct

from stacks import names
from stacks.rollout_settings import Rollout
from stacks.settings_error import SettingsError

# CloudFormation user guide, "Understand CloudFormation quotas": a template that is in a request.
MOST_BYTES: Final = 51_200


class RolloutStack(Stack):
    """One StackSet: accounts that come to its organisational units get their agent by themselves.

    The master's stack has to be there before, since it is the target of what agents forward.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        rollout: Rollout,
        regions: tuple[str, ...],
        template: dict[str, Any],
        **stack: Any,
    ) -> None:
        super().__init__(scope, construct_id, **stack)
        agents = CfnStackSet(
            self,
            "Agents",
            stack_set_name=names.AGENT_STACK,
            description="config-monitoring: rules of AWS Config and the way to the master.",
            permission_model="SERVICE_MANAGED",
            call_as=rollout.call_as.upper(),
            auto_deployment=CfnStackSet.AutoDeploymentProperty(
                enabled=True, retain_stacks_on_account_removal=rollout.retain_on_removal
            ),
            # Operations that do not touch the same accounts run at once, others wait: an account
            # that comes while the agents are updated is no failure.
            managed_execution={"Active": True},
            # The role with which an agent forwards has a name.
            capabilities=["CAPABILITY_NAMED_IAM"],
            operation_preferences=CfnStackSet.OperationPreferencesProperty(
                failure_tolerance_percentage=rollout.failure_tolerance_percent,
                max_concurrent_percentage=rollout.concurrency_percent,
                # No more accounts fail than are tolerated, and the one that is one too many.
                concurrency_mode="STRICT_FAILURE_TOLERANCE",
                region_concurrency_type="SEQUENTIAL",
                region_order=list(regions),
            ),
            stack_instances_group=[
                CfnStackSet.StackInstancesProperty(
                    deployment_targets=CfnStackSet.DeploymentTargetsProperty(
                        organizational_unit_ids=list(rollout.organisational_units)
                    ),
                    regions=list(regions),
                )
            ],
            template_body=inline(template),
        )
        CfnOutput(self, "StackSetId", value=agents.attr_stack_set_id)


def inline(template: dict[str, Any]) -> str:
    """Return the template as it fits into a request.

    Raises:
        SettingsError: it does not fit.

    """
    text = json.dumps(template, separators=(",", ":"))
    if (size := len(text.encode())) <= MOST_BYTES:
        return text
    raise SettingsError(
        f"rollout: the template of the agents has {size:,} bytes, and a StackSet takes"
        f" {MOST_BYTES:,}; choose fewer rules, or leave the rollout out and deploy the agents"
        " with the CDK"
    )
