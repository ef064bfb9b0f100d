"""The stack of a watched account, one for each region."""

from typing import Any

from aws_cdk import CfnResource, Stack
from aws_cdk import aws_config as config
from constructs import Construct

from stacks import names
from stacks.constructs.config_recorder import ConfigRecorder, ConfigRecorderProps
from stacks.constructs.config_rules import ConfigRules
from stacks.constructs.event_forwarding import EventForwarding, EventForwardingProps
from stacks.constructs.rules_pack import RulesPack
from stacks.roles import settle_roles
from stacks.rule_places import region_of_iam, rules_in
from stacks.settings import DeploymentSettings


class AgentStack(Stack):
    """Rules that judge, and rules that forward what was judged; no function, no key."""

    def __init__(
        self, scope: Construct, construct_id: str, *, settings: DeploymentSettings, **stack: Any
    ) -> None:
        super().__init__(scope, construct_id, **stack)
        forwarding = EventForwarding(
            self,
            "EventForwarding",
            props=EventForwardingProps(
                event_bus_arn=names.event_bus_arn(
                    partition=self.partition,
                    account=settings.master_account,
                    region=settings.master_region,
                ),
                role_name=names.forwarding_role(self.region),
                configuration_items=settings.forward_configuration_items,
            ),
        )
        deployed = RulesPack if settings.rules_as == "conformance_pack" else ConfigRules
        deployed(
            self,
            "ConfigRules",
            rules=rules_in(
                self.region,
                rules=settings.rules,
                regions=settings.agent_regions,
                records=settings.manages_recorder,
            ),
            parameters=settings.rule_parameters,
            # First results come at once; without a way to the master only `Reconcile` finds them.
            after=[forwarding.compliance_changes, *self._recording(settings)],
        )
        if not settings.organisation_id and self.account != settings.master_account:
            config.CfnAggregationAuthorization(
                self,
                "Aggregation",
                authorized_account_id=settings.master_account,
                authorized_aws_region=settings.master_region,
            )
        settle_roles(self, settings)

    def _recording(self, settings: DeploymentSettings) -> list[CfnResource]:
        """Add AWS Config's recorder where the stack manages it; IAM is recorded in one region."""
        if not settings.manages_recorder:
            return []
        props = ConfigRecorderProps(
            records_global_resources=self.region == region_of_iam(settings.agent_regions),
            role=settings.recorder_role,
            bucket_days=settings.recorder_bucket_days,
        )
        made = ConfigRecorder(self, "ConfigRecorder", props=props)
        return [made.recorder, made.channel]
