"""What the functions are told by their environments, as the stacks tell them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.infrastructure.synthesis import settings, synthesise, templates_in

if TYPE_CHECKING:
    from collections.abc import Collection

_OF_ONE = "POWERTOOLS_SERVICE_NAME"


def environment_of(services: Collection[str]) -> dict[str, str]:
    """Return what the named functions are told beside names of other resources."""
    with TemporaryDirectory() as folder:
        master = templates_in(synthesise(settings(), Path(folder)))["ConfigMonitoringMaster"]
    found: dict[str, str] = {}
    for function in master.all("AWS::Lambda::Function").values():
        told = function["Properties"].get("Environment", {}).get("Variables", {})
        if told.get(_OF_ONE) in services:
            found |= {name: value for name, value in told.items() if isinstance(value, str)}
    found.pop(_OF_ONE, None)
    return found
