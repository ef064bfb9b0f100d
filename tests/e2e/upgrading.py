"""The last release, and then what is here, in a deployment of its own.

The code of the last release is not kept: its functions run the present one, and what it wrote into
its tables is put there as it was written.
"""

import base64
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from local.deploy.assembly import Stack
from shared.adapters.dynamodb_items import Item
from tests.e2e.elsewhere import NAMES, Elsewhere, somebody
from tests.e2e.running import Json, Running
from tests.upgrades.comparing import REPLACED_BY
from tests.upgrades.recorded import key_text
from tests.upgrades.released import FUNCTION, STACKS, items_of, key_of, template_of

# What a stack leaves behind stays: each run has accounts of its own.
MASTER, AGENT = somebody("7"), somebody("8")
HERE = Elsewhere(MASTER, (AGENT,))
SUMS = frozenset({"packed", "revision", "heard"})
# What functions go on writing into what is there: sums of an account and of all, when an account
# was last heard from, and when a notice is due. All else is as the last release wrote it.
WRITTEN_ON = {
    f"A#{AGENT}#eu-central-1 T": SUMS,
    "TOTALS#": SUMS,
    "ACCOUNTS ": frozenset({"last_heard"}),
    "V#": frozenset({"due_pk", "due_at"}),
}
TOMORROW = {"N": str(int(time.time()) + 86_400)}
SLACK_SECRET = "config-monitoring/slack"


def present() -> list[Stack]:
    """Return the stacks that are deployed everywhere else, for the accounts of this deployment."""
    return HERE.stacks()


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
    return HERE.text(json.dumps(template, separators=(",", ":")))


@dataclass(frozen=True)
class Upgraded(Running):
    """The deployment, at whichever release."""

    def deploy(self, wanted: list[Stack]) -> "Upgraded":
        """Create or update both stacks, the master's first; return where everything is then."""
        return Upgraded(HERE.deploy(wanted, self.stack))

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
        """Write what the last release wrote."""
        for table, item in self._items():
            self.client("dynamodb").put_item(TableName=table, Item=item)

    def lost(self) -> list[tuple[str, str]]:
        """Return the key of what the last release wrote and each member that is not as it was."""
        client = self.client("dynamodb")
        found: list[tuple[str, str]] = []
        for table, item in self._items():
            key = {name: item[name] for name in ("pk", "sk")}
            there = client.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item", {})
            lost = [name for name, value in item.items() if there.get(name) != value]
            found += [(key_text(item), name) for name in lost if name not in _written(item)]
        return found

    def _items(self) -> Iterator[tuple[str, Item]]:
        """Yield what the last release wrote, with its table; none of it expires meanwhile."""
        names = {
            "ConfigCompliance": "config_compliance",
            "Events": "events",
            "Notifications": "notifications",
        }
        for name, items in items_of().items():
            for item in json.loads(HERE.text(json.dumps(items))):
                lasting = {"expires_at": TOMORROW} if "expires_at" in item else {}
                yield self.stack.tables[names[name]], _with_bytes(item) | lasting

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


def _written(item: Item) -> frozenset[str]:
    """Return the members of an item that functions go on writing."""
    kinds = [kind for kind in WRITTEN_ON if key_text(item).startswith(kind)]
    return WRITTEN_ON[kinds[0]] if kinds else frozenset()


def _with_bytes(item: Item) -> Item:
    return {
        name: {"B": base64.b64decode(value["B"])} if "B" in value else value
        for name, value in item.items()
    }
