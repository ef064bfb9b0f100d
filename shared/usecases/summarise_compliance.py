"""Say how things stand, at a cost that does not grow with the number of states."""

from collections.abc import Iterable
from datetime import datetime

from shared.domain.filters import Filters, Window
from shared.domain.quarters import split
from shared.domain.rollups import Activity, Counts, RollupKey, count
from shared.domain.summary import Summary, summary_of, summary_of_totals
from shared.ports.asking import ComplianceQueries, HistoryQueries


def summarise_compliance(
    filters: Filters,
    window: Window | None,
    compliance: ComplianceQueries,
    history: HistoryQueries,
    now: datetime,
) -> Summary:
    """Return the counts of what is asked for and, where a window is given, what happened in it.

    Raises:
        TooMuchToReadError: there is too much to count it one by one; nothing is counted in part.
        StoreUnavailableError: it could not be read now.

    """
    activity = _activity(filters, window, compliance, history) if window else None
    if filters.only_place and filters.chosen is None:
        return summary_of_totals(compliance.totals(filters.region), now, activity)
    rows = _states(filters, compliance) if filters.resource_id else compliance.rollups(filters)
    return summary_of(rows, now, activity)


def _activity(
    filters: Filters, window: Window, compliance: ComplianceQueries, history: HistoryQueries
) -> Activity:
    """Count changes: by whole quarters of an hour where these are kept, one by one elsewhere."""
    if not filters.only_place:
        return history.activity(filters, window)
    quarters, rest = split(window)
    counted = compliance.activity(filters, quarters) if quarters else Activity()
    return sum((history.activity(filters, part) for part in rest), counted)


def _states(filters: Filters, compliance: ComplianceQueries) -> Iterable[tuple[RollupKey, Counts]]:
    """Yield one row for each state: rollups do not know resources, and a resource has few."""
    for record in compliance.states_of_resource(filters):
        key = record.key
        rollup = RollupKey(key.account, key.region, key.rule_name, key.resource_type)
        yield rollup, count(record.status)
