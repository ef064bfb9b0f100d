"""What the deployment's settings say of rules, told to the catalogue when a function starts."""

from shared.deployment import DeploymentError, deployment
from shared.domain.catalogue import BadOverrideError, overrides_of, use_overrides


def adopt_rules() -> None:
    """Let the catalogue say what the deployment's settings say.

    Raises:
        DeploymentError: the file of the deployment cannot be read, or what it says of rules.

    """
    given = deployment().get("rules", {})
    try:
        use_overrides(overrides_of(given))
    except (BadOverrideError, AttributeError) as error:
        raise DeploymentError(f"what it says of rules cannot be used: {error}") from error
