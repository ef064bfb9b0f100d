"""What `stats` makes of the rows: a row for each group of them."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from local.emulator.log_insights.conditions import number
from local.emulator.log_insights.records import WHEN, Row
from local.emulator.log_insights.tokens import Words

type Key = Callable[[Row], object]

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_OF_NUMBERS: dict[str, Callable[[list[float]], float]] = {
    "min": min, "max": max, "sum": sum, "avg": lambda seen: sum(seen) / len(seen),
}  # fmt: skip


@dataclass(frozen=True)
class Statistic:
    """A column: its name, and what it says of the rows of a group, or None of none."""

    name: str
    of: Callable[[list[Row]], float | None]


@dataclass(frozen=True)
class Statistics:
    """Columns for each group of rows, and by what they are grouped."""

    columns: list[Statistic]
    by: list[tuple[str, Key]]

    def of(self, rows: list[Row]) -> list[Row]:
        """Return a row for each group, in the order in which the groups are met."""
        groups: dict[tuple[object, ...], list[Row]] = {}
        for row in rows:
            groups.setdefault(tuple(key(row) for _name, key in self.by), []).append(row)
        return [self._row(key, group) for key, group in groups.items()]

    def _row(self, key: tuple[object, ...], group: list[Row]) -> Row:
        said = dict(zip((name for name, _key in self.by), key, strict=True))
        said |= {column.name: column.of(group) for column in self.columns}
        return {name: value for name, value in said.items() if value is not None}


def statistics(words: Words) -> Statistics:
    """Read what follows `stats`."""
    columns = words.listed(_column)
    return Statistics(columns, words.listed(_key) if words.has("by") else [])


def _column(words: Words) -> Statistic:
    function = words.take("name").text
    words.needs("(")
    name, of = _function(function, words)
    words.needs(")")
    return Statistic(words.take("name").text if words.has("as") else name, of)


def _function(function: str, words: Words) -> tuple[str, Callable[[list[Row]], float | None]]:
    if function == "count" and words.has("*"):
        return "count(*)", len
    field = words.take("name").text
    if function == "count":
        return f"count({field})", lambda rows: sum(field in row for row in rows)
    if function == "pct":
        words.needs(",")
        share = words.take("number").text
        return f"pct({field}, {share})", _of_numbers(field, _percentile(float(share)))
    if function not in _OF_NUMBERS:
        words.refuse()
    return f"{function}({field})", _of_numbers(field, _OF_NUMBERS[function])


def _of_numbers(
    field: str, of: Callable[[list[float]], float]
) -> Callable[[list[Row]], float | None]:
    def said(rows: list[Row]) -> float | None:
        read = (number(row[field]) for row in rows if field in row)
        seen = sorted(value for value in read if value is not None)
        return of(seen) if seen else None

    return said


def _percentile(share: float) -> Callable[[list[float]], float]:
    """Return the least that so many percent do not exceed; AWS estimates it."""
    return lambda seen: seen[max(0, math.ceil(len(seen) * share / 100) - 1)]


def _key(words: Words) -> tuple[str, Key]:
    if not words.has("bin"):
        name = words.take("name").text
        return name, lambda row: row.get(name)
    words.needs("(")
    length = re.fullmatch(r"(\d+)([smhd])", words.take("name").text)
    words.needs(")")
    if length is None:
        words.refuse()
    milliseconds = int(length[1]) * _SECONDS[length[2]] * 1000
    return f"bin({length[0]})", lambda row: _moment(row[WHEN] // milliseconds * milliseconds)


def _moment(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S.000")
