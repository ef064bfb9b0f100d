"""A deployment of its own on the running local AWS: the last release first, then what is here.

Accounts of the local AWS cost nothing: a master and an agent that no other test knows are enough,
and the templates are what they are elsewhere but for the numbers of the accounts. The code of the
last release is not kept: its functions run the present one, and what it wrote into its tables is
put there as it was written.
"""

import base64
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from local import up
from local.aws import Account
from local.deploy import assembly, assets, stacks
from local.deploy.assembly import Stack
from local.settings import CLOUD_ASSEMBLY
from local.stack_file import StackFile
from shared.adapters.dynamodb_items import Item
from tests.e2e.running import Json, Running
from tests.upgrades.comparing import REPLACED_BY
from tests.upgrades.released import FUNCTION, STACKS, items_of, key_of, template_of

# What a stack leaves behind stays: each run has accounts of its own.
MASTER, AGENT = (f"{first}{random.randrange(10**11):011}" for first in "78")
SLACK_SECRET = "config-monitoring/slack"
MOVED = {"111111111111": MASTER, "222222222222": AGENT}
NAMES = ("ConfigMonitoringMaster", "ConfigMonitoringAgent")


def moved(text: str) -> str:
    """Return a text with the accounts of this deployment."""
    for number, other in MOVED.items():
        text = text.replace(number, other)
    return text


def present() -> list[Stack]:
    """Return the stacks that are deployed everywhere else, for the accounts of this deployment."""
    found = [
        each
        for each in assembly.stacks(CLOUD_ASSEMBLY)
        if each.account in MOVED and each.name in NAMES
    ]
    return [
        replace(
            stack,
            account=MOVED[stack.account],
            template=moved(stack.template),
            assets=tuple(replace(each, bucket=moved(each.bucket)) for each in stack.assets),
        )
        for stack in sorted(found, key=lambda each: NAMES.index(each.name))
    ]


def previous() -> list[Stack]:
    """Return the stacks of the last release; their functions have the code of now."""
    return [
        replace(stack, template=_with_code(template_of(name), stack), is_protected=False)
        for stack, name in zip(present(), STACKS, strict=True)
    ]


def _with_code(template: Json, now: Stack) -> str:
    """Return a template of the last release, its functions with the zips of those of now.

    What a function that is gone would run does not matter: it gets any of them.
    """
    zips = {
        key_of(each): each["Properties"]["Code"]["S3Key"]
        for each in json.loads(now.template)["Resources"].values()
        if each["Type"] == FUNCTION
    }
    any_zip = next(iter(zips.values()), "")
    for each in template["Resources"].values():
        if each["Type"] == FUNCTION:
            each["Properties"]["Code"]["S3Key"] = zips.get(key_of(each), any_zip)
    return moved(json.dumps(template, separators=(",", ":")))


@dataclass(frozen=True)
class Upgraded(Running):
    """The deployment, at whichever release."""

    def deploy(self, wanted: list[Stack]) -> "Upgraded":
        """Create or update both stacks, the master's first; return where everything is then."""
        outputs: dict[str, str] = {}
        for stack in wanted:
            account = Account(stack.account, stack.region, self.stack.endpoint)
            assets.bootstrap(stack, account)
            assets.upload(stack, account)
            outputs |= stacks.deploy(stack, account).outputs
        return Upgraded(_stack_file(self.stack, outputs))

    def knows_a_secret(self) -> None:
        """Put something where an operator puts the webhook; without one alerts wait."""
        value = json.dumps({"webhook_url": "", "api_url": "what a person has put in"})
        self.client("secretsmanager").put_secret_value(SecretId=SLACK_SECRET, SecretString=value)

    def stores(self) -> dict[tuple[str, str], str]:
        """Return the physical id of each resource that stores something."""
        return {
            (name, each["LogicalResourceId"]): each["PhysicalResourceId"]
            for name, account in zip(NAMES, (MASTER, AGENT), strict=True)
            for each in self.client("cloudformation", account).describe_stack_resources(
                StackName=name
            )["StackResources"]
            if each["ResourceType"] in REPLACED_BY
        }

    def put_items(self) -> None:
        """Write what the last release wrote; none of it is to expire meanwhile."""
        client = self.client("dynamodb")
        soon = {"N": str(int(time.time()) + 86_400)}
        for table, items in self._items():
            for item in items:
                lasting = {"expires_at": soon} if "expires_at" in item else {}
                client.put_item(TableName=table, Item=item | lasting)

    def missing_items(self) -> list[Item]:
        """Return the keys of what the last release wrote and is not there any more."""
        client = self.client("dynamodb")
        keys = (
            (table, {name: item[name] for name in ("pk", "sk")})
            for table, items in self._items()
            for item in items
        )
        return [key for table, key in keys if not _has(client, table, key)]

    def _items(self) -> Iterator[tuple[str, list[Item]]]:
        names = {
            "ConfigCompliance": "config_compliance",
            "Events": "events",
            "Notifications": "notifications",
        }
        for name, items in items_of().items():
            here = json.loads(moved(json.dumps(items)))
            yield self.stack.tables[names[name]], [_with_bytes(item) for item in here]

    def records(self, *, enabled: bool) -> None:
        """Let HandleConfigEvents take what waits in its queue, or leave it there."""
        client = self.client("lambda")
        [mapping] = client.list_event_source_mappings(
            FunctionName=self.stack.functions["handle_config_events"]
        )["EventSourceMappings"]
        client.update_event_source_mapping(UUID=mapping["UUID"], Enabled=enabled)

    def secrets(self) -> dict[str, str]:
        """Return the value of each secret."""
        client = self.client("secretsmanager")
        return {
            each["Name"]: client.get_secret_value(SecretId=each["ARN"])["SecretString"]
            for each in client.list_secrets()["SecretList"]
        }


def _has(client: Any, table: str, key: Item) -> bool:
    return "Item" in client.get_item(TableName=table, Key=key, ConsistentRead=True)


def _with_bytes(item: Item) -> Item:
    return {
        name: {"B": base64.b64decode(value["B"])} if "B" in value else value
        for name, value in item.items()
    }


def _stack_file(there: StackFile, outputs: dict[str, str]) -> StackFile:
    return replace(
        there,
        master_account=MASTER,
        agent_accounts=[AGENT],
        api_url=f"{there.endpoint}/_aws/execute-api/{outputs['ComplianceApiId']}",
        tables={name: outputs[key] for name, key in up.TABLES.items()},
        queues={name: outputs[key] for name, key in up.QUEUES.items()},
        functions={name: outputs[key] for name, key in up.FUNCTIONS.items() if key in outputs},
    )
