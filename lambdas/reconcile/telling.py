"""What a finished run leaves in metrics and logs."""

from collections.abc import Mapping
from dataclasses import asdict

from aws_lambda_powertools.metrics import MetricUnit

from shared.domain.reconciliation import ReconcileReport
from shared.metric_names import metric_name
from shared.observability import logger, metrics


def tell(report: ReconcileReport) -> None:
    """Count what a run found, zero included, so that an alarm on it has data.

    What a run of some accounts found is logged alone: it says nothing of all others.
    """
    counts = {
        "reconcile_finished": 1,
        "compared_states": report.compared,
        **report.found,
        "missed_events": report.missed,
        "backfilled": report.backfilled,
        "unknown_sources": report.left_alone - report.held_back,
        "suspicious_closings": report.held_back,
    }
    if not report.accounts:
        _count(report, counts)
    for unknown in report.unknown:
        logger.warning("a place was left alone", extra=asdict(unknown))
    logger.info("a run is finished", extra={"places": report.places, **counts})


def _count(report: ReconcileReport, counts: Mapping[str, int]) -> None:
    for name, value in counts.items():
        metrics.add_metric(name=metric_name(name), unit=MetricUnit.Count, value=value)
    if report.miss_rate is not None:
        metrics.add_metric(name="MissRate", unit=MetricUnit.Percent, value=report.miss_rate)
    metrics.flush_metrics()
