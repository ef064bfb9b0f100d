"""What the type checker leaves out on purpose is not what the project uses."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ("app.py", "benchmarks", "lambdas", "local", "shared", "stacks", "tests", "tools")


def services() -> Iterator[str]:
    """Yield the modules of services that the project imports from the CDK."""
    files = (f for name in PROJECT for f in [ROOT / name, *(ROOT / name).rglob("*.py")])
    for file in files:
        if file.suffix == ".py" and "aws_cdk" in (source := file.read_text()):
            yield from _services(ast.parse(source))


def _services(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("aws_cdk."):
            yield str(node.module)
        elif isinstance(node, ast.ImportFrom) and node.module == "aws_cdk":
            yield from (f"aws_cdk.{each.name}" for each in node.names if each.name[0].islower())


def test_every_module_of_the_cdk_that_is_used_is_checked() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]["overrides"]
    followed = {
        name
        for override in settings
        if override.get("follow_imports") == "normal"
        for name in override["module"]
    }
    assert followed - {"aws_cdk"} == set(services())
