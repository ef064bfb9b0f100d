"""The summary of organisations in which each account has each rule: the most that it can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.api import api_on
from benchmarks.key_store.server import serving
from benchmarks.organisation import build
from benchmarks.organisation.fleet import RULES
from benchmarks.report import Goal, Section, percentile, table
from benchmarks.saying import say

if TYPE_CHECKING:
    from benchmarks.api import Api
    from benchmarks.key_store.server import KeyStore
    from benchmarks.key_store.shelf import Shape

# Accounts, and in how many regions each has all rules.
ORGANISATIONS = ((1_000, 1), (1_000, 2), (5_000, 1), (5_000, 2))
CALLS, WARM = 40, 5
MEBIBYTE = 1024 * 1024
MILLISECONDS = 200
HEAD = ["accounts", "regions", "requests", "read, KiB", "units", "ms (p50)", "ms (p95)"]
ABOUT = f"The summary where each account has all {RULES} rules in each region, {CALLS} calls each."


def measure(shape: Shape, variables: dict[str, str]) -> Section:
    """Ask for the summary of each."""
    names = {f"{a}-{r}": (a, r) for a, r in ORGANISATIONS}
    say("the sums of wide organisations are made")
    files = {name: build.wide(*each, shape) for name, each in names.items()}
    rows, goals = [], list[Goal]()
    with serving(files) as store, api_on(store.endpoint, variables) as api:
        for name, (accounts, regions) in names.items():
            times, size, row = _summary(store, api, name)
            rows.append([f"{accounts:,}", str(regions), *row])
            goals += _goals(accounts, regions, percentile(times, 95), size)
    return Section(title="", module="", lines=[ABOUT, "", *table(HEAD, rows)], goals=tuple(goals))


def _summary(store: KeyStore, api: Api, name: str) -> tuple[list[float], int, list[str]]:
    store.use(name)
    for _ in range(WARM):
        api.ask("/compliance/summary", {})
    store.counted()
    times = [1000 * api.ask("/compliance/summary", {}) for _ in range(CALLS)]
    counted = store.counted()
    size = counted.bytes // CALLS
    figures = [f"{counted.requests / CALLS:g}", f"{size / 1024:.0f}", f"{counted.units / CALLS:g}"]
    return times, size, [*figures, *(f"{percentile(times, p):.0f}" for p in (50, 95))]


def _goals(accounts: int, regions: int, slowest: float, size: int) -> list[Goal]:
    where = f"summary of {accounts:,} accounts and {RULES} rules"
    if (accounts, regions) == (1_000, 1):
        return [
            Goal(
                key="summary_bytes",
                what=f"{where}: what is read, in MiB",
                measured=f"{size} bytes",
                compared="1 MiB",
                value=size / MEBIBYTE,
                limit=1,
            )
        ]
    if (accounts, regions) == (5_000, 1):
        return [
            Goal(
                key="summary_widest",
                what=f"{where}: p95, against {MILLISECONDS} ms",
                measured=f"{slowest:.0f} ms",
                compared=f"{MILLISECONDS} ms",
                value=slowest / MILLISECONDS,
                limit=1,
            )
        ]
    return []
