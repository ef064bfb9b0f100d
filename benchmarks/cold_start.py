"""The size of each function's zip, its cold start and its warm times.

The code is what is deployed, under the runtime client of AWS; as in Lambda, whose /var/task is
read-only, no compiled module is written, and all of the SDK is compiled.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import zipfile
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import functions, workload
from benchmarks.beside import BARE
from benchmarks.http_request import http_request
from benchmarks.report import Goal, Section, table
from benchmarks.runtime import Function, Runtime, compiled
from local.settings import CLOUD_ASSEMBLY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local.stack_file import StackFile

# What a start may take at most, as times of the bare function's.
GOALS = {"handle_config_events": 1.3, "compliance_api": 1.6}
PAIRS, STARTS, WARM = 11, 3, 10
HEAD = ["function", "zip, MiB", "init, ms", "first event, ms", "warm, ms (p50)"]
ABOUT = f"""\
Under the runtime client of AWS, {STARTS} starts each (median), {WARM} warm events. Init is from the
start of the interpreter to the request for the first event. The bare function is boto3 with one
DynamoDB client; it and {" and ".join(f"`{stem}`" for stem in GOALS)} start {PAIRS} times
in turns. `compliance_api` imports the models that validate its settings and its requests before
it asks for an event; it reads its settings, and makes the schema of a request, when the first one
comes.
"""


def measure(stack: StackFile) -> Section:
    """Measure every function, and those that must not keep anybody waiting against a bare one."""
    goals = tuple(_compared(stack, stem, limit) for stem, limit in GOALS.items())
    rows = [_row(stack, stem) for stem in stack.functions]
    return Section(
        title="Cold starts and sizes",
        module="cold_start",
        lines=[ABOUT, *table(HEAD, rows)],
        goals=goals,
    )


def _compared(stack: StackFile, stem: str, limit: float) -> Goal:
    with deployed(stack, stem) as product, _bare(stack) as bare:
        pairs = [(_init(product), _init(bare)) for _ in range(PAIRS)]
    ours, theirs = (1000 * statistics.median(inits) for inits in zip(*pairs, strict=True))
    return Goal(
        key=f"cold_start_{stem}",
        what=f"cold start of {stem}, against a bare function",
        measured=f"{ours:.0f} ms",
        compared=f"{theirs:.0f} ms",
        value=statistics.median(mine / bare for mine, bare in pairs),
        limit=limit,
    )


@contextmanager
def deployed(
    stack: StackFile, stem: str, cloud_assembly: Path = CLOUD_ASSEMBLY, name: str = ""
) -> Iterator[Function]:
    """Lend a function with the code that was deployed, and the name of its folder or another."""
    with tempfile.TemporaryDirectory(prefix=f"{stem}-") as folder:
        with zipfile.ZipFile(functions.archive(stem, cloud_assembly)) as code:
            code.extractall(folder)
        yield Function(
            code=Path(folder),
            handler=f"lambdas.{stem}.handler.handler",
            name=name or stem,
            environment=functions.variables_of(stack, stem),
        )


@contextmanager
def _bare(stack: StackFile) -> Iterator[Function]:
    with tempfile.TemporaryDirectory(prefix="bare-") as folder:
        yield Function(
            code=compiled(Path(shutil.copy(BARE / "client_only.py", folder)).parent),
            handler="client_only.handler",
            name="bare",
            environment=functions.variables_of(stack, next(iter(GOALS))),
        )


def _init(function: Function) -> float:
    with Runtime(function) as runtime:
        return runtime.init_seconds


def _row(stack: StackFile, stem: str) -> list[str]:
    inits, firsts, warm = [], [], []
    with deployed(stack, stem) as function:
        for start in range(STARTS):
            with Runtime(function) as runtime:
                inits.append(runtime.init_seconds)
                firsts.append(runtime.invoke(usual_event(stem)))
                if start == STARTS - 1:
                    warm = [runtime.invoke(usual_event(stem)) for _ in range(WARM)]
    times = [f"{1000 * statistics.median(each):.0f}" for each in (inits, firsts, warm)]
    return [stem, functions.size(functions.archive(stem)), *times]


def usual_event(stem: str) -> Any:
    """Make an event that the function does its usual work for."""
    match stem:
        case "handle_config_events":
            now = f"{datetime.now(UTC):%H%M%S%f}"
            return next(workload.batches(workload.bodies(workload.first_results(now, 1))))
        case "compliance_api":
            return http_request("/compliance/summary")
        case "daily_digest":
            return {"date": datetime.now(UTC).date().isoformat()}
        case "notify_violations":
            return {"Records": []}
        case _:
            return {}
