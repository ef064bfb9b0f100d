"""The policy that bounds the roles of a stack, as whoever runs an account has it there before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from local.settings import ROOT

if TYPE_CHECKING:
    from local.aws import Account
    from local.deploy.assembly import Stack

# What docs/operations.md gives to whoever writes a boundary.
DOCUMENT = ROOT / "docs" / "permissions-boundary.json"
_BOUNDARY = re.compile(r'"PermissionsBoundary":[^}]*?:policy(/(?:[\w+=,.@-]+/)*)([\w+=,.@-]+)"')


def provide(stack: Stack, account: Account) -> None:
    """Make the policies that the template names as boundaries, where they are not there yet."""
    client = account.client("iam")
    for path, name in sorted(set(_BOUNDARY.findall(stack.template))):
        document = DOCUMENT.read_text(encoding="utf-8")
        try:
            client.create_policy(Path=path, PolicyName=name, PolicyDocument=document)
        except client.exceptions.EntityAlreadyExistsException:
            continue
