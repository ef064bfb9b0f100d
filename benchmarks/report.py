"""The report: what was measured, against which goal, on which machine."""

from __future__ import annotations

import os
import platform
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
REPORT = HERE / "report.md"
# Why a goal is missed and what would reach it: kept by hand, by the key of the goal.
REASONS = HERE / "reasons.toml"
PACKAGES = ("botocore", "aws-lambda-powertools", "awslambdaric", "ministack")


@dataclass(frozen=True, kw_only=True)
class Goal:
    """One figure that has to reach a limit: at least or, usually, at most."""

    key: str
    what: str
    measured: str
    compared: str
    value: float
    limit: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the figure reaches the limit, as precisely as both are printed."""
        value = round(self.value, 2)
        return value >= self.limit if self.at_least else value <= self.limit

    @property
    def row(self) -> list[str]:
        """The goal as a row of the table."""
        bound = f"{'at least' if self.at_least else 'at most'} {self.limit:g}"
        verdict = "met" if self.met else "**missed**"
        return [self.what, self.measured, self.compared, f"{self.value:.2f}", bound, verdict]


@dataclass(frozen=True, kw_only=True)
class Section:
    """What one command measured."""

    title: str
    module: str
    lines: list[str]
    goals: tuple[Goal, ...] = ()

    @property
    def text(self) -> list[str]:
        """The section as Markdown."""
        command = f"`.venv/bin/python -m benchmarks {self.module}`"
        return [f"## {self.title}", "", command, "", *self.lines, ""]


def write(sections: list[Section], minutes: float) -> None:
    """Write the report of a whole run."""
    goals = [goal for section in sections for goal in section.goals]
    lines = [
        "# The last report",
        "",
        f"`make bench`, {datetime.now(UTC):%d %B %Y}, {minutes:.0f} minutes. All but the reasons,",
        "which are kept in [reasons.toml](reasons.toml), is written by the command.",
        "",
        f"{machine()}.",
        "",
        *summary(goals),
        *(line for section in sections for line in section.text),
    ]
    REPORT.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def summary(goals: list[Goal]) -> list[str]:
    """Return the table of goals, and the reasons of those that are missed."""
    head = ["goal", "measured", "compared with", "value", "wanted", ""]
    reasons = tomllib.loads(REASONS.read_text(encoding="utf-8"))
    missed = [goal for goal in goals if not goal.met]
    why = [f"- {goal.what}: {_reason(reasons, goal.key)}" for goal in missed]
    return [*table(head, [goal.row for goal in goals]), "", *why, *([""] if why else [])]


def _reason(reasons: dict[str, str], key: str) -> str:
    text = reasons.get(key, "nobody has said yet why, and what would reach it (reasons.toml)")
    return " ".join(text.split())


def machine() -> str:
    """Return what it was measured on, in one line."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    cores = f"{os.cpu_count()} cores of {_processor()} ({platform.machine()}, {platform.system()})"
    return f"{cores}, Python {platform.python_version()}, {versions}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "an unnamed processor"


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """Make a Markdown table; all columns but the first are numbers."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return [f"| {' | '.join(row)} |" for row in (head, rule, *rows)]


def percentile(values: list[float], percent: int) -> float:
    """Return the smallest value that at least so many percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
