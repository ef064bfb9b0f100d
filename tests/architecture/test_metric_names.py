"""The list of metrics and the code that emits them say the same."""

import re
from pathlib import Path

import pytest

from shared.domain.reconciliation import Cause
from shared.domain.signed_requests import Refusal
from shared.metric_names import EMITTED, metric_name

ROOT = Path(__file__).resolve().parents[2]
LAMBDAS = sorted(path.parent for path in (ROOT / "lambdas").glob("*/handler.py"))
# How metrics are named where they are emitted: by themselves, or as what is counted.
_EMITTED = re.compile(r"(?:add_metric\(\s*name=|_count\(|count\(\{)f?\"([A-Za-z]+)[\"{]")
# Few of these have data in each hour; what all of them cost at most is in docs/decisions.md.
MOST = 59


def service(folder: Path) -> str:
    return folder.name.replace("_", "-")


def source(*paths: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize("folder", LAMBDAS, ids=service)
def test_what_a_function_emits_is_listed_as_its_own(folder: Path) -> None:
    named = set(_EMITTED.findall(source(*folder.glob("*.py"))))
    listed = EMITTED.get(service(folder), frozenset())
    assert not {name for name in named if not any(each.startswith(name) for each in listed)}


@pytest.mark.parametrize("name", sorted(EMITTED))
def test_what_is_listed_is_emitted(name: str) -> None:
    folder = ROOT / "lambdas" / name.replace("-", "_")
    code = source(*folder.glob("*.py"), *(ROOT / "shared" / "usecases").glob("*.py"))
    code += source(ROOT / "shared" / "metric_names.py").partition("EMITTED")[0]
    counted = {metric_name(each) for each in re.findall(r"\"([a-z_]+)\"", code)}
    made = {metric_name(cause) for cause in Cause}
    made |= {f"InteractionsRefused{why.title()}" for why in Refusal}
    made |= {f"DeadLetters{why}" for why in re.findall(r"\"([A-Z][a-z]+)\"", code)}
    literal = set(re.findall(r"\"([A-Z][A-Za-z]+)\"", code))
    assert EMITTED[name] <= counted | made | literal


def test_metrics_are_few_since_each_is_billed() -> None:
    assert sum(map(len, EMITTED.values())) <= MOST
