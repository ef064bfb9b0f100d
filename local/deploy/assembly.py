"""Reading a cloud assembly: what `cdk synth` writes to cdk.out."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Asset:
    """A file or a folder that a stack needs in a bucket of its account."""

    source: Path
    zipped: bool
    bucket: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Stack:
    """One stack: its name, where it belongs, its template, its assets, and whether it may go."""

    name: str
    account: str
    region: str
    template: str
    assets: tuple[Asset, ...]
    is_protected: bool = False


def stacks(folder: Path) -> list[Stack]:
    """Read every stack of an assembly, in the order of its dependencies.

    Raises FileNotFoundError when the folder holds no assembly.
    """
    artifacts = json.loads((folder / "manifest.json").read_text())["artifacts"]
    found = {
        name: artifact
        for name, artifact in artifacts.items()
        if artifact["type"] == "aws:cloudformation:stack"
    }
    return [_stack(folder, name, found[name]) for name in _in_order(found)]


def _in_order(artifacts: dict[str, Any]) -> list[str]:
    ordered: list[str] = []
    waiting = list(artifacts)
    while waiting:
        ready = [name for name in waiting if not _needs(artifacts[name], waiting)]
        ordered += ready
        waiting = [name for name in waiting if name not in ready]
    return ordered


def _needs(artifact: dict[str, Any], waiting: list[str]) -> set[str]:
    return set(artifact.get("dependencies", ())) & set(waiting)


def _stack(folder: Path, name: str, artifact: dict[str, Any]) -> Stack:
    account, region = artifact["environment"].removeprefix("aws://").split("/")
    properties = artifact["properties"]
    return Stack(
        name=properties.get("stackName", name),
        account=account,
        region=region,
        template=_compact((folder / properties["templateFile"]).read_text()),
        assets=tuple(
            asset
            for asset in _assets(folder, name, account, region)
            if asset.source.name != properties["templateFile"]  # it goes with the request
        ),
        is_protected=properties.get("terminationProtection", False),
    )


def _compact(template: str) -> str:
    """Return the template without its indentation: a request takes 51,200 bytes of it."""
    return json.dumps(json.loads(template), separators=(",", ":"))


def _assets(folder: Path, name: str, account: str, region: str) -> Iterator[Asset]:
    values = {
        "${AWS::AccountId}": account, "${AWS::Region}": region, "${AWS::Partition}": "aws",
    }  # fmt: skip
    manifest = folder / f"{name}.assets.json"
    files = json.loads(manifest.read_text())["files"] if manifest.exists() else {}
    for file in files.values():
        for destination in file["destinations"].values():
            yield Asset(
                source=folder / file["source"]["path"],
                zipped=file["source"]["packaging"] == "zip",
                bucket=_filled(destination["bucketName"], values),
                key=_filled(destination["objectKey"], values),
            )


def _filled(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(name, value)
    return text
