"""The queries of docs/operations.md, as they stand there."""

import re
from pathlib import Path

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
_BEGINS = ("filter ", "fields ", "stats ")


def queries() -> list[str]:
    """Return all of them: in commands, in blocks of their own, and within sentences."""
    within = re.findall(r"`((?:filter|fields|stats) [^`]+)`", TEXT)
    blocks = [" ".join(block.split()) for block in re.findall(r"\n\n((?:    .+\n)+)", TEXT)]
    return [*commands(), *(block for block in blocks if block.startswith(_BEGINS)), *within]


def commands() -> list[str]:
    """Return those that a command asks."""
    return re.findall(r"--query-string '([^']+)'", TEXT)


def warnings_query() -> str:
    """Return how to look at the log of a function."""
    return commands()[0]


def report_query() -> str:
    """Return how to look at how long its runs took."""
    return next(query for query in queries() if "@duration" in query)


def access_log_queries() -> list[str]:
    """Return how to look at requests that failed, and at those that took long."""
    found = [query for query in queries() if re.match(r"filter (status|latency_ms) ", query)]
    assert len(found) == 2
    return found
