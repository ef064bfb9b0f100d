"""What a stack leaves behind: all that was stored, whatever becomes of the stack."""

from aws_cdk import CfnResource, RemovalPolicy, Stack

# Nothing here comes back with another deployment. `AWS::Config` keeps its own record.
STORES = frozenset(
    {
        "AWS::DynamoDB::Table",
        "AWS::Events::Archive",
        "AWS::Events::EventBus",
        "AWS::KMS::Key",
        "AWS::S3::Bucket",
        "AWS::SecretsManager::Secret",
        "AWS::SQS::Queue",
    }
)


def keep_what_is_stored(stack: Stack) -> None:
    """Let everything that stores something survive the stack, and whatever takes its place."""
    for child in stack.node.find_all():
        if isinstance(child, CfnResource) and child.cfn_resource_type in STORES:
            child.apply_removal_policy(RemovalPolicy.RETAIN)
