"""Synthesising stacks for a test: any settings, no bundling, templates as plain dictionaries.

The CDK, which starts a Node process, is imported by who synthesises first: pytest itself, which
only hands tests to its workers, begins two seconds earlier without it.
"""

import fcntl
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from stacks.settings import DeploymentSettings

MASTER = "111111111111"
AGENTS = ("222222222222", "333333333333")
REGION = "eu-central-1"
# Each rule takes its time in each agent: those by default are in one (`agent_by_default`).
FEW_RULES = ("restricted-ssh", "access-keys-rotated", "required-tags")


def settings(**given: Any) -> DeploymentSettings:
    listed = {"agent_accounts": AGENTS, "agent_regions": (REGION,), "rules": FEW_RULES}
    return DeploymentSettings(
        **{"master_account": MASTER, "master_region": REGION, **listed, **given}
    )


def synthesise(chosen: DeploymentSettings, outdir: Path) -> Path:
    """Write the assembly of a deployment into a folder, and return that."""
    from aws_cdk import aws_lambda as lambda_  # noqa: PLC0415 - slow

    from stacks.application import add_stacks, application  # noqa: PLC0415 - slow

    app = application(outdir)
    add_stacks(app, chosen, lambda _: lambda_.Code.from_inline("what is shipped is tested alone"))
    app.synth()
    return outdir


def synthesise_once(chosen: DeploymentSettings, folder: Path) -> Path:
    """Return the assembly of a deployment in a folder: the first who asks for it writes it."""
    name = hashlib.sha256(chosen.model_dump_json().encode()).hexdigest()[:16]
    outdir, whole = folder / name, folder / f"{name}.whole"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            synthesise(chosen, outdir)
            whole.touch()
    return outdir


def manifest(outdir: Path) -> dict[str, Any]:
    return dict(json.loads((outdir / "manifest.json").read_text(encoding="utf-8")))


def templates_in(outdir: Path) -> dict[str, "Template"]:
    """Return the templates of an assembly by the ids of their stacks."""
    found = json.loads((outdir / "validation-report.json").read_text(encoding="utf-8"))
    accepted = [item for of in found["pluginReports"] for item in of["suppressedViolations"]]
    return {
        name: Template(
            json.loads((outdir / each["properties"]["templateFile"]).read_text(encoding="utf-8")),
            accepted,
        )
        for name, each in manifest(outdir)["artifacts"].items()
        if each["type"] == "aws:cloudformation:stack"
    }


def synthesise_agents(chosen: DeploymentSettings, outdir: Path) -> dict[str, "Template"]:
    """Return the templates of the agents alone, by their regions; for one account or any."""
    from stacks.application import add_agents, application  # noqa: PLC0415 - slow

    app = application(outdir)
    add_agents(app, chosen)
    made = {stack.environment.region: Template(stack.template) for stack in app.synth().stacks}
    assert set(made) == set(chosen.agent_regions)
    return made


def protected(folder: Path) -> dict[str, bool]:
    """Return which stacks of an assembly refuse to be deleted, and which do not."""
    artifacts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["artifacts"]
    return {
        name: artifact["properties"].get("terminationProtection", False)
        for name, artifact in artifacts.items()
        if artifact["type"] == "aws:cloudformation:stack"
    }


class Template:
    def __init__(self, body: Mapping[str, Any], accepted: Iterable[Mapping[str, Any]] = ()) -> None:
        self.body, self.accepted = body, tuple(accepted)

    def all(self, kind: str) -> dict[str, dict[str, Any]]:
        found = self.body["Resources"].items()
        return {name: resource for name, resource in found if resource["Type"] == kind}

    def named(self, kind: str, prefix: str) -> dict[str, Any]:
        names = [name for name in self.all(kind) if name.startswith(prefix)]
        assert len(names) == 1, f"{prefix}: {names}"
        return dict(self.all(kind)[names[0]]["Properties"])

    def statements(self, prefix: str) -> list[dict[str, Any]]:
        found = self.named("AWS::IAM::Policy", prefix)
        return list(found["PolicyDocument"]["Statement"])


def each(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [value]


def logical_ids(value: Any) -> set[str]:
    """Return the logical ids that a rendered value refers to, however deep."""
    if isinstance(value, list):
        return set().union(*map(logical_ids, value))
    if not isinstance(value, dict):
        return set()
    if "Ref" in value:
        return {value["Ref"]}
    if "Fn::GetAtt" in value:
        return {value["Fn::GetAtt"][0]}
    return logical_ids(list(value.values()))
