"""Charts as SVG: places in percent, so that text is as large on a telephone.

What they show stands below them as a table too, for whoever does not see them.
"""

from collections.abc import Iterator
from html import escape
from itertools import accumulate
from typing import Any

from local.slack.block_kit_charts import data_visualization

type Chart = dict[str, Any]

# Percent of the height: where the highest value is, the lowest one, and the names of the axis.
TOP, BOTTOM, NAMES = 12.0, 84.0, 97.0
# The part of its place that a group of bars fills.
FILLED = 0.6
MOST_NAMES = 6


def render_chart(block: Chart) -> str:
    """Render a chart; one that Slack would refuse is shown as what it is."""
    if any(data_visualization(block)):
        return f'<div class="unknown">{escape(str(block))}</div>'
    title, chart = escape(block["title"]), block["chart"]
    drawn = "".join(_pie(chart) if chart["type"] == "pie" else _on_axes(chart))
    kind = "pie" if chart["type"] == "pie" else "plot"
    return (
        f"<figure><figcaption>{title}</figcaption>{_said_of_axis(chart)}{_legend(chart)}"
        f'<svg class="{kind}" role="img" aria-label="{title}">{drawn}</svg>'
        f"<details><summary>As a table</summary>{_table(chart)}</details></figure>"
    )


def _on_axes(chart: Chart) -> Iterator[str]:
    series, names = chart["series"], chart["axis_config"]["categories"]
    values: list[float] = [point["value"] for one in series for point in one["data"]]
    highest = max(values)
    lowest = min(*values, highest - 1 if chart["type"] == "line" else 0)
    span = (highest - lowest) or 1

    def y(value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (value - lowest) / span

    for level in (lowest, highest):
        yield f'<line class="level" x1="0" x2="100%" y1="{y(level):.1f}%" y2="{y(level):.1f}%"/>'
        yield f'<text x="0" y="{y(level) - 2:.1f}%">{level:,}</text>'
    for number, one in enumerate(series):
        heights = [y(point["value"]) for point in one["data"]]
        if chart["type"] == "bar":
            yield from _bars(heights, y(0), number, len(series))
        else:
            yield _line(heights, number, area=chart["type"] == "area")
    step = -(-len(names) // MOST_NAMES)
    for at in range(len(names) - 1, -1, -step):
        x = _middle(at, len(names))
        yield f'<text class="name" x="{x:.1f}%" y="{NAMES}%">{escape(names[at])}</text>'


def _middle(at: int, places: int) -> float:
    return 100 * (at + 0.5) / places


def _bars(heights: list[float], ground: float, number: int, groups: int) -> Iterator[str]:
    width = 100 / len(heights) * FILLED / groups
    for at, height in enumerate(heights):
        x = _middle(at, len(heights)) + width * (number - groups / 2)
        yield (
            f'<rect class="s{number}" x="{x:.1f}%" width="{width:.1f}%"'
            f' y="{min(height, ground):.1f}%" height="{abs(ground - height):.1f}%"/>'
        )


def _line(heights: list[float], number: int, *, area: bool) -> str:
    """Return a line through points; only what is stretched can have points in percent."""
    points = [(_middle(at, len(heights)), y) for at, y in enumerate(heights)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    under = f" {points[-1][0]:.1f},{BOTTOM} {points[0][0]:.1f},{BOTTOM}"
    below = f'<polygon class="s{number}" points="{path}{under}"/>' if area else ""
    dots = (f'<circle class="s{number}" cx="{x:.1f}%" cy="{y:.1f}%" r="3"/>' for x, y in points)
    return (
        '<svg viewBox="0 0 100 100" preserveAspectRatio="none">'
        f'{below}<polyline class="s{number}" points="{path}"/></svg>{"".join(dots)}'
    )


def _pie(chart: Chart) -> Iterator[str]:
    """Yield the segments as dashes of a line that is as wide as the circle's radius."""
    values = [segment["value"] for segment in chart["segments"]]
    shares = [100 * value / sum(values) for value in values]
    begins = accumulate(shares, initial=0.0)
    for number, (share, begin) in enumerate(zip(shares, begins, strict=False)):
        yield (
            f'<circle class="s{number}" cx="50%" cy="50%" r="35" pathLength="100"'
            f' stroke-dasharray="{share:.2f} 100" stroke-dashoffset="{-begin:.2f}"/>'
        )


def _said_of_axis(chart: Chart) -> str:
    said = chart.get("axis_config", {}).get("y_label")
    return f"<small>{escape(said)}</small>" if said else ""


def _legend(chart: Chart) -> str:
    """Return which colour is which, where there are several."""
    parts = chart["segments"] if chart["type"] == "pie" else chart["series"]
    names = [part.get("name", part.get("label")) for part in parts]
    shown = (f'<span><i class="s{n}"></i>{escape(name)}</span>' for n, name in enumerate(names))
    return f'<div class="legend">{"".join(shown)}</div>' if len(names) > 1 else ""


def _table(chart: Chart) -> str:
    if chart["type"] == "pie":
        parts = (_row((part["label"], part["value"])) for part in chart["segments"])
        return f"<table>{''.join(parts)}</table>"
    axes, series = chart["axis_config"], chart["series"]
    head = [axes.get("x_label", ""), *(one["name"] for one in series)]
    columns = [[point["value"] for point in one["data"]] for one in series]
    rows = zip(axes["categories"], *columns, strict=True)
    return f"<table>{_row(head, 'th')}{''.join(_row(row) for row in rows)}</table>"


def _row(cells: Any, tag: str = "td") -> str:
    written = (f"{c:,}" if isinstance(c, int | float) else escape(c) for c in cells)
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in written)}</tr>"
