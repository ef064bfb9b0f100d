"""A deployment of its own on the running local AWS, in accounts that no other test knows.

Accounts of the local AWS cost nothing, and the templates are what they are elsewhere but for the
numbers of the accounts.
"""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from local import up
from local.aws import Account
from local.deploy import assembly, assets, stacks
from local.deploy.assembly import Stack
from local.settings import AGENT_ACCOUNTS, CLOUD_ASSEMBLY, MASTER_ACCOUNT
from local.stack_file import StackFile

NAMES = ("ConfigMonitoringMaster", "ConfigMonitoringAgent")


def somebody(first: str) -> str:
    """Return the number of an account that there was not before; it begins with a digit."""
    return f"{first}{random.randrange(10**11):011}"


@dataclass(frozen=True)
class Elsewhere:
    """The accounts of such a deployment: a master, and one agent or more."""

    master: str
    agents: tuple[str, ...]

    @property
    def moved(self) -> Mapping[str, str]:
        """Which accounts stand in the place of those that are deployed everywhere else."""
        others = dict(zip(AGENT_ACCOUNTS, self.agents, strict=False))
        return {MASTER_ACCOUNT: self.master, **others}

    def text(self, text: str) -> str:
        """Return a text with these accounts."""
        for number, other in self.moved.items():
            text = text.replace(number, other)
        return text

    def stacks(self) -> list[Stack]:
        """Return the stacks that are deployed everywhere else, the master's first."""
        found = [
            replace(
                stack,
                account=self.moved[stack.account],
                template=self.text(stack.template),
                assets=tuple(replace(each, bucket=self.text(each.bucket)) for each in stack.assets),
            )
            for stack in assembly.stacks(CLOUD_ASSEMBLY)
            if stack.account in self.moved and stack.name in NAMES
        ]
        return sorted(found, key=lambda each: NAMES.index(each.name))

    def deploy(self, wanted: Sequence[Stack], there: StackFile) -> StackFile:
        """Create or update stacks on a local AWS; return where everything is then."""
        outputs: dict[str, str] = {}
        for stack in wanted:
            account = Account(stack.account, stack.region, there.endpoint)
            assets.bootstrap(stack, account)
            assets.upload(stack, account)
            outputs |= stacks.deploy(stack, account).outputs
        return replace(
            there,
            master_account=self.master,
            agent_accounts=list(self.agents),
            api_url=f"{there.endpoint}/_aws/execute-api/{outputs['ComplianceApiId']}",
            tables={name: outputs[key] for name, key in up.TABLES.items()},
            queues={name: outputs[key] for name, key in up.QUEUES.items()},
            functions={name: outputs[key] for name, key in up.FUNCTIONS.items() if key in outputs},
        )


def without(stack: Stack, account: str) -> Stack:
    """Return a master's stack as it is with one of the `agent_accounts` taken out."""
    template = _left(json.loads(stack.template), account)
    return replace(stack, template=json.dumps(template, separators=(",", ":")))


def _left(value: Any, account: str) -> Any:
    match value:
        case dict():
            return {name: _left(each, account) for name, each in value.items()}
        case list():
            named = [each for each in value if isinstance(each, str) and account in each]
            return [_left(each, account) for each in value if each not in named]
        case str() if account in value:
            return ",".join(part for part in value.split(",") if part != account)
        case _:
            return value
