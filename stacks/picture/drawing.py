"""The pictures in `docs/architecture.md`, drawn anew from the templates of the example."""

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aws_cdk import aws_lambda as lambda_

from stacks.application import ROOT, add_stacks, application
from stacks.picture.mermaid import access, flow
from stacks.settings import DeploymentSettings
from stacks.settings_file import read_settings

DOCUMENT = ROOT / "docs" / "architecture.md"
_NOTE = "drawn by `make picture`, do not edit"
# A bot has all that a webhook has, and buttons: with it everything is in the picture. Rules of AWS
# Config and the dashboard are in none.
_EVERYTHING = {
    "slack_mode": "bot",
    "slack_channel": "C0123456789",
    "rules": (),
    "rule_parameters": {},
    "dashboard": False,
}


def pictures(found: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return the pictures of templates, by the names that the document has for them."""
    agent, master = found[min(found)], found["ConfigMonitoringMaster"]
    return {"flow": flow(agent, master), "access": access(master)}


def of_the_example() -> dict[str, dict[str, Any]]:
    """Return the templates of the example with everything that is in a picture."""
    return templates(read_settings("example").model_copy(update=_EVERYTHING))


def templates(settings: DeploymentSettings) -> dict[str, dict[str, Any]]:
    """Return the templates of a deployment by the ids of its stacks.

    What is in the zips is in no template: none is built for it.
    """
    with tempfile.TemporaryDirectory() as folder:
        app = application(Path(folder))
        add_stacks(app, settings, lambda _: lambda_.Code.from_inline("nothing"))
        return {stack.id: stack.template for stack in app.synth().stacks}


def redrawn(document: str, drawn: dict[str, str]) -> str:
    """Return the document with each picture in its place.

    Raises:
        ValueError: it has no place for a picture.

    """
    for name, picture in drawn.items():
        place = re.compile(f"(?<=<!-- {name}: {_NOTE} -->\n).*?(?=\n<!-- end -->)", re.DOTALL)
        document, places = place.subn(picture.replace("\\", r"\\"), document)
        if not places:
            raise ValueError(f"there is no place for the picture {name!r}")
    return document
