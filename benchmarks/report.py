"""Writing a report: Markdown beside the benchmark, and the same to the terminal."""

import os
import platform
from pathlib import Path

HERE = Path(__file__).parent


def write(name: str, lines: list[str]) -> None:
    """Write a report with the machine that it was measured on."""
    machine = (
        f"Measured on {os.cpu_count()} cores ({platform.machine()}, {platform.system()}), "
        f"Python {platform.python_version()}."
    )
    text = "\n".join([*lines, "", machine, ""])
    (HERE / name).write_text(text, encoding="utf-8")
    print(text)


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """Make a Markdown table; all columns but the first are numbers."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return [f"| {' | '.join(row)} |" for row in (head, rule, *rows)]


def percentile(values: list[float], percent: int) -> float:
    """Return the smallest value that at least so many percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
