"""What a stack leaves behind: all that was stored, whatever becomes of the stack.

What the rollback of its own creation takes away again is another question: it holds nothing yet.
"""

from collections.abc import Mapping
from types import MappingProxyType

from aws_cdk import CfnResource, RemovalPolicy, Stack

# A creation that is rolled back takes it along: its name is free for the next try.
_UNLESS_JUST_CREATED = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
# It stays even then. Tables refuse to be deleted, and the rollback would fail of it; they have no
# names. A key that came with an update has encrypted what came in until that was rolled back.
_ALWAYS = RemovalPolicy.RETAIN

# Nothing here comes back with another deployment. `AWS::Config` keeps its own record.
STORES: Mapping[str, RemovalPolicy] = MappingProxyType(
    {
        "AWS::DynamoDB::Table": _ALWAYS,
        "AWS::Events::Archive": _UNLESS_JUST_CREATED,
        "AWS::Events::EventBus": _UNLESS_JUST_CREATED,
        "AWS::KMS::Key": _ALWAYS,
        "AWS::S3::Bucket": _UNLESS_JUST_CREATED,
        "AWS::SecretsManager::Secret": _UNLESS_JUST_CREATED,
        "AWS::SQS::Queue": _UNLESS_JUST_CREATED,
    }
)


def keep_what_is_stored(stack: Stack) -> None:
    """Let everything that stores something survive the stack, and whatever takes its place."""
    for child in stack.node.find_all():
        if isinstance(child, CfnResource) and (policy := STORES.get(child.cfn_resource_type)):
            child.apply_removal_policy(policy)
