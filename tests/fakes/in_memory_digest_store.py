"""Who was heard from and how things stood, in memory."""

from collections.abc import Sequence
from datetime import date

from shared.domain.reconciliation import ReconcileReport
from shared.domain.snapshots import Heard, Snapshot


class InMemoryDigestStore:
    """Keeps one snapshot for each day; an empty one leaves nothing behind, as in a table."""

    def __init__(self) -> None:
        self.places: list[Heard] = []
        self.snapshots: dict[date, Snapshot] = {}

    def heard(self) -> Sequence[Heard]:
        return self.places

    def snapshot(self, day: date) -> Snapshot | None:
        return self.snapshots.get(day)

    def keep_snapshot(self, day: date, snapshot: Snapshot) -> None:
        if snapshot.by_account:
            self.snapshots[day] = snapshot


class LastReconciliation:
    """Keeps one report, or none as long as no run has finished."""

    def __init__(self) -> None:
        self.report: ReconcileReport | None = None

    def last(self) -> ReconcileReport | None:
        return self.report
