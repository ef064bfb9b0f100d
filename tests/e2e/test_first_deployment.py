"""A master whose first deployment fails is deployed again, by what the runbook says."""

import json
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.aws import Account
from local.deploy import assembly, assets, stacks
from local.deploy.stacks import DeployError
from stacks.retention import STORES
from tests.e2e.elsewhere import Elsewhere, somebody
from tests.e2e.leaving import OFTEN
from tests.e2e.running import Running

NAME = "ConfigMonitoringMaster"
TAKEN = "somebody-else-has-this-name"
TABLE = "AWS::DynamoDB::Table"


def test_a_master_whose_first_deployment_failed_is_deployed_again(running: Running) -> None:
    account = Account(somebody("6"), running.stack.region, running.stack.endpoint)
    [master] = Elsewhere(account.number, ()).stacks()
    account.client("events").create_event_bus(Name=TAKEN)
    assets.bootstrap(master, account)
    assets.upload(master, account)
    with pytest.raises(DeployError, match="ROLLBACK_COMPLETE"):
        stacks.deploy(that_fails(master), account)
    assert kinds_left(account) == {TABLE}
    with pytest.raises(ClientError, match="TerminationProtection is enabled"):
        account.client("cloudformation").delete_stack(StackName=NAME)
    delete(account)
    assert stacks.deploy(master, account).done == "created"
    delete(account)


def that_fails(master: assembly.Stack) -> assembly.Stack:
    """Return a stack of which all that stores something is made before something is refused."""
    template: dict[str, Any] = json.loads(master.template)
    resources = template["Resources"]
    resources["Refused"] = {
        "Type": "AWS::Events::EventBus",
        "Properties": {"Name": TAKEN},
        "DependsOn": [name for name, each in resources.items() if each["Type"] in STORES],
    }
    return replace(master, template=json.dumps(template))


def kinds_left(account: Account) -> set[str]:
    """Return the types of what the rollback left there."""
    events = account.client("cloudformation").describe_stack_events(StackName=NAME)["StackEvents"]
    newest: dict[str, dict[str, Any]] = {}
    for event in events:
        newest.setdefault(event["LogicalResourceId"], event)
    gone = ("DELETE_COMPLETE", "CREATE_FAILED")
    del newest[NAME]
    return {e["ResourceType"] for e in newest.values() if e["ResourceStatus"] not in gone}


def delete(account: Account) -> None:
    """Delete the stack, in two steps, as whoever means it does."""
    client = account.client("cloudformation")
    client.update_termination_protection(StackName=NAME, EnableTerminationProtection=False)
    stack = client.describe_stacks(StackName=NAME)["Stacks"][0]["StackId"]
    client.delete_stack(StackName=stack)
    client.get_waiter("stack_delete_complete").wait(StackName=stack, WaiterConfig=OFTEN)
