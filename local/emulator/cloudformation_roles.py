"""A role of a template has the permissions boundary that the template gives it.

Stands for: `PermissionsBoundary` of AWS::IAM::Role, refused when there is no such policy, and a
limit on each request of the role. MiniStack holds roles to a boundary that IAM was told of, and
drops that of a template. A bus in another account is reached within it too: `cross_account_bus`.
"""

from ministack.services import iam
from ministack.services.cloudformation import provisioners

from local.emulator.calls import HTTP_ERROR, Created, Properties

ROLE = "AWS::IAM::Role"


def install() -> None:
    """Wrap the emulator's own creation and update of a role."""
    handlers = provisioners._RESOURCE_HANDLERS[ROLE]
    make, change = handlers["create"], handlers["update"]

    def create(logical_id: str, properties: Properties, stack: str) -> Created:
        refuse_unknown(properties)
        name, attributes = make(logical_id, properties, stack)
        return bound(name, properties), attributes

    def update(
        name: str, old: Properties, new: Properties, stack: str, logical_id: str | None = None
    ) -> Created:
        refuse_unknown(new)
        name, attributes = change(name, old, new, stack, logical_id)
        return bound(name, new), attributes

    provisioners._RESOURCE_HANDLERS[ROLE] = {**handlers, "create": create, "update": update}


def refuse_unknown(properties: Properties) -> None:
    """Raise ValueError, with AWS's own message, where the boundary is no policy of the account."""
    boundary = properties.get("PermissionsBoundary")
    refused = iam._boundary_policy_error(boundary) if boundary else None
    if refused and refused[0] >= HTTP_ERROR:
        raise ValueError(f"{boundary} does not exist or is not attachable.")


def bound(name: str, properties: Properties) -> str:
    """Give a role the boundary of its template, or none; returns the role's name."""
    iam._roles[name]["PermissionsBoundary"] = properties.get("PermissionsBoundary", "")
    return name
