"""Creating and updating stacks through CloudFormation."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from local.deploy import assets

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudformation.type_defs import StackTypeDef

    from local.aws import Account
    from local.deploy.assembly import Stack

POLL_SECONDS = 0.05
LONGEST_IN_REQUEST = 51_200


@dataclass(frozen=True, kw_only=True)
class Deployed:
    """A stack that is in place: what was done, and its outputs."""

    done: str
    outputs: dict[str, str]


class DeployError(Exception):
    """A stack could not be created or updated; the message names each resource and the reason."""


def deploy(stack: Stack, account: Account) -> Deployed:
    """Create the stack, or update it; raises DeployError when a resource fails."""
    client: CloudFormationClient = account.client("cloudformation")
    exists = _describe(client, stack.name) is not None
    act = client.update_stack if exists else client.create_stack
    try:
        act(
            StackName=stack.name,
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
            **_template(stack, account),
        )
    except ClientError as error:
        if "No updates" not in str(error):
            raise DeployError(f"{stack.name}: {error}") from error
        return Deployed(done="unchanged", outputs=_outputs(_finished(client, stack.name)))
    _protect(client, stack)
    finished = _finished(client, stack.name)
    if finished["StackStatus"] not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        raise DeployError("\n".join(_reasons(client, stack.name, finished)))
    return Deployed(done="updated" if exists else "created", outputs=_outputs(finished))


def _protect(client: CloudFormationClient, stack: Stack) -> None:
    """Let nobody delete a stack that is not to be deleted, as the CDK's command line does."""
    if stack.is_protected:
        client.update_termination_protection(StackName=stack.name, EnableTerminationProtection=True)


def _template(stack: Stack, account: Account) -> dict[str, Any]:
    """Return the template as a request takes it: one that is too long for it lies beside assets."""
    if len(stack.template.encode()) <= LONGEST_IN_REQUEST:
        return {"TemplateBody": stack.template}
    return {"TemplateURL": assets.upload_template(stack, account)}


def _describe(client: CloudFormationClient, name: str) -> StackTypeDef | None:
    try:
        return client.describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        if "does not exist" not in str(error):
            raise
        return None


def _finished(client: CloudFormationClient, name: str) -> StackTypeDef:
    while True:
        stack = client.describe_stacks(StackName=name)["Stacks"][0]
        if not stack["StackStatus"].endswith("IN_PROGRESS"):
            return stack
        time.sleep(POLL_SECONDS)


def _outputs(stack: StackTypeDef) -> dict[str, str]:
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


def _reasons(client: CloudFormationClient, name: str, stack: StackTypeDef) -> list[str]:
    events = client.describe_stack_events(StackName=name)["StackEvents"]
    failures = [
        f"  {event['LogicalResourceId']} ({event['ResourceType']}):"
        f" {event.get('ResourceStatusReason', event['ResourceStatus'])}"
        for event in reversed(events)
        if "FAILED" in event["ResourceStatus"] and event["LogicalResourceId"] != name
    ]
    status = f"{name}: {stack['StackStatus']} {stack.get('StackStatusReason', '')}".rstrip()
    return [status, *failures]
