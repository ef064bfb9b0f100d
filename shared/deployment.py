"""What all functions have to know alike, and what no environment has room for (it holds 4 KB).

The settings of the deployment that functions read stand in `deployment.json`, in the root of the
zip of each function that reads it. The bundling writes it, and it changes only with a deployment.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

FILE = Path(__file__).resolve().parents[1] / "deployment.json"


class DeploymentError(Exception):
    """The file of the deployment cannot be used; the message says what is wrong with it."""


@cache
def deployment() -> Mapping[str, Any]:
    """Return the members of the file, read once; without the file there are none: all is default.

    Raises:
        DeploymentError: it is there and cannot be read.

    """
    try:
        text = FILE.read_text(encoding="utf-8")
    except FileNotFoundError:
        return MappingProxyType({})
    except OSError as error:
        raise DeploymentError(f"{FILE.name} cannot be read: {error.strerror}") from error
    try:
        members = json.loads(text)
    except ValueError as error:
        raise DeploymentError(f"{FILE.name} is not JSON: {error}") from error
    if not isinstance(members, dict):
        raise DeploymentError(f"{FILE.name} holds no object")
    return MappingProxyType(members)


def forget() -> None:
    """Let the file be read again, as tests need it."""
    deployment.cache_clear()
