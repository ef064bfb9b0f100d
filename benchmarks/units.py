"""What one change takes of what AWS charges for: units, requests, time, bytes, metrics.

The functions run in this process, on mocked tables and in simulated time; no local AWS is needed.
What is measured goes into `units.json`, from which `python -m tools.cost` makes docs/cost.md.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.metered import measuring, stretch
from benchmarks.metered.comparing import comparing
from benchmarks.report import Section, machine, table
from benchmarks.saying import say

UNITS = Path(__file__).parent / "units.json"
HEAD = ["a change", "in a batch", "write units", "of them telling", "read units", "of them telling"]
ABOUT = """\
Units are counted as DynamoDB's developer guide says, of each request that the functions make to
mocked tables with the product's indexes: a write by the larger of the item before and after, twice
in a transaction, once more for each entry of an index; a refused one as well. Rules have one
critical, one high and two low severities; violations of the kinds are critical, and told alone.
What each measurement is of is looked up in the tables: where the record is not what was delivered,
or something was not told, there is no figure.
"""


def measure(_: object = None) -> Section:
    """Measure, and write the file."""
    found: dict[str, Any] = {"measured": f"{datetime.now(UTC):%d %B %Y}, {machine()}"}
    say("runs of the schedule while nothing happens")
    found["idle"] = stretch.idle()
    say("kinds of changes")
    found["kinds"] = measuring.kinds()
    say("what is kept")
    found["kept"] = measuring.kept()
    say("comparing with AWS Config")
    found["comparing"] = comparing()
    found["days"] = []
    for each in stretch.DAYS:
        say(f"a day of {each.changes:,} changes")
        found["days"].append(stretch.day(each))
    found["metrics"] = measuring.metrics([*found["kinds"], *found["days"]])
    UNITS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    rows = [_row(each["what"], each["batch"], each) for each in found["kinds"]]
    rows += [_row(f"of a day with {each['changes_a_day']:,}", None, each) for each in found["days"]]
    return Section(title="Units of a change", module="units", lines=[ABOUT, *table(HEAD, rows)])


def _row(what: str, batch: int | None, figures: dict[str, Any]) -> list[str]:
    changes = figures["changes"]
    row = [what, f"{batch or ''}"]
    for unit in ("write_units", "read_units"):
        by_function = {name: each[unit] for name, each in figures["functions"].items()}
        row.append(f"{sum(by_function.values()) / changes:.1f}")
        row.append(f"{by_function.get('NotifyViolations', 0) / changes:.1f}")
    return row
