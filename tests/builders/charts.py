"""Slack's charts, of which a test says what is special."""

from collections.abc import Sequence
from typing import Any

type Chart = dict[str, Any]

DAYS = ("Mon", "Tue", "Wed")


def points(labels: Sequence[str] = DAYS, value: float = 3) -> list[Chart]:
    return [{"label": label, "value": value + n} for n, label in enumerate(labels)]


def series(name: str = "Score", labels: Sequence[str] = DAYS, value: float = 3) -> Chart:
    return {"name": name, "data": points(labels, value)}


def chart(kind: str = "line", *of: Chart, title: str = "Score by day", **axes: Any) -> Chart:
    """Return a chart on axes."""
    drawn = {
        "type": kind,
        "series": list(of or [series()]),
        "axis_config": {"categories": list(DAYS), **axes},
    }
    return {"type": "data_visualization", "title": title, "chart": drawn}


def pie(*segments: Chart) -> Chart:
    drawn = {"type": "pie", "segments": list(segments or points())}
    return {"type": "data_visualization", "title": "Parts", "chart": drawn}
