"""A stack that goes, and one that takes in what it left."""

import json
from collections.abc import Mapping
from typing import Any

from stacks.retention import STORES
from tests.e2e.elsewhere import NAMES
from tests.e2e.upgrading import Upgraded, present

STACK = NAMES[0]
OFTEN = {"Delay": 1}  # seconds
# What a resource is imported by: the primaryIdentifier of its type in the CloudFormation registry,
# which is its physical id. docs/operations.md says the same to whoever does it by hand.
IDENTIFIERS = {
    "AWS::DynamoDB::Table": "TableName",
    "AWS::Events::Archive": "ArchiveName",
    "AWS::Events::EventBus": "Name",
    "AWS::KMS::Key": "KeyId",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SQS::Queue": "QueueUrl",
    "AWS::SecretsManager::Secret": "Id",
}


def delete(deployed: Upgraded, *, refusing: bool) -> None:
    """Delete the master's stack and wait until it is gone; raises when it still refuses."""
    client = deployed.client("cloudformation")
    if not refusing:
        client.update_termination_protection(StackName=STACK, EnableTerminationProtection=False)
    stack = client.describe_stacks(StackName=STACK)["Stacks"][0]["StackId"]
    client.delete_stack(StackName=stack)
    client.get_waiter("stack_delete_complete").wait(StackName=stack, WaiterConfig=OFTEN)


def kept(stores: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """Return what the master's stack leaves: physical ids by logical ids."""
    declared = json.loads(present()[0].template)["Resources"]
    return {
        name: there
        for (stack, name), there in stores.items()
        if stack == STACK and declared[name]["Type"] in STORES
    }


def take_in(deployed: Upgraded, left: Mapping[str, str]) -> None:
    """Make a stack of what a deleted one left, and of nothing else."""
    declared = json.loads(present()[0].template)["Resources"]
    client = deployed.client("cloudformation")
    named = {"StackName": STACK, "ChangeSetName": "take-in"}
    client.create_change_set(
        **named,
        ChangeSetType="IMPORT",
        ResourcesToImport=[_imported(declared[name], name, there) for name, there in left.items()],
        TemplateBody=json.dumps({"Resources": {name: declared[name] for name in left}}),
    )
    client.get_waiter("change_set_create_complete").wait(**named, WaiterConfig=OFTEN)
    client.execute_change_set(**named)
    client.get_waiter("stack_import_complete").wait(StackName=STACK, WaiterConfig=OFTEN)


def _imported(resource: Mapping[str, Any], name: str, there: str) -> dict[str, Any]:
    kind = resource["Type"]
    identifier = {IDENTIFIERS[kind]: there}
    return {
        "ResourceType": kind, "LogicalResourceId": name, "ResourceIdentifier": identifier,
    }  # fmt: skip
