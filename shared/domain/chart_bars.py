"""Bars under their names, as geometry: widths in percent, so that a chart fits any width."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# The rest of a line is for the number beside the longest bar.
LONGEST_BAR = 78.0
SHORTEST_BAR = 0.8  # what is not nothing can be seen
LONGEST_NAME = 44  # characters; about as many fit on a telephone
_NAME, _BAR, _BETWEEN, _AFTER = 20, 12, 6, 14  # heights in pixels


@dataclass(frozen=True, slots=True)
class Amount:
    """What a bar shows: how much, how that is written, and as which kind of thing."""

    value: float
    written: str
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar at its place: `y` in pixels from the top, `width` in percent."""

    y: int
    width: float
    amount: Amount


@dataclass(frozen=True, slots=True)
class Row:
    """A name, cut to fit, and the bars below it."""

    y: int
    name: str
    whole_name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Rows of bars; `height` in pixels."""

    height: int
    rows: tuple[Row, ...]
    bar_height: int = _BAR


def bar_chart(rows: Iterable[tuple[str, Sequence[Amount]]]) -> BarChart:
    """Return the chart of named amounts, all on one scale that begins at nothing."""
    listed = list(rows)
    most = max((a.value for _, amounts in listed for a in amounts), default=0.0)
    placed, y = [], 0
    for name, amounts in listed:
        bars, top = [], y + _NAME
        for amount in amounts:
            bars.append(Bar(top, _width(amount.value, most), amount))
            top += _BAR + _BETWEEN
        placed.append(Row(y + _NAME - 6, _cut(name), name, tuple(bars)))
        y = top - _BETWEEN + _AFTER
    return BarChart(max(0, y - _AFTER), tuple(placed))


def _width(value: float, most: float) -> float:
    if value <= 0:
        return 0.0
    return max(SHORTEST_BAR, round(LONGEST_BAR * value / most, 2))


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
