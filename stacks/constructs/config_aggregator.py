"""AWS Config's own view of all watched accounts, collected in the master account."""

from dataclasses import dataclass

from aws_cdk import aws_config as config
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from stacks.acknowledgements import acknowledge
from stacks.constructs.runtime import allow

_READS = (
    "DescribeConfigurationAggregatorSourcesStatus",
    "DescribeAggregateComplianceByConfigRules",
    "GetAggregateComplianceDetailsByConfigRule",
    "SelectAggregateResourceConfig",
)
_POLICY = "service-role/AWSConfigRoleForOrganizations"


@dataclass(frozen=True, kw_only=True)
class ConfigAggregatorProps:
    """From where is collected: the accounts of an organisation where one is named, else a list."""

    organisation_id: str | None
    agent_accounts: tuple[str, ...]
    agent_regions: tuple[str, ...]


class ConfigAggregator(Construct):
    """The results of all rules in all watched accounts and regions, minutes old.

    An organisation needs no authorisation in its accounts; listed accounts give it in their stacks.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, props: ConfigAggregatorProps
    ) -> None:
        super().__init__(scope, construct_id)
        self.aggregator = config.CfnConfigurationAggregator(self, "Aggregator")
        regions = list(props.agent_regions)
        if props.organisation_id:
            self.aggregator.organization_aggregation_source = (
                config.CfnConfigurationAggregator.OrganizationAggregationSourceProperty(
                    role_arn=self._role().role_arn, aws_regions=regions
                )
            )
        else:
            self.aggregator.account_aggregation_sources = [
                config.CfnConfigurationAggregator.AccountAggregationSourceProperty(
                    account_ids=list(props.agent_accounts), aws_regions=regions
                )
            ]

    @property
    def name(self) -> str:
        """What requests call it."""
        return self.aggregator.ref

    def grant_read(self, function: lambda_.Function) -> None:
        """Let the function ask what the aggregator knows and how fresh that is."""
        allow(
            function,
            actions=[f"config:{name}" for name in _READS],
            resources=[self.aggregator.attr_configuration_aggregator_arn],
        )

    def grant_read_tags(self, function: lambda_.Function) -> None:
        """Let the function ask what the aggregator knows of resources."""
        allow(
            function,
            actions=["config:SelectAggregateResourceConfig"],
            resources=[self.aggregator.attr_configuration_aggregator_arn],
        )

    def _role(self) -> iam.Role:
        """Return the role with which AWS Config lists the accounts of the organisation."""
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("config.amazonaws.com"),
            managed_policies=[iam.ManagedPolicy.from_aws_managed_policy_name(_POLICY)],
        )
        policy = f"arn:<AWS::Partition>:iam::aws:policy/{_POLICY}"
        acknowledge(
            role, f"IAM4[Policy::{policy}]", "AWS says what Config has to ask Organizations"
        )
        return role
