"""What of the settings goes into the file that functions read (`shared/deployment.py`)."""

from typing import Any

from stacks.settings import DeploymentSettings


def deployment_members(_settings: DeploymentSettings) -> dict[str, Any]:
    """Return the members of the file; what is default is left out."""
    members: dict[str, Any] = {}
    return {name: member for name, member in members.items() if member}
