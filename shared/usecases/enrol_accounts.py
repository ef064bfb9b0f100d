"""Compare accounts that are new at once, instead of with the next run of all accounts."""

from datetime import datetime, timedelta
from uuid import uuid4

from shared.domain.enrolling import newcomers, ready, waits
from shared.domain.reconcile_run import Run
from shared.domain.sources import Wanted
from shared.usecases.reconcile import LEASE_BEYOND, Progress, work
from shared.usecases.reconcile_desk import ReconcileDesk


def enrol_accounts(
    wanted: Wanted, every: timedelta, until: datetime, desk: ReconcileDesk
) -> Progress:
    """Continue the enrolment that is not finished, or begin one if there are new accounts.

    It closes nothing: what AWS Config does not know of a new account may be on its way.

    Raises:
        RunUnderWayError: another invocation has it.
        SourceUnavailableError: AWS Config does not say where it collects from.
        SourceRefusedError: AWS Config answers nothing.
        StoreUnavailableError: something was not read or written; the next one does it.

    """
    now, lease = desk.clock.now(), until + LEASE_BEYOND
    run = desk.runs.take_enrolment(now, lease)
    if run is None:
        accounts = _who_can_be(wanted, every, now, desk)
        if not accounts:
            return Progress()
        run = Run(run=uuid4().hex[:12], started=now, accounts=accounts, closes=False, enrols=True)
        desk.runs.begin(run, now, lease)
    try:
        return Progress(run, work(run, wanted, until, desk))
    finally:
        desk.runs.release(run, desk.clock.now())


def _who_can_be(
    wanted: Wanted, every: timedelta, now: datetime, desk: ReconcileDesk
) -> tuple[str, ...]:
    """Return the accounts that are new, that AWS Config has a copy of, and that wait no longer.

    Until a first run of all has compared anything, all accounts are new, and that run has them all.
    """
    last = desk.runs.last()
    if last is None or not last.places:
        return ()
    registered = desk.stored.places()
    new = newcomers(registered, wanted, now, every)
    if not new:
        return ()
    return ready(new, registered, desk.config.sources(), wanted.regions, now - waits(every))
