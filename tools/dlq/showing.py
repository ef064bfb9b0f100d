"""Letters in a terminal; whatever they hold, none of it steers the terminal."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tools.dlq.letters import Letter

SHORT_ID = 8
PIPE_WIDTH = 180
WIDE = 140
MOST_ROWS, MOST_REASONS = 100, 10


def console(*, stderr: bool = False) -> Console:
    """Return a console; lines that go into a pipe are not cut to a terminal's width."""
    made = Console(highlight=False, markup=False, emoji=False, stderr=stderr)
    if not made.is_terminal:
        made.width = PIPE_WIDTH
    return made


def printable(text: str) -> str:
    """Return the text with everything escaped that no terminal should get to see."""
    return "".join(
        each if each.isprintable() or each == "\n" else each.encode("unicode_escape").decode()
        for each in text
    )


def show_list(out: Console, letters: Sequence[Letter]) -> None:
    """Print a line for each letter, as far as anybody would read, and the counts by reason."""
    out.print(_letters_table(letters[:MOST_ROWS], out.width))
    if len(letters) > MOST_ROWS:
        out.print(f"... and {len(letters) - MOST_ROWS} more (list --json has all)")
    out.print()
    out.print(_reasons_table(letters))
    out.print()


def _letters_table(letters: Sequence[Letter], width: int) -> Table:
    """Draw a line for each letter; where it is narrow the reason stands below what it is about."""
    table = Table(box=None, pad_edge=False)
    for name in ("id", "given up", "first enqueued", "account"):
        table.add_column(name, no_wrap=True)
    wide = width >= WIDE
    for name in ("about", "reason") if wide else ("about, and reason",):
        table.add_column(name, overflow="fold")
    for each in letters:
        moments = (_moment(each.failed_at, wide=wide), _moment(each.first_enqueued, wide=wide))
        words = (each.about[:200], each.reason[:300])
        cells = (each.id[:SHORT_ID], *moments, each.account[:16])
        for_all = (*cells, *words) if wide else (*cells, "\n".join(filter(None, words)))
        table.add_row(*(Text(printable(cell)) for cell in for_all))
    return table


def _reasons_table(letters: Sequence[Letter]) -> Table:
    """Draw how many letters there are for each reason, the most frequent first."""
    table = Table(box=None, pad_edge=False)
    table.add_column("letters", justify="right")
    table.add_column("reason", overflow="fold")
    counted = Counter(letter.reason for letter in letters).most_common()
    for reason, count in counted[:MOST_REASONS]:
        table.add_row(str(count), Text(printable(reason[:300])))
    if more := counted[MOST_REASONS:]:
        table.add_row(str(sum(count for _, count in more)), f"for {len(more)} other reasons")
    return table


def whole(letter: Letter) -> Text:
    """Return everything that is known of a letter, its body as readable as it can be."""
    members = asdict(letter) | {"attributes": "", "body": ""}
    lines = [f"{name.replace('_', ' '):15} {value}" for name, value in members.items() if value]
    lines += [f"  {name:13} {value}" for name, value in sorted(letter.attributes.items())]
    return Text(printable("\n".join([*lines, "", _pretty(letter.body), ""])))


def as_json(letters: Sequence[Letter]) -> str:
    """Return the letters, and how many there are for each reason, for a program to read."""
    reasons = Counter(letter.reason for letter in letters)
    said = {"letters": [asdict(letter) for letter in letters], "by_reason": dict(reasons)}
    return json.dumps(said, indent=2)


def _pretty(body: str) -> str:
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return body


def _moment(moment: str, *, wide: bool) -> str:
    return (moment[:19] if wide else moment[5:16]).replace("T", " ") or "-"
