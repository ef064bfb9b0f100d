"""What the digest says of comparing with AWS Config."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.domain.reconciliation import ReconcileReport

# A run may be late by as much again as it is due; after that it is news that there is none.
_LATE = 2
# For how long the report of each run is kept.
REPORTS_KEPT = timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What the last finished run found; `late` where that is too long ago, or there is none.

    `runs` are those that finished in the period of the digest; None where they are not kept.
    """

    report: ReconcileReport | None
    late: bool
    runs: tuple[ReconcileReport, ...] | None

    @property
    def together(self) -> ReconcileReport | None:
        """What the runs of the period did together; None: nothing.

        The rest is as the newest says, of some accounts only where no run was of all.
        """
        runs = {report.run: report for report in self.runs or ()}.values()
        if not runs:
            return None
        found: Counter[str] = Counter()
        for report in runs:
            found.update(report.found)
        return replace(
            max(runs, key=lambda report: (not report.accounts, report.finished)),
            compared=sum(report.compared for report in runs),
            found=found,
            backfilled=sum(report.backfilled for report in runs),
            closed=sum(report.closed for report in runs),
        )


def reconciled_of(
    report: ReconcileReport | None,
    runs: Sequence[ReconcileReport] | None,
    every: timedelta,
    now: datetime,
) -> Reconciled:
    """Return what the last finished run and those of a period say; one is due every so often."""
    late = report is None or now - report.finished > _LATE * every
    return Reconciled(report, late, None if runs is None else tuple(runs))
