"""The stack of a watched account, one for each region."""

from typing import Any

from aws_cdk import CfnResource, Stack
from aws_cdk import aws_config as config
from constructs import Construct

from stacks import names
from stacks.constructs.config_recorder import ConfigRecorder
from stacks.constructs.config_rules import ConfigRules
from stacks.constructs.event_forwarding import EventForwarding, EventForwardingProps
from stacks.settings import DeploymentSettings


class AgentStack(Stack):
    """Rules that judge, and rules that forward what was judged; no function, no key."""

    def __init__(
        self, scope: Construct, construct_id: str, *, settings: DeploymentSettings, **stack: Any
    ) -> None:
        super().__init__(scope, construct_id, **stack)
        EventForwarding(
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
        ConfigRules(
            self,
            "ConfigRules",
            rules=settings.rules,
            parameters=settings.rule_parameters,
            after=self._recording(settings),
        )
        if not settings.organisation_id and self.account != settings.master_account:
            config.CfnAggregationAuthorization(
                self,
                "Aggregation",
                authorized_account_id=settings.master_account,
                authorized_aws_region=settings.master_region,
            )

    def _recording(self, settings: DeploymentSettings) -> list[CfnResource]:
        """Add AWS Config's recorder where the stack manages it; IAM is recorded in one region."""
        if not settings.manages_recorder:
            return []
        first = self.region == settings.agent_regions[0]
        made = ConfigRecorder(self, "ConfigRecorder", records_global_resources=first)
        return [made.recorder, made.channel]
