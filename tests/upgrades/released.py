"""The release before this one, as it lies in the tree: its templates, and what it wrote."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shared.adapters.dynamodb_items import Item

type Json = dict[str, Any]

FOLDER = Path(__file__).parent / "previous"
# Agents are all alike: one of them says it for all.
STACKS = ("ConfigMonitoringMaster", "ConfigMonitoringAgent-222222222222-eu-central-1")
FUNCTION = "AWS::Lambda::Function"


def template_of(stack: str, folder: Path = FOLDER) -> Json:
    """Return the template of a stack; where a function's code was stands `<its folder>.zip`."""
    read: Json = json.loads((folder / f"{stack}.template.json").read_text("utf-8"))
    return read


def without_code(template: Json) -> Json:
    """Return a template that names the code of its functions instead of its hashes."""
    named = {
        name: {**resource, "Properties": {**resource["Properties"], "Code": _code(resource)}}
        if resource["Type"] == FUNCTION
        else resource
        for name, resource in template["Resources"].items()
    }
    return {**template, "Resources": named}


def key_of(function: Mapping[str, Any]) -> str:
    """Return what the code of a function is called, however its zip is made."""
    stem = str(function["Properties"]["Handler"]).split(".")[1]
    return f"{stem}.zip"


def _code(function: Json) -> Json:
    return {**function["Properties"]["Code"], "S3Key": key_of(function)}


def one_a_line(document: Mapping[str, Any]) -> str:
    """Write what is two levels deep on a line each: a change of one resource is one line."""
    parts = (f"{json.dumps(name)}: {_lines(value)}" for name, value in sorted(document.items()))
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(value: object) -> str:
    if not isinstance(value, dict):
        return _compact(value)
    lines = (f"  {json.dumps(key)}: {_compact(each)}" for key, each in sorted(value.items()))
    return "{\n" + ",\n".join(lines) + "\n}"


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def items_of(folder: Path = FOLDER) -> dict[str, list[Item]]:
    """Return what the release wrote, by the table's name in the templates."""
    read: dict[str, dict[str, Item]] = json.loads((folder / "items.json").read_text("utf-8"))
    return {table: list(items.values()) for table, items in read.items()}
