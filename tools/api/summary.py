"""The summary as tables: the whole, and what it is made of, the worst first."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from rich.table import Table
from rich.text import Text

from tools.api.client import Json
from tools.api.writing import cell, console_for
from tools.dlq.showing import printable

# How many are muted is answered of the whole alone.
_MUTED = ("muted", "compliance_percentage_without_muted")
_COUNTS = ("compliance_percentage", "compliant", "non_compliant", "not_applicable", "total")
_GROUPS = {"by_account": "account", "by_rule": "rule", "by_resource_type": "resource type"}
MOST_ROWS = 15


def show_summary(out: TextIO, document: Json) -> None:
    """Print a summary."""
    console = console_for(out)
    console.print(_counts("all", {"everything": document}, (*_COUNTS, *_MUTED)))
    for line in not_complete(document["not_recorded"]):
        console.print(line)
    for member, title in _GROUPS.items():
        groups = document[member]
        worst = sorted(groups, key=lambda name: (-groups[name]["non_compliant"], name))
        console.print()
        console.print(_counts(title, {name: groups[name] for name in worst[:MOST_ROWS]}))
        if len(worst) > MOST_ROWS:
            console.print(f"... and {len(worst) - MOST_ROWS} more (--format json has all)")
    if activity := document.get("activity"):
        console.print()
        for name, count in activity.items():
            console.print(f"{name.replace('_', ' ')}: {count:,}")
    console.print(f"\nas of {document['as_of']}")


def not_complete(stopped: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield lines that say where recorders are stopped, by account, if they are anywhere."""
    if not stopped:
        return
    yield "\nNOT COMPLETE: the recorder is stopped here, so this is how it was, and unknown now:"
    for account, regions in [*stopped.items()][:MOST_ROWS]:
        yield printable(f"  {account}: {', '.join(regions)}")
    if len(stopped) > MOST_ROWS:
        yield f"  ... and {len(stopped) - MOST_ROWS} more accounts (--format json has all)"


def _counts(title: str, groups: dict[str, Json], columns: Sequence[str] = _COUNTS) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(title, overflow="fold")
    for name in columns:
        table.add_column(
            name.replace("compliance_percentage", "%").replace("_", " "), justify="right"
        )
    for name, counts in groups.items():
        table.add_row(Text(printable(name)), *(cell(counts, column) for column in columns))
    return table
