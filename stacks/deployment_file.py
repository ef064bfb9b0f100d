"""What of the settings goes into the file that functions read (`shared/deployment.py`)."""

from typing import Any

from shared.domain.mute_documents import MEMBER
from stacks.mute_settings import documents
from stacks.settings import DeploymentSettings


def deployment_members(settings: DeploymentSettings) -> dict[str, Any]:
    """Return the members of the file; what is default is left out."""
    members: dict[str, Any] = {
        "rules": settings.rule_catalogue,
        MEMBER: documents(settings.mutes),
    }
    return {name: member for name, member in members.items() if member}
