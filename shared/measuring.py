"""What functions measure: a line of the log for a run, in CloudWatch's embedded metric format."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from aws_lambda_powertools.metrics import MetricUnit

from shared.observability import metrics

_MILLISECOND = timedelta(milliseconds=1)


def count(counts: Mapping[str, int]) -> None:
    """Count under the names of metrics what happened at all; who needs a zero writes it itself."""
    for name, value in counts.items():
        if value:
            metrics.add_metric(name=name, unit=MetricUnit.Count, value=value)


def time(name: str, took: Iterable[timedelta]) -> None:
    """Measure times one by one, so that there are percentiles of them; clocks may differ a bit."""
    for each in took:
        value = max(each, timedelta()) / _MILLISECOND
        metrics.add_metric(name=name, unit=MetricUnit.Milliseconds, value=round(value))


def flush() -> None:
    """Write what was measured, if anything was."""
    if metrics.metric_set:
        metrics.flush_metrics()
