"""The summary and the times as tables."""

from __future__ import annotations

import statistics
from typing import Any

from rich.table import Table

from local.demo.story import NAMES

MOST_RULES = 8


def summary_table(summary: dict[str, Any]) -> Table:
    """Draw the API's summary: the whole, the accounts, the rules with most violations."""
    table = Table(title=f"GET /compliance/summary, as of {summary['as_of']}")
    table.add_column("")
    for name in ("compliant", "non-compliant", "score"):
        table.add_column(name, justify="right")
    table.add_row("[bold]all accounts", *_row(summary))
    table.add_section()
    for account, counts in sorted(summary["by_account"].items()):
        table.add_row(f"{account} ({NAMES.get(account, 'another')})", *_row(counts))
    table.add_section()
    rules = sorted(summary["by_rule"].items(), key=lambda rule: -rule[1]["non_compliant"])
    for rule, counts in rules[:MOST_RULES]:
        table.add_row(rule, *_row(counts))
    return table


def times_table(times: dict[str, list[float]]) -> Table:
    """Draw how long things took, in seconds: the median and the 95th percentile."""
    table = Table(title="How long it took, in seconds")
    for name in ("", "how many", "p50", "p95"):
        table.add_column(name, justify="left" if not name else "right")
    for what, seconds in times.items():
        ninety_fifth = percentile(seconds, 95)
        table.add_row(
            what, str(len(seconds)), f"{statistics.median(seconds):.2f}", f"{ninety_fifth:.2f}"
        )
    return table


def percentile(values: list[float], percent: int) -> float:
    """Return the smallest value that at least so many percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def _row(counts: dict[str, Any]) -> tuple[str, str, str]:
    good, bad = counts["compliant"], counts["non_compliant"]
    score = f"{100 * good / (good + bad):.2f} %" if good + bad else "none yet"
    return str(good), f"[red]{bad}[/red]" if bad else "0", score
