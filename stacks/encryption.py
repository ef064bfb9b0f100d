"""The customer's key, where the settings want one, is that of all that a stack stores."""

from collections.abc import Callable, Mapping
from typing import Any

from aws_cdk import CfnResource, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam

from stacks.constructs.customer_key import CustomerKey
from stacks.key_rights import rights_on_key
from stacks.settings import DeploymentSettings

type Properties = Mapping[str, Any]

# What names the key in each kind of resource that can be encrypted with it; None takes away what
# was there. Other kinds have nothing to hide that the template does not show (docs/security.md).
ENCRYPTED: Mapping[str, Callable[[str], Properties]] = {
    "AWS::DynamoDB::Table": lambda key: {
        "SSESpecification": {"KMSMasterKeyId": key, "SSEEnabled": True, "SSEType": "KMS"}
    },
    "AWS::SQS::Queue": lambda key: {"KmsMasterKeyId": key, "SqsManagedSseEnabled": None},
    "AWS::SNS::Topic": lambda key: {"KmsMasterKeyId": key},
    "AWS::Logs::LogGroup": lambda key: {"KmsKeyId": key},
    "AWS::SecretsManager::Secret": lambda key: {"KmsKeyId": key},
    "AWS::Events::Archive": lambda key: {"KmsKeyIdentifier": key},
    # A key of the bucket's own, made from ours, saves a request to KMS for each file.
    "AWS::S3::Bucket": lambda key: {
        "BucketEncryption": {
            "ServerSideEncryptionConfiguration": [
                {
                    "BucketKeyEnabled": True,
                    "ServerSideEncryptionByDefault": {
                        "KMSMasterKeyID": key,
                        "SSEAlgorithm": "aws:kms",
                    },
                }
            ]
        }
    },
}


def settle_encryption(stack: Stack, settings: DeploymentSettings) -> None:
    """Encrypt what the stack has by now with a key of its own, if the settings say so."""
    if settings.customer_managed_key:
        encrypt(stack)


def encrypt(stack: Stack) -> None:
    """Give the key to all that can be encrypted with it, and leave to use it to who needs that."""
    made = [each for each in stack.node.find_all() if isinstance(each, CfnResource)]
    key = CustomerKey(stack, "CustomerKey")
    for resource in made:
        if settle := ENCRYPTED.get(resource.cfn_resource_type):
            for name, value in settle(key.arn).items():
                if value is None:
                    resource.add_property_deletion_override(name)
                else:
                    resource.add_property_override(name, value)
    _let_services(key, made)
    _let_roles(stack, key, made)


def _let_services(key: CustomerKey, made: list[CfnResource]) -> None:
    kinds = {resource.cfn_resource_type for resource in made}
    if "AWS::SQS::Queue" in kinds:
        key.let_rules_send()
    if "AWS::Logs::LogGroup" in kinds:
        key.let_logs_keep()
    if "AWS::SNS::Topic" in kinds:
        key.let_alarms_publish()
    archives = [each for each in made if isinstance(each, events.CfnArchive)]
    if archives:
        key.let_archives_keep([archive.source_arn for archive in archives])


def _let_roles(stack: Stack, key: CustomerKey, made: list[CfnResource]) -> None:
    """Let each role use the key for what it may do by the policies that it has by now."""
    actions = _actions(stack, made)
    for role in stack.node.find_all():
        if isinstance(role, iam.Role):
            name = stack.resolve(role.role_name)["Ref"]
            for service, rights in rights_on_key(actions.get(name, ())).items():
                via = f"{service}.{stack.region}.{stack.url_suffix}"
                role.add_to_policy(
                    iam.PolicyStatement(
                        actions=rights,
                        resources=[key.arn],
                        conditions={"StringEquals": {"kms:ViaService": via}},
                    )
                )


def _actions(stack: Stack, made: list[CfnResource]) -> dict[str, set[str]]:
    """Return what roles may do, by their logical ids."""
    found: dict[str, set[str]] = {}
    for policy in made:
        if isinstance(policy, iam.CfnPolicy):
            rendered = stack.resolve({"is": policy.policy_document, "of": policy.roles})
            for statement in rendered["is"]["Statement"]:
                listed = statement["Action"]
                for role in rendered["of"]:
                    found.setdefault(role["Ref"], set()).update(
                        [listed] if isinstance(listed, str) else listed
                    )
    return found
