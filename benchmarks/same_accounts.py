"""The same accounts with ten times the states: what states alone cost the widest questions."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from benchmarks.api import api_on
from benchmarks.asked import QUESTIONS
from benchmarks.key_store.server import serving
from benchmarks.organisation import build
from benchmarks.organisation.fleet import Fleet
from benchmarks.report import Goal, Section, table
from benchmarks.saying import say

if TYPE_CHECKING:
    from benchmarks.api import Api
    from benchmarks.key_store.server import KeyStore
    from benchmarks.key_store.shelf import Shape

FEW, MANY, ACCOUNTS = 100_000, 1_000_000, 1_000
CALLS, WARM = 40, 5
AT_MOST = 1.2
HEAD = [
    "question",
    f"ms, {FEW:,}",
    f"ms, {MANY:,}",
    f"units, {FEW:,}",
    f"units, {MANY:,}",
    "growth",
]
ABOUT = f"""\
The same {ACCOUNTS:,} accounts with {FEW:,} and with {MANY:,} states, in turns, {CALLS} calls each
(medians): what states cost by themselves.
"""


def measure(shape: Shape, variables: dict[str, str]) -> Section:
    """Ask what reads all accounts at both sizes, in turns."""
    fleets = {str(states): Fleet(states, ACCOUNTS) for states in (FEW, MANY)}
    files = {name: build.organisation(fleet, shape, say) for name, fleet in fleets.items()}
    rows, goals = [], list[Goal]()
    with serving(files) as store, api_on(store.endpoint, variables) as api:
        for question in QUESTIONS:
            if not question.parameters and question.goal:
                times, units = _asked(store, api, question.path)
                goals.append(_goal(question.name, question.goal, *times))
                figures = [f"{statistics.median(one):.0f}" for one in times]
                growth = f"{goals[-1].value:.2f}"
                rows.append([question.name, *figures, *(f"{n:g}" for n in units), growth])
    return Section(title="", module="", lines=[ABOUT, *table(HEAD, rows)], goals=tuple(goals))


def _asked(store: KeyStore, api: Api, path: str) -> tuple[list[list[float]], list[float]]:
    """Return the milliseconds of each call, and the units of a call, with few and with many."""
    times: list[list[float]] = [[], []]
    units = [0.0, 0.0]
    for call in range(-WARM, CALLS):
        for each, states in enumerate((FEW, MANY)):
            store.use(str(states))
            store.counted()
            milliseconds = 1000 * api.ask(path, {})
            units[each] = store.counted().units
            if call >= 0:
                times[each].append(milliseconds)
    return times, units


def _goal(name: str, key: str, few: list[float], many: list[float]) -> Goal:
    return Goal(
        key=f"growth_{key}_same_accounts",
        what=f"{name}: time at {MANY:,} states, against {FEW:,} in the same accounts",
        measured=f"{statistics.median(many):.0f} ms",
        compared=f"{statistics.median(few):.0f} ms",
        value=statistics.median(m / f for m, f in zip(many, few, strict=True)),
        limit=AT_MOST,
    )
