"""How people reach the console, as the deployment's settings say, told when a function starts."""

from shared.deployment import DeploymentError, deployment
from shared.domain.console_links import HOME_REGION, MEMBER, Portal, use_console


def adopt_console() -> None:
    """Let links to the console be made as the deployment's settings say.

    Raises:
        DeploymentError: the file of the deployment cannot be read, or what it says of the console.

    """
    given = deployment().get(MEMBER, {})
    try:
        portal = given.get("portal")
        use_console(Portal(**portal) if portal else None, given.get("home_region", HOME_REGION))
    except (TypeError, AttributeError) as error:
        raise DeploymentError(f"what it says of the console cannot be used: {error}") from error
