"""Counting the places whose recorder is stopped, so that an alarm lasts as long as they are."""

from aws_lambda_powertools.metrics import MetricUnit

from shared.observability import logger, metrics
from shared.ports.errors import StoreUnavailableError
from shared.ports.reconciling import StoredPlaces

# What one line of the log names.
_NAMED = 50


def count_stopped(stored: StoredPlaces) -> None:
    """Count them, none included, and log where they are; if that fails, the next run does it."""
    try:
        places = stored.not_recorded()
    except StoreUnavailableError as error:
        logger.warning("stopped recorders were not counted", extra={"reason": str(error)})
        return
    if places:
        named = [f"{place.account} {place.region}" for place in places[:_NAMED]]
        logger.warning("recorders are stopped", extra={"number": len(places), "places": named})
    metrics.add_metric(name="RecordersStopped", unit=MetricUnit.Count, value=len(places))
    metrics.flush_metrics()
