"""Where metrics are kept: in CloudWatch of the emulator, whose API shows them too.

They come from the threads of functions and requests, and the emulator drops old ones by writing
lists anew: one lock keeps what is written meanwhile.
"""

import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

from ministack.services import cloudwatch

from local.emulator.alarms.definitions import Alarm, Metric

MINUTE = 60
_lock = threading.Lock()


def install() -> None:
    """Let nothing be lost when old values are dropped."""
    drop_old = cloudwatch._evict_old_metrics

    def drop_old_under_lock() -> None:
        with _lock:
            drop_old()

    cloudwatch._evict_old_metrics = drop_old_under_lock


def record(
    namespace: str,
    name: str,
    values: Sequence[float],
    dimensions: Mapping[str, str],
    at: float | None = None,
) -> None:
    """Add values of a metric of the account and region in scope, measured now or `at`."""
    moment = time.time() if at is None else at
    with _lock:
        _points(namespace, name, dimensions).extend(
            {"Timestamp": moment, "Value": float(value), "Unit": "None", "Dimensions": dimensions}
            for value in values
        )


def record_reading(
    namespace: str, name: str, value: float, dimensions: Mapping[str, str], now: float
) -> None:
    """Note how something stands of which AWS publishes a value each minute.

    That of a minute is the newest one: what is over is over at the next look.
    """
    with _lock:
        points = _points(namespace, name, dimensions)
        if points and now - points[-1]["Timestamp"] < MINUTE:
            points[-1]["Value"] = float(value)
            return
    record(namespace, name, [value], dimensions, now)


def values_of(alarm: Alarm, now: float) -> list[float | None]:
    """Return what an alarm looks at in each of its periods, the newest first."""
    parts = {name: _by_period(metric, alarm, now) for name, metric in alarm.metrics.items()}
    return [
        alarm.expression({name: periods[index] for name, periods in parts.items()})
        for index in range(alarm.spans)
    ]


def _by_period(metric: Metric, alarm: Alarm, now: float) -> list[float | None]:
    periods: list[list[dict[str, Any]]] = [[] for _ in range(alarm.spans)]
    for point in list(_kept(metric)):
        index = int((now - point["Timestamp"]) // alarm.period)
        # Written while this looks, or by a clock that is ahead: of now.
        if index < alarm.spans:
            periods[max(index, 0)].append(point)
    return [_statistic(metric.statistic, points) for points in periods]


def _statistic(name: str, points: list[dict[str, Any]]) -> float | None:
    if not points:
        return None
    value: float | None = cloudwatch._stat_value(cloudwatch._calc_stats(points), name, points)
    return value


def _kept(metric: Metric) -> Sequence[dict[str, Any]]:
    dimensions = cloudwatch._dims_key(metric.dimensions)
    key = (metric.namespace, metric.name, dimensions)
    kept: Sequence[dict[str, Any]] = cloudwatch._metrics.get(key) or ()
    return kept


def _points(namespace: str, name: str, dimensions: Mapping[str, str]) -> list[dict[str, Any]]:
    points: list[dict[str, Any]] = cloudwatch._metric_bucket(
        (namespace, name, cloudwatch._dims_key(dimensions))
    )
    return points
