"""Keeping which organisational units accounts are in, beside the run and never in its way."""

from datetime import datetime, timedelta

from aws_lambda_powertools.metrics import MetricUnit

from lambdas.reconcile import bootstrap
from shared.observability import logger, metrics
from shared.ports.channel import Clock
from shared.ports.errors import StoreUnavailableError
from shared.ports.reconciling import SourceRefusedError, SourceUnavailableError
from shared.usecases.look_up_units import look_up_units
from shared.usecases.reconcile_desk import OutOfTimeError

# Of the time of an invocation; the organisation is walked from its root each time.
LONGEST = timedelta(minutes=5)

_FAILURES = (
    OutOfTimeError,
    SourceRefusedError,
    SourceUnavailableError,
    StoreUnavailableError,
)


def keep_units(until: datetime, clock: Clock) -> None:
    """Look the units up where that is due; a failure is logged and counted, for an alarm."""
    until = min(until, clock.now() + LONGEST)
    try:
        changed = look_up_units(bootstrap.units(), bootstrap.organisation(), until, clock)
    except _FAILURES as error:
        reason = str(error) or "there was not enough time; the next invocation goes on"
        logger.error("organisational units were not looked up", extra={"reason": reason})
        _count(1)
        return
    if changed is not None:
        logger.info("organisational units were looked up", extra={"changed": changed})
        _count(0)


def _count(failures: int) -> None:
    metrics.add_metric(name="UnitsNotLookedUp", unit=MetricUnit.Count, value=failures)
    metrics.flush_metrics()
