"""Say how things stand, at a cost that does not grow with the number of states."""

from collections.abc import Iterable
from datetime import datetime

from shared.domain.filters import Filters, Window
from shared.domain.rollups import Counts, RollupKey, count
from shared.domain.summary import Summary, summary_of
from shared.ports import ComplianceQueries, HistoryQueries

_PAGE = 100


def summarise_compliance(
    filters: Filters,
    window: Window | None,
    compliance: ComplianceQueries,
    history: HistoryQueries,
    now: datetime,
) -> Summary:
    """Return the counts of what is asked for and, where a window is given, what happened in it.

    Raises:
        StoreUnavailableError: it could not be read now.

    """
    rows = _states(filters, compliance) if filters.resource_id else compliance.rollups(filters)
    activity = history.activity(filters, window) if window else None
    return summary_of(rows, now, activity)


def _states(filters: Filters, compliance: ComplianceQueries) -> Iterable[tuple[RollupKey, Counts]]:
    """Yield one row for each state: rollups do not know resources, and a resource has few."""
    position = None
    while True:
        page = compliance.states(filters, _PAGE, position)
        for record in page.items:
            key = record.key
            rollup = RollupKey(key.account, key.region, key.rule_name, key.resource_type)
            yield rollup, count(record.status)
        position = page.next
        if position is None:
            return
