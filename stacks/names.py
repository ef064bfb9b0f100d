"""Names that cross an account, written once and used by both sides."""

from typing import Final

AGENT_STACK: Final = "ConfigMonitoringAgent"
EVENT_BUS: Final = "config-monitoring"
EVENT_SOURCE: Final = "aws.config"
COMPLIANCE_CHANGE: Final = "Config Rules Compliance Change"
CONFIGURATION_ITEM_CHANGE: Final = "Config Configuration Item Change"
API_CALL: Final = "AWS API Call via CloudTrail"
DETAIL_TYPES: Final = (COMPLIANCE_CHANGE, CONFIGURATION_ITEM_CHANGE, API_CALL)


def event_bus_arn(*, partition: str, account: str, region: str) -> str:
    """Return the ARN of the master account's bus, the target of every agent."""
    return f"arn:{partition}:events:{region}:{account}:event-bus/{EVENT_BUS}"


def forwarding_role(region: str) -> str:
    """Return the name of the role with which an agent forwards: IAM is global, the name is not."""
    return f"config-monitoring-forward-{region}"


def forwarding_roles(*, partition: str, path: str) -> str:
    """Return the ARN of these roles in all accounts and regions, as a pattern."""
    return f"arn:{partition}:iam::*:role{path}{forwarding_role('*')}"
