"""Compare the table with AWS Config, place by place, in as many invocations as that takes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from shared.domain.enrolling import enrolments, watch_began
from shared.domain.places import following, tasks
from shared.domain.reconcile_run import Run
from shared.domain.reconciliation import ReconcileReport
from shared.domain.sources import Wanted
from shared.usecases.reconcile_desk import ReconcileDesk
from shared.usecases.reconcile_task import do_task

# An invocation that has until then is over a little later; then others may continue the run.
LEASE_BEYOND = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is asked for; `confirmed` says that what looks suspicious is closed as well."""

    now: bool = False
    accounts: tuple[str, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is; the report once it is finished. No run: none is due."""

    run: Run | None = None
    report: ReconcileReport | None = None


def reconcile(
    asked: Asked, wanted: Wanted, every: timedelta, until: datetime, desk: ReconcileDesk
) -> Progress:
    """Continue the run that is not finished, or begin one if it is due or asked for.

    Raises:
        RunUnderWayError: another invocation has it.
        SourceUnavailableError: AWS Config does not say where it collects from.
        SourceRefusedError: AWS Config answers nothing.
        StoreUnavailableError: something was not read or written; the next run does it.

    """
    run = _run(asked, every, until, desk)
    if run is None:
        return Progress()
    try:
        return Progress(run, work(run, wanted, until, desk))
    finally:
        desk.runs.release(run, desk.clock.now())


def _run(asked: Asked, every: timedelta, until: datetime, desk: ReconcileDesk) -> Run | None:
    now, lease = desk.clock.now(), until + LEASE_BEYOND
    if run := desk.runs.take(asked.accounts, now, lease):
        run.confirmed |= asked.confirmed
        return run
    last = desk.runs.last()
    # A run that could compare nothing (no agents yet) is no reason to wait for the next.
    if not asked.now and last is not None and last.places and now < last.started + every:
        return None
    run = Run(
        run=uuid4().hex[:12],
        started=now,
        accounts=asked.accounts,
        confirmed=asked.confirmed,
        # The aggregator of a new deployment may still be collecting.
        closes=asked.now or last is not None,
    )
    desk.runs.begin(run, now, lease)
    return run


def work(run: Run, wanted: Wanted, until: datetime, desk: ReconcileDesk) -> ReconcileReport | None:
    """Go through the places that are left; return the report when that was all of them."""
    wanted = replace(wanted, only=run.accounts)
    sources, registered = desk.config.sources(), desk.stored.places()
    found = tasks(sources, registered, wanted, run.started, confirmed=run.confirmed)
    if run.enrols:
        found = enrolments(found, sources, run.run)
    left = following(found, run.position)
    run.of = run.done + len(left)
    desk.runs.keep(run)
    for task in left:
        _announce(run, desk, unless=task.place.account)
        if desk.clock.now() >= until or not do_task(task, run, until, desk):
            return None
    _announce(run, desk)
    report = run.report(desk.clock.now())
    desk.runs.finish(run, report)
    return report


def _announce(run: Run, desk: ReconcileDesk, unless: str | None = None) -> None:
    """Tell how an account stands, once all of its places were compared for the first time.

    It is told once: not by this run if another has compared the first of its places, and told it.
    """
    backfill = run.backfill
    if backfill is None or backfill.account == unless:
        return
    if backfill.backfilled:
        began = watch_began(desk.stored.places_of(backfill.account))
        desk.onboardings.announce(backfill.summary(began or run.run, desk.clock.now()))
    run.backfill = None
