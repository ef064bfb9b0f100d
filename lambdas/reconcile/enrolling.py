"""Enrolling accounts that are new, beside the run of all accounts and never in its way."""

from datetime import datetime, timedelta

from lambdas.reconcile.settings import ReconcileSettings
from lambdas.reconcile.telling import tell
from shared.observability import logger
from shared.ports.errors import StoreUnavailableError
from shared.ports.reconciling import (
    RunUnderWayError,
    SourceRefusedError,
    SourceUnavailableError,
)
from shared.usecases.enrol_accounts import enrol_accounts
from shared.usecases.reconcile_desk import ReconcileDesk

# Of the time of an invocation; what is left is for the run of all accounts.
LONGEST = timedelta(minutes=5)

_FAILURES = (SourceRefusedError, SourceUnavailableError, StoreUnavailableError)


def enrol(settings: ReconcileSettings, until: datetime, desk: ReconcileDesk) -> None:
    """Compare new accounts; a failure is logged, and the next invocation tries again."""
    until = min(until, desk.clock.now() + LONGEST)
    try:
        progress = enrol_accounts(settings.wanted, settings.every, until, desk)
    except RunUnderWayError:
        logger.info("another invocation enrols new accounts")
        return
    except _FAILURES as error:
        logger.warning("new accounts were not enrolled", extra={"reason": str(error)})
        return
    if progress.run is None:
        return
    logger.info("new accounts are enrolled", extra={"accounts": list(progress.run.accounts)})
    if progress.report is not None:
        tell(progress.report)
