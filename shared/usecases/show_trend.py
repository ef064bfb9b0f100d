"""Show how things stood, day by day."""

from shared.domain.trend import DayCounts, Days, Subject, trend_of
from shared.ports.overview import SnapshotQueries


def show_trend(subject: Subject, days: Days, snapshots: SnapshotQueries) -> list[DayCounts]:
    """Return each day with what was kept of it, and nothing where nothing was.

    How many violations were muted is kept of all accounts together alone.

    Raises:
        StoreUnavailableError: it could not be read now.

    """
    return trend_of(days, snapshots.daily(subject, days))
