"""What the digest says of comparing with AWS Config."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.reconciliation import ReconcileReport

# A run may be late by as much again as it is due; after that it is news that there is none.
_LATE = 2


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What the last finished run found; `late` where that is too long ago, or there is none."""

    report: ReconcileReport | None
    late: bool


def reconciled_of(report: ReconcileReport | None, every: timedelta, now: datetime) -> Reconciled:
    """Return what the last finished run says at that time; one is due every so often."""
    return Reconciled(report, late=report is None or now - report.finished > _LATE * every)
