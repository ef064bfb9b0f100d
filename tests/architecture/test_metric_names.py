"""The list of metrics and the code that emits them say the same."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from lambdas.handle_config_events import counting
from shared import metric_names
from shared.domain.reconciliation import Cause
from shared.domain.signed_requests import Refusal
from shared.metric_names import EMITTED, metric_name

ROOT = Path(__file__).resolve().parents[2]
LAMBDAS = sorted(path.parent for path in (ROOT / "lambdas").glob("*/handler.py"))
# What writes metrics, by the name under which they are called; `time` takes a constant.
_COUNTING = {"add_metric", "_count", "count"}
# Names that are put together from what was counted, by the function that does it.
_MADE = {
    "handle-config-events": {
        *counting.METRIC_OF.values(),
        *(counting.MALFORMED, counting.REFUSED, counting.UNEXPECTED),
    },
    "reconcile": {metric_name(cause) for cause in Cause},
    "slack-interactions": {f"InteractionsRefused{refusal.title()}" for refusal in Refusal},
}
# Few of these have data in each hour; what all of them cost at most is in docs/decisions.md.
MOST = 59


def service(folder: Path) -> str:
    return folder.name.replace("_", "-")


def called(node: ast.AST) -> str:
    """Return the last name of what is called, or of a name."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def texts(nodes: Iterable[ast.AST | None]) -> Iterator[str]:
    """Yield the texts that nodes are, by themselves or as the keys of a dictionary."""
    for node in nodes:
        match node:
            case ast.Constant(value=str() as text):
                yield text
            case ast.Dict(keys=keys):
                yield from texts(keys)
            case _:
                pass


def written(node: ast.AST) -> Iterator[str]:
    """Yield the metrics that a call writes."""
    match node:
        case ast.Call(func=func, args=args, keywords=given) if called(func) in _COUNTING:
            named = [each.value for each in given if each.arg == "name"]
            yield from texts([*args[:1], *named])
        case ast.Call(func=ast.Attribute(attr="time"), args=[ast.Name(id=constant), *_]):
            yield str(getattr(metric_names, constant))
        case _:
            pass


def tallied(node: ast.AST) -> Iterator[str]:
    """Yield what a tally or `counts` has, as metrics are named of which it is: some are."""
    match node:
        case ast.Assign(targets=[ast.Name(id="counts")], value=ast.Dict() as counts):
            yield from map(metric_name, texts([counts]))
        case ast.Assign(targets=[target]) | ast.AugAssign(target=target):
            if isinstance(target, ast.Subscript) and called(target.value) == "tally":
                yield from map(metric_name, texts([target.slice]))
        case _:
            pass


def nodes(folder: Path) -> list[ast.AST]:
    """Return the code of a function; the tallies of use cases are those of NotifyViolations."""
    paths = list(folder.glob("*.py"))
    if service(folder) == "notify-violations":
        paths += (ROOT / "shared" / "usecases").glob("*.py")
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in paths)
    return [node for tree in trees for node in ast.walk(tree)]


@pytest.mark.parametrize("folder", LAMBDAS, ids=service)
def test_what_a_function_emits_is_listed_as_its_own_and_what_is_listed_is_emitted(
    folder: Path,
) -> None:
    listed, made = EMITTED.get(service(folder), frozenset()), _MADE.get(service(folder), set())
    code = nodes(folder)
    emitted = {name for node in code for name in written(node)} | made
    assert emitted <= listed
    assert listed <= emitted | {name for node in code for name in tallied(node)}


def test_a_word_that_stands_somewhere_is_no_metric() -> None:
    code = 'said = {"Resolved": 1}\nlog("Opened")\n_count("Taken")\nrun.tally["put_off"] += 1'
    code += "\nmeasuring.time(TOLD_AFTER, [])\nlate = tally['late']"
    found = [*ast.walk(ast.parse(code))]
    assert {name for node in found for name in written(node)} == {"Taken", "ToldAfter"}
    assert {name for node in found for name in tallied(node)} == {"PutOff"}


def test_metrics_are_few_since_each_is_billed() -> None:
    assert sum(map(len, EMITTED.values())) <= MOST
