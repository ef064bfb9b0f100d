"""Events per second from an agent account's bus to the tables, and the latency of one event.

The product takes turns with two bare functions that are fed from the same bus.
"""

from __future__ import annotations

import itertools
import statistics
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

from benchmarks import report, workload
from benchmarks.beside import Beside
from benchmarks.intake import Intake, Recorder
from benchmarks.report import Goal, Section
from local.demo.events import compliance_change
from local.demo.waiting import wait_for
from local.demo.world import World

if TYPE_CHECKING:
    from local.demo.events import Evaluation
    from local.stack_file import StackFile

ROUNDS, EVENTS, SINGLE = 5, 400, 40
WAIT_SECONDS = 300
WRITE, TRANSACTION = "bare-one-write", "bare-one-transaction"
LIMITS = {WRITE: 1.2, TRANSACTION: 0.8}
KINDS = ("first", "changes")
ABOUT = f"""\
{EVENTS} events at a time, of two agent accounts and {workload.RULES} rules, {ROUNDS} rounds in
turns. One process plays all AWS services on the processors that the functions use too; nobody is
told of anything meanwhile. `{WRITE}` puts one item for each event; `{TRANSACTION}`
writes state, history and rollups of a batch at once, into tables with the product's indexes, but
no activity and no outbox, and without conditions.
"""

type Speeds = dict[tuple[str, str], list[float]]


def measure(stack: StackFile) -> Section:
    """Measure in turns, so that a machine that gets slower or faster decides nothing."""
    world, intake, beside = World(stack), Intake(stack), Beside(stack)
    latencies = [_latency(world, number) for number in range(SINGLE)]
    intake.tell_nobody()
    recorders = [
        intake.product(),
        beside.deploy("one_write", {"TABLE": None}),
        beside.deploy("one_transaction", {"STATES": "config_compliance", "HISTORY": "events"}),
    ]
    speeds: Speeds = {(each.name, kind): [] for each in recorders for kind in KINDS}
    for number, recorder in itertools.product(range(-1, ROUNDS), recorders):
        intake.only(recorder)
        first = workload.first_results(f"{recorder.name}-{number}", EVENTS)
        for kind, events in zip(KINDS, (first, workload.changes(first)), strict=True):
            speed = _speed(world, intake, recorder, events)
            if number >= 0:  # the first turn of each only warms it up
                speeds[recorder.name, kind].append(speed)
    intake.only(recorders[0])
    if dead := world.dead_letters():
        raise RuntimeError(f"{dead} events became dead letters")
    return Section(
        title="Events per second, end to end",
        module="end_to_end",
        lines=[ABOUT, *_table(recorders, speeds), "", *_latencies(latencies)],
        goals=tuple(_goal(bare, kind, speeds) for kind, bare in itertools.product(KINDS, LIMITS)),
    )


def _speed(world: World, intake: Intake, recorder: Recorder, events: list[Evaluation]) -> float:
    envelopes = [compliance_change(each) for each in events]
    start = time.monotonic()
    world.publish(envelopes)
    wait_for(f"{len(events)} events", lambda: intake.is_done(recorder), WAIT_SECONDS)
    return len(events) / (time.monotonic() - start)


def _latency(world: World, number: int) -> float:
    """Return the seconds from a single event to its state in the API's answer."""
    [evaluation] = workload.first_results(f"single-{number}", 1)
    path = f"/compliance/states?resource_id={quote(evaluation.resource.name)}"
    start = time.monotonic()
    world.publish([compliance_change(evaluation)])
    wait_for(evaluation.resource.name, lambda: bool(world.ask(path)["items"]), WAIT_SECONDS, 0.02)
    return time.monotonic() - start


def _table(recorders: list[Recorder], speeds: Speeds) -> list[str]:
    rows = [
        [each.name, *(f"{statistics.median(speeds[each.name, kind]):.0f}" for kind in KINDS)]
        for each in recorders
    ]
    return report.table(["events/s", *KINDS], rows)


def _latencies(latencies: list[float]) -> list[str]:
    middle, late = statistics.median(latencies), report.percentile(latencies, 95)
    alone = f"One event alone, until the API shows it, {SINGLE} times:"
    return [f"{alone} p50 {middle:.2f} s, p95 {late:.2f} s."]


def _goal(bare: str, kind: str, speeds: Speeds) -> Goal:
    ours, theirs = speeds["product", kind], speeds[bare, kind]
    return Goal(
        key=f"{bare.removeprefix('bare-').replace('-', '_')}_{kind}",
        what=f"events/s ({kind}), against {bare}",
        measured=f"{statistics.median(ours):.0f}",
        compared=f"{statistics.median(theirs):.0f}",
        value=statistics.median(a / b for a, b in zip(ours, theirs, strict=True)),
        limit=LIMITS[bare],
        at_least=True,
    )
