"""What of the settings goes into the file that functions read (`shared/deployment.py`)."""

from typing import Any

from shared.domain.alert_policy import MEMBER as ALERTING
from shared.domain.alert_policy import write_policy
from shared.domain.console_links import MEMBER as CONSOLE
from shared.domain.mute_documents import MEMBER
from shared.domain.routing.document import MEMBER as ROUTING
from stacks.console_settings import console_member
from stacks.mute_settings import documents
from stacks.routing import routing_member
from stacks.settings import DeploymentSettings


def deployment_members(settings: DeploymentSettings) -> dict[str, Any]:
    """Return the members of the file; what is default is left out."""
    members: dict[str, Any] = {
        "rules": settings.rule_catalogue,
        MEMBER: documents(settings.mutes),
        ROUTING: routing_member(settings),
        ALERTING: write_policy(settings.alert_policy),
        CONSOLE: console_member(settings.identity_center, settings.master_region),
    }
    return {name: member for name, member in members.items() if member}
