"""Reading the settings of a deployment from its TOML file."""

import tomllib
from pathlib import Path

from stacks.settings import DeploymentSettings

DEPLOYMENTS = Path(__file__).parent / "deployments"


def read_settings(deployment: str) -> DeploymentSettings:
    """Return the settings of the named deployment, or of the TOML file at that path."""
    path = Path(deployment) if deployment.endswith(".toml") else DEPLOYMENTS / f"{deployment}.toml"
    return DeploymentSettings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
