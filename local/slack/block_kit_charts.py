"""What Slack refuses of a chart.

Source: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
"""

from collections.abc import Iterator
from functools import partial
from math import isfinite

from local.slack.block_kit_checks import Block, Check, each, length, lengths

CHART = "data_visualization"
CHARTS, TITLE, LABEL, AXIS_LABEL = 2, 50, 20, 50
SEGMENTS, SERIES, POINTS = 6, 6, 20


def data_visualization(block: Block) -> Iterator[str]:
    """Say everything that is wrong with a chart."""
    yield from length("title", block.get("title"), TITLE)
    chart = block.get("chart")
    kind = chart.get("type") if isinstance(chart, dict) else None
    check = KINDS.get(str(kind))
    if check is None or not isinstance(chart, dict):
        yield f"unknown type of chart {kind!r}"
        return
    yield from check(chart)


def _pie(chart: Block) -> Iterator[str]:
    return each("segments", chart.get("segments"), SEGMENTS, _segment)


def _segment(segment: object) -> Iterator[str]:
    yield from _point(segment)
    if isinstance(segment, dict) and _is_number(segment.get("value")) and segment["value"] <= 0:
        yield f"the value of a segment must be more than 0, is {segment['value']}"


def _on_axes(chart: Block) -> Iterator[str]:
    axes = chart.get("axis_config")
    if not isinstance(axes, dict):
        yield "axis_config is not an object"
        return
    categories = axes.get("categories")
    yield from each("categories", categories, POINTS, partial(length, "category", limit=LABEL))
    yield from lengths(axes, {"x_label": AXIS_LABEL, "y_label": AXIS_LABEL})
    series = chart.get("series")
    yield from each("series", series, SERIES, partial(_series, categories=categories))
    listed = [one for one in series if isinstance(one, dict)] if isinstance(series, list) else []
    if len({str(one.get("name")) for one in listed}) < len(listed):
        yield "two series have one name"


def _series(series: object, categories: object) -> Iterator[str]:
    if not isinstance(series, dict):
        yield "a series is not an object"
        return
    data = series.get("data")
    yield from length("name", series.get("name"), LABEL)
    yield from each("data", data, POINTS, _point)
    points = data if isinstance(data, list) else []
    if [point.get("label") for point in points if isinstance(point, dict)] != categories:
        yield "the labels of a series are not the categories"


def _point(point: object) -> Iterator[str]:
    if not isinstance(point, dict):
        yield "a point is not an object"
        return
    yield from length("label", point.get("label"), LABEL)
    if not _is_number(point.get("value")):
        yield f"value must be a number, is {point.get('value')!r}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


KINDS: dict[str, Check] = {"pie": _pie, "bar": _on_axes, "area": _on_axes, "line": _on_axes}
