"""A line over days, as geometry: with gaps where there is no data, never a line across them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor

# The horizontal unit is a thousandth of the width, so that a chart fits any width; the vertical
# one is a pixel.
WIDTH, HEIGHT = 1000, 200
_EDGE = 12  # kept free beside the first and the last point
_TOP = 12  # kept free above the highest value
_FEWEST_POINTS = 10.0  # a smaller part of the scale would make a drama of every point
_STEPS = (1, 2, 5, 10, 20, 25)
_MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Dot:
    """A value at its place; `x` in thousandths, `y` in pixels from the top."""

    x: float
    y: float
    day: str
    value: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A number or a day at an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines and areas as SVG paths, one for each run of days without a gap."""

    lines: tuple[str, ...]
    areas: tuple[str, ...]
    dots: tuple[Dot, ...]
    levels: tuple[Tick, ...]
    days: tuple[Tick, ...]
    gaps: tuple[tuple[float, float], ...]

    @property
    def last(self) -> Dot | None:
        """The newest value."""
        return self.dots[-1] if self.dots else None


def percentage_chart(values: Sequence[tuple[str, float | None]], *, labels: int = 5) -> LineChart:
    """Return the chart of percentages (0 to 100), one for each named day, None where unknown."""
    levels = _levels([value for _, value in values if value is not None])
    lowest = levels[0]

    def y(value: float) -> float:
        return round(HEIGHT - (HEIGHT - _TOP) * (value - lowest) / (100 - lowest), 1)

    dots = [Dot(_x(n, values), y(v), day, v) for n, (day, v) in enumerate(values) if v is not None]
    runs = _runs([value is not None for _, value in values], dots)
    return LineChart(
        lines=tuple(_path(run) for run in runs),
        areas=tuple(_area(run) for run in runs),
        dots=tuple(dots),
        levels=tuple(Tick(y(level), f"{level:g} %") for level in levels),
        days=tuple(Tick(_x(n, values), values[n][0]) for n in _spread(len(values), labels)),
        gaps=tuple(_gaps(values)),
    )


def _levels(known: Sequence[float]) -> list[float]:
    """Return the numbers of the scale: to 100, from a round one that no value is below."""
    lowest = min([*known, 100 - _FEWEST_POINTS])
    step = next((s for s in _STEPS if (100 - lowest) / s <= _MOST_STEPS), _STEPS[-1])
    count = max(1, ceil((100 - lowest) / step))
    return [max(0.0, 100.0 - step * n) for n in range(count, -1, -1)]


def _x(number: int, values: Sequence[object]) -> float:
    steps = max(1, len(values) - 1)
    return round(_EDGE + (WIDTH - 2 * _EDGE) * number / steps, 1)


def _runs(known: Sequence[bool], dots: Sequence[Dot]) -> list[list[Dot]]:
    """Return the dots in runs of neighbouring days."""
    runs, rest = [], iter(dots)
    for has_value, days in groupby(known):
        if has_value:
            runs.append([next(rest) for _ in days])
    return runs


def _path(run: Sequence[Dot]) -> str:
    return "M" + " L".join(f"{dot.x:g} {dot.y:g}" for dot in run)


def _area(run: Sequence[Dot]) -> str:
    return f"{_path(run)} L{run[-1].x:g} {HEIGHT} L{run[0].x:g} {HEIGHT} Z"


def _gaps(values: Sequence[tuple[str, float | None]]) -> list[tuple[float, float]]:
    """Return where there is no data: the left edge and the width of each gap."""
    half = (WIDTH - 2 * _EDGE) / max(1, len(values) - 1) / 2
    gaps = []
    for missing, group in groupby(enumerate(values), key=lambda row: row[1][1] is None):
        numbers = [number for number, _ in group]
        if missing:
            left = max(0.0, _x(numbers[0], values) - half)
            right = min(float(WIDTH), _x(numbers[-1], values) + half)
            gaps.append((round(left, 1), round(right - left, 1)))
    return gaps


def _spread(count: int, labels: int) -> list[int]:
    """Return which of so many days are labelled: the first, the last, and some evenly between."""
    shown = min(count, labels)
    if shown <= 1:
        return list(range(shown))
    return sorted({floor(n * (count - 1) / (shown - 1) + 0.5) for n in range(shown)})
