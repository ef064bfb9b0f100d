"""A query as a whole: what it makes of all lines of its time."""

from collections.abc import Callable
from dataclasses import dataclass, field

from local.emulator.log_insights.conditions import condition, number
from local.emulator.log_insights.records import WHEN, Row
from local.emulator.log_insights.statistics import statistics
from local.emulator.log_insights.tokens import Words, stages

type Step = Callable[[list[Row]], list[Row]]

MOST = 10_000
POINTER = "@ptr"
_LINE = ["@timestamp", "@message"]


@dataclass
class Query:
    """What is done to the lines, one after the other, and which fields are shown."""

    filters: list[Step] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    are_lines: bool = True

    def answer(self, lines: list[Row]) -> tuple[int, list[Row]]:
        """Return how many lines the first filters let through, and the rows that are shown."""
        rows = sorted(lines, key=lambda line: line[WHEN], reverse=True)
        for let_through in self.filters:
            rows = let_through(rows)
        matched = len(rows)
        for step in self.steps:
            rows = step(rows)
        return matched, [self._show(row) for row in rows[:MOST]]

    def add(self, kind: str, words: Words) -> None:
        """Add a stage, whose first word says of which kind it is."""
        match kind:
            case "fields" | "display":
                shown = words.listed(lambda words: words.take("name").text)
                self.shown += shown
            case "filter" if not self.steps:
                self.filters.append(_filter(words))
            case _ if kind in _STEPS:
                self.steps.append(_STEPS[kind](words))
                self.are_lines &= kind != "stats"
            case _:
                words.refuse()

    def _show(self, row: Row) -> Row:
        shown = self.shown or (_LINE if self.are_lines else row)
        return {name: row[name] for name in (*shown, POINTER) if name in row}


def read_query(text: str) -> Query:
    """Read a query.

    Raises:
        MalformedQueryError: something in it is not understood.

    """
    query = Query()
    for words in map(Words, stages(text)):
        query.add(words.take("name").text, words)
        if words.are_left:
            words.refuse()
    return query


def _filter(words: Words) -> Step:
    let_through = condition(words)
    return lambda rows: [row for row in rows if let_through(row)]


def _limit(words: Words) -> Step:
    most = int(words.take("number").text)
    return lambda rows: rows[:most]


def _sort(words: Words) -> Step:
    keys = words.listed(_sort_key)

    def step(rows: list[Row]) -> list[Row]:
        for name, downwards in reversed(keys):
            rows = sorted(rows, key=lambda row: _place(row.get(name)), reverse=downwards)
        return rows

    return step


def _sort_key(words: Words) -> tuple[str, bool]:
    name = words.take("name").text
    if words.has("("):  # a column of `stats` that has no other name
        name = f"{name}({'*' if words.has('*') else words.take('name').text}"
        name += f", {words.take('number').text})" if words.has(",") else ")"
        words.needs(")")
    if words.has("desc"):
        return name, True
    words.has("asc")  # which it is anyway
    return name, False


def _place(value: object) -> tuple[bool, float, str]:
    """Order what is there behind what is not, numbers as numbers and texts as texts."""
    if value is None:
        return False, 0, ""
    as_number = number(value)
    return True, as_number if as_number is not None else 0, str(value) if as_number is None else ""


_STEPS: dict[str, Callable[[Words], Step]] = {
    "filter": _filter,
    "stats": lambda words: statistics(words).of,
    "sort": _sort,
    "limit": _limit,
}
