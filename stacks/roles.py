"""What is true of every role of a stack, whichever construct made it."""

from aws_cdk import CfnResource, Stack

from stacks.role_settings import boundary_arn
from stacks.settings import DeploymentSettings


def settle_roles(stack: Stack, settings: DeploymentSettings) -> None:
    """Give all roles that the stack has by now the boundary and the path of the settings."""
    if properties := _properties(stack, settings):
        for made in stack.node.find_all():
            if isinstance(made, CfnResource) and made.cfn_resource_type == "AWS::IAM::Role":
                for name, value in properties.items():
                    made.add_property_override(name, value)


def _properties(stack: Stack, settings: DeploymentSettings) -> dict[str, str]:
    properties = {}
    if settings.permissions_boundary:
        properties["PermissionsBoundary"] = boundary_arn(
            settings.permissions_boundary, partition=stack.partition, account=stack.account
        )
    if settings.role_path:
        properties["Path"] = settings.role_path
    return properties
