"""What came of it, for a person and for a program."""

import json
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shared.domain.comparison import Comparison, Difference
from tools.rebuild.differences import kinds, order, row, whole

MOST_SHOWN = 20
# Where nobody looks (a file, a log), the lines of a table need not be short.
WIDTH = 120


def console(*, stderr: bool = False) -> Console:
    """Return where is written to."""
    made = Console(stderr=stderr, highlight=False)
    if not made.is_terminal:
        made.width = WIDTH
    return made


def as_json(found: Comparison, places: int) -> str:
    """Return everything that was found."""
    counted = kinds(found.differences)
    rollups, sums = counted.pop("rollups"), counted.pop("sums")
    listed = [
        {**whole(each), "settled": settled}
        for settled, differences in ((True, found.differences), (False, found.unsettled))
        for each in sorted(differences, key=order)
    ]
    document = {
        "equal": found.is_equal,
        "places": places,
        "states": {"equal": found.states, "beyond_history": found.beyond, **counted},
        "rollups": {"equal": found.rollups, "different": rollups},
        "sums": {"equal": found.sums, "different": sums},
        "unsettled": len(found.unsettled),
        "differences": listed,
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def show(found: Comparison, places: int) -> None:
    """Print the first differences, and what came of all."""
    out = console()
    if found.differences:
        out.print(_table(sorted(found.differences, key=order)))
    for line in _lines(found, places):
        out.print(line, markup=False, soft_wrap=True)


def _table(differences: list[Difference]) -> Table:
    rest = len(differences) - MOST_SHOWN
    caption = f"and {rest:,} more: --json has all" if rest > 0 else None
    table = Table(caption=caption, show_lines=True)
    for name in ("state, rollup or place", "stored", "as history says"):
        table.add_column(name, overflow="fold")
    for each in differences[:MOST_SHOWN]:
        table.add_row(*(Text(_printable(text)) for text in row(each)))
    return table


def _printable(text: str) -> str:
    """Return a text without what would steer a terminal: resource ids are anybody's."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)


def _lines(found: Comparison, places: int) -> Iterator[str]:
    of_places = _number(places, "place")
    equal = f"{_number(found.states, 'state')}, {found.beyond:,} beyond the history"
    if found.is_equal:
        yield f"States and rollups of {of_places} equal what their history says: {equal}."
    if found.differences:
        counted = {kind: _number(n, "state") for kind, n in kinds(found.differences).items()}
        rollups = _number(kinds(found.differences)["rollups"], "rollup")
        yield (
            f"In {of_places} {counted['different']} and {rollups} are not what their history says,"
            f" {counted['not_stored']} should be stored, and {counted['not_in_history']} should"
            f" not. Equal: {equal}."
        )
    if sums := kinds(found.differences)["sums"]:
        yield (
            f"Of {_number(sums, 'place')} the sums of the organisation say something else than the"
            " rollups; the daily comparison of UpdateTotals mends that."
        )
    elif found.sums:
        yield f"The sums of the organisation have what {_number(found.sums, 'place')} count."
    if found.unsettled:
        yield (
            f"{len(found.unsettled):,} of states, rollups and sums changed each time they were"
            " looked at. Run it again when less is written."
        )


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")
