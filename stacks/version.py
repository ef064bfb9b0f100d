"""Which version of the project this is: what operators see of a stack that is deployed."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def version() -> str:
    """Return the version in pyproject.toml: a release's own, or `.dev0` of the one that comes."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])
