"""Charts of characters, for where there are no pictures."""

from collections.abc import Sequence

_HEIGHTS = "▁▂▃▄▅▆▇█"
_NO_DATA = "·"
_FULL, _EMPTY = "█", "░"
# A smaller difference than this is drawn as one: a score that hardly moves looks calm.
_LEAST_RANGE = 10.0


def sparkline(values: Sequence[float | None]) -> str:
    """Return percentages as a line of characters, with a dot where there is no data."""
    known = [value for value in values if value is not None]
    if not known:
        return _NO_DATA * len(values)
    highest = max(known)
    lowest = min(*known, highest - _LEAST_RANGE)
    return "".join(_NO_DATA if v is None else _height(v, lowest, highest) for v in values)


def text_bar(value: float | None, most: float, width: int = 10) -> str:
    """Return a bar of so many characters; what is not nothing has at least one, all fills it."""
    if value is None:
        return _NO_DATA * width
    if value <= 0:
        return _EMPTY * width
    full = width if value >= most else min(max(1, round(width * value / most)), width - 1)
    return _FULL * full + _EMPTY * (width - full)


def _height(value: float, lowest: float, highest: float) -> str:
    steps = len(_HEIGHTS) - 1
    return _HEIGHTS[round(steps * (value - lowest) / (highest - lowest))]
