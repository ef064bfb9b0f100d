"""How long ComplianceApi takes for each question, and what it reads, at three sizes.

The handler runs in this process and asks a stand-in for DynamoDB over HTTP (`key_store`), which
finds a million items as fast as a thousand and counts what AWS would charge.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks import same_accounts, wide
from benchmarks.api import Api, api_on
from benchmarks.asked import QUESTIONS, Asker, Question
from benchmarks.functions import variables_of
from benchmarks.key_store.server import KeyStore, serving
from benchmarks.naive import Naive
from benchmarks.organisation import build
from benchmarks.organisation.fleet import Fleet
from benchmarks.report import Goal, Section, percentile, table
from benchmarks.saying import say
from benchmarks.table_keys import shape_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from local.stack_file import StackFile

SIZES = (1_000, 100_000, 1_000_000)
CALLS, WARM = 40, 5
NAIVE_CALLS = {1_000: 5, 100_000: 2, 1_000_000: 1}
AT_MOST = 1.2
UNIT = 1000  # milliseconds
ABOUT = f"""\
{CALLS} calls of each question at each size, the sizes in turns, each call with other parameters:
accounts and rules are those that have more than a page of states. Milliseconds are those of the
handler with all that it waits for, over HTTP to the stand-in, on processors that both share. Units
are read units, eventually consistent. Growth is the median of what the turns at the largest and the
smallest organisation have to each other, in time; in units it is that of the medians.
"""
NAIVE = """\
The same answers computed naively in the same run: every state is read and counted, every event of
the week is listed and counted.
"""


@dataclass
class Measured:
    """What the calls of one question took at one size."""

    milliseconds: list[float] = field(default_factory=list)
    units: list[float] = field(default_factory=list)

    def cells(self) -> list[str]:
        """Return the figures: p50 and p95 of time, then of units."""
        times = [f"{percentile(self.milliseconds, p):.0f}" for p in (50, 95)]
        return [" / ".join(times), " / ".join(f"{percentile(self.units, p):g}" for p in (50, 95))]


def measure(stack: StackFile) -> Section:
    """Make the organisations if need be, ask everything at every size, and compare."""
    shape = shape_of(stack)
    files = {str(size): build.organisation(Fleet(size), shape, say) for size in SIZES}
    variables = variables_of(stack, "compliance_api")
    with serving(files) as store, api_on(store.endpoint, variables) as api:
        askers = {size: Asker(Fleet(size)) for size in SIZES}
        found = {question: _ask(question, askers, store, api) for question in QUESTIONS}
        naive = _naive(askers, store)
    more = [measure(shape, variables) for measure in (same_accounts.measure, wide.measure)]
    return Section(
        title="Questions, at a thousand and at a million states",
        module="questions",
        lines=[
            ABOUT, *_organisations(askers), "", *_table(found), "", NAIVE,
            *_compared(found, naive), *(line for one in more for line in ("", *one.lines)),
        ],
        goals=(*_goals(found), *(goal for one in more for goal in one.goals)),
    )  # fmt: skip


def _ask(
    question: Question, askers: Mapping[int, Asker], store: KeyStore, api: Api
) -> dict[int, Measured]:
    say(f"{question.name} is asked")
    found = {size: Measured() for size in askers}
    for call in range(-WARM, CALLS):
        for size, asker in askers.items():
            parameters = asker.parameters(question.parameters)
            store.use(str(size))
            seconds = api.ask(question.path, parameters)
            if call >= 0:
                found[size].milliseconds.append(seconds * UNIT)
                found[size].units.append(store.counted().units)
    return found


def _naive(askers: Mapping[int, Asker], store: KeyStore) -> dict[str, dict[int, Measured]]:
    naive, found = Naive(store), dict[str, dict[int, Measured]]()
    for name, ask in (("summary", naive.summary), ("summary of a week", naive.events_of_a_week)):
        found[name] = {size: Measured() for size in askers}
        for size, asker in askers.items():
            say(f"{name} is computed naively of {size:,} states")
            store.use(str(size))
            for _ in range(NAIVE_CALLS[size]):
                found[name][size].milliseconds.append(ask(asker) * UNIT)
                found[name][size].units.append(store.counted().units)
    return found


def _organisations(askers: Mapping[int, Asker]) -> list[str]:
    head = ["states", "accounts", "places", "rules", "events"]
    rows = []
    for size, asker in askers.items():
        fleet = asker.fleet
        counts = (size, len(fleet.accounts), len(fleet.places), len(fleet.by_rule))
        rows.append([f"{n:,}" for n in (*counts, size * fleet.events_of_state)])
    return table(head, rows)


def _table(found: Mapping[Question, Mapping[int, Measured]]) -> list[str]:
    sizes = [f"{size:,}" for size in SIZES]
    head = ["p50 / p95", *(f"ms, {size}" for size in sizes), *(f"units, {s}" for s in sizes)]
    rows = []
    for question, measured in found.items():
        cells = [measured[size].cells() for size in SIZES]
        times, units = zip(*cells, strict=True)
        growth = f"{_growth(measured):.2f}", f"{_growth_of_units(measured):.2f}"
        rows.append([question.name, *times, *units, *growth])
    return table([*head, "growth, ms", "growth, units"], rows)


def _growth(measured: Mapping[int, Measured]) -> float:
    turns = zip(measured[SIZES[-1]].milliseconds, measured[SIZES[0]].milliseconds, strict=True)
    return statistics.median(large / small for large, small in turns)


def _growth_of_units(measured: Mapping[int, Measured]) -> float:
    large, small = (statistics.median(measured[size].units) for size in (SIZES[-1], SIZES[0]))
    return large / small


def _compared(
    found: Mapping[Question, Mapping[int, Measured]],
    naive: Mapping[str, Mapping[int, Measured]],
) -> list[str]:
    head = ["", *(f"ms, {size:,}" for size in SIZES), *(f"units, {size:,}" for size in SIZES)]
    by_name: dict[str, Any] = {question.name: measured for question, measured in found.items()}
    rows = []
    for name, measured in naive.items():
        rows += [_medians(name, by_name[name]), _medians(f"{name}, naively", measured)]
    return table(head, rows)


def _medians(name: str, measured: Mapping[int, Measured]) -> list[str]:
    times = [f"{statistics.median(measured[size].milliseconds):,.0f}" for size in SIZES]
    units = [f"{statistics.median(measured[size].units):,g}" for size in SIZES]
    return [name, *times, *units]


def _goals(found: Mapping[Question, Mapping[int, Measured]]) -> Sequence[Goal]:
    return [
        Goal(
            key=f"growth_{question.goal}",
            what=f"{question.name}: time at {SIZES[-1]:,} states, against {SIZES[0]:,}",
            measured=f"{statistics.median(measured[SIZES[-1]].milliseconds):.0f} ms",
            compared=f"{statistics.median(measured[SIZES[0]].milliseconds):.0f} ms",
            value=_growth(measured),
            limit=AT_MOST,
        )
        for question, measured in found.items()
        if question.goal
    ]
