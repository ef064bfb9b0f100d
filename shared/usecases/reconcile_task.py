"""Do with one place what has to be done with it: compare it, close it, or leave it alone."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from shared.domain.differences import place_closing
from shared.domain.places import Close, Compare, Leave, Task
from shared.domain.reconcile_run import Run
from shared.domain.reconciliation import UnknownSource
from shared.domain.sources import SUCCEEDED
from shared.domain.tallies import Tally, tally_of
from shared.ports.reconciling import SourceUnavailableError
from shared.usecases.reconcile_desk import OutOfTimeError, ReconcileDesk
from shared.usecases.reconcile_place import reconcile_place

# Invocations that one place may end (it is too large, or they crash) before it is left alone.
MOST_TRIES = 4


def do_task(task: Task, run: Run, until: datetime, desk: ReconcileDesk) -> bool:
    """Be done with one place and keep that; return False where there was no time for it.

    Raises:
        SourceRefusedError: AWS Config answers nothing.
        StoreUnavailableError: something was not read or written.

    """
    match task:
        case Leave(unknown=unknown):
            run.leave(unknown)
            run.advance(task.place)
            return True
        case Close():
            _close(task, run, desk)
        case Compare():
            try:
                _compare(task, run, until, desk)
            except OutOfTimeError:
                return False
        case never:
            assert_never(never)
    desk.runs.keep(run)
    return True


def _compare(task: Compare, run: Run, until: datetime, desk: ReconcileDesk) -> None:
    try:
        if run.tries < MOST_TRIES:
            run.advance(task.place, reconcile_place(task, run, until, desk))
            return
        reason = f"{MOST_TRIES} invocations ended before it was compared; the next run tries again"
    except SourceUnavailableError as error:
        reason = str(error)
    place = task.place
    run.leave(UnknownSource(place.account, place.region, SUCCEEDED, reason, task.settled))
    run.advance(place)


def _close(task: Close, run: Run, desk: ReconcileDesk) -> None:
    """Close all of a place; its account counts once."""
    place, before = task.place, run.begin(task.place)
    states = sum(record.status is not None for record in desk.stored.states_of(place))
    if not run.closes:
        run.advance(place, Tally(postponed=states))
        return
    gone = place_closing(place, task.reason, run.started)
    counted = tally_of([gone]) if run.gone != place.account else Tally()
    found = replace(counted, closed=states).at_least(before)
    run.expect(place, found)
    desk.runs.keep(run)
    desk.repairs.send([gone])
    run.gone = place.account
    run.advance(place, found)
