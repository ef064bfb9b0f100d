"""What the function answers: how far a run is, for whoever started it."""

from typing import Any

from shared.adapters.reconcile_json import write_report
from shared.domain.reconcile_run import Run
from shared.domain.reconciliation import ReconcileReport
from shared.domain.times import write_time
from shared.observability import logger
from shared.ports.reconciling import RunUnderWayError


def nothing_due() -> dict[str, Any]:
    """Return the answer where the last run is not old enough."""
    return {"finished": True, "run": None}


def busy(error: RunUnderWayError) -> dict[str, Any]:
    """Return the answer where another invocation has the run, and log it."""
    logger.info("another invocation has the run")
    return {"finished": False, "run": None, "busy_until": write_time(error.until)}


def unfinished(run: Run) -> dict[str, Any]:
    """Return the answer of an invocation that has to end before its run, and log it."""
    answer = {"finished": False, "run": run.run, "done": run.done, "places": run.of}
    logger.info("the run is continued by the next invocation", extra=answer)
    return answer


def finished(run: Run, report: ReconcileReport) -> dict[str, Any]:
    """Return the answer of the last invocation of a run."""
    return {
        "finished": True,
        "run": run.run,
        "done": run.done,
        "places": run.of,
        "report": write_report(report),
    }
