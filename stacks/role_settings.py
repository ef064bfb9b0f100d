"""What organisations demand of roles: a boundary that none goes beyond, a path of their own."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints

# IAM user guide, "IAM and AWS STS quotas" and "IAM identifiers".
_NAMES = r"[A-Za-z0-9_+=,.@-]+"
_POLICY = rf"({_NAMES}/){{0,20}}[A-Za-z0-9_+=,.@-]{{1,128}}"
_ARN = re.compile(rf"^arn:aws[a-z-]*:iam::(?P<account>aws|[0-9]{{12}}):policy/{_POLICY}$")

# IAM makes roles there for its services alone (user guide, "Create a service-linked role").
_OF_AWS = "/aws-service-role/"


def _of_ours(path: str) -> str:
    if path.startswith(_OF_AWS):
        raise ValueError(f"{path!r} begins with {_OF_AWS}, where AWS alone makes roles")
    return path


RolePath = Annotated[
    str,
    StringConstraints(pattern=rf"^/({_NAMES}/)+$", max_length=200),
    AfterValidator(_of_ours),
]
PermissionsBoundary = Annotated[
    str,
    StringConstraints(
        pattern=rf"^(arn:aws[a-z-]*:iam::(aws|[0-9]{{12}}):policy/)?{_POLICY}$", max_length=400
    ),
]

ROLE_PATH = (
    "a path of at most 200 characters that begins and ends with a slash, such as /team/roles/"
)
BOUNDARY = (
    "the name of a managed policy, with its path if it has one, such as boundaries/workloads, or"
    " the ARN of one"
)


def boundary_arn(boundary: str, *, partition: str, account: str) -> str:
    """Return the ARN of the policy: a name is that of a policy in each account."""
    if boundary.startswith("arn:"):
        return boundary
    return f"arn:{partition}:iam::{account}:policy/{boundary}"


def problems_of_roles(given: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a boundary of one account where roles are made in others too."""
    named = _ARN.match(str(given.get("permissions_boundary", "")))
    if not named or named["account"] == "aws":
        return
    listed = given.get("agent_accounts")
    accounts = {given.get("master_account"), *(listed if isinstance(listed, list) else [])}
    if given.get("organisation_id") or accounts != {named["account"]}:
        yield (
            f"permissions_boundary: a policy of {named['account']} bounds no roles of other"
            " accounts; give its name alone, and each account has a policy of that name"
        )
