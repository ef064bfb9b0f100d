"""Say how things stand, at a cost that does not grow with the number of states."""

from datetime import datetime

from shared.domain.filters import Filters, Window
from shared.domain.quarters import split
from shared.domain.rollups import Activity, Counts, RollupKey, count
from shared.domain.state import Record
from shared.domain.summary import Summary, summary_of, summary_of_totals
from shared.ports.asking import ComplianceQueries, HistoryQueries
from shared.usecases.count_muted import (
    MutedSources,
    muted_in_organisation,
    muted_records,
    muted_rows,
)


def summarise_compliance(
    filters: Filters,
    window: Window | None,
    compliance: ComplianceQueries,
    history: HistoryQueries,
    now: datetime,
    muting: MutedSources | None = None,
) -> Summary:
    """Return the counts of what is asked for and, where a window is given, what happened in it.

    With `muting` it is also said how many violations are muted.

    Raises:
        TooMuchToReadError: there is too much to count it one by one; nothing is counted in part.
        StoreUnavailableError: it could not be read now.

    """
    activity = _activity(filters, window, compliance, history) if window else None
    if filters.only_place and filters.chosen is None:
        totals = compliance.totals(filters.region)
        summary = summary_of_totals(totals, now, activity)
        if muting is None:
            return summary
        muted = muted_in_organisation(totals, filters.region, compliance, muting)
        return summary.with_muted(muted)
    if filters.resource_id:
        records = list(compliance.states_of_resource(filters))
        summary = summary_of(map(_row, records), now, activity)
        return summary.with_muted(muted_records(records, muting.mutes) if muting else None)
    rows = list(compliance.rollups(filters))
    summary = summary_of(rows, now, activity)
    return summary.with_muted(muted_rows(rows, filters, muting) if muting else None)


def _activity(
    filters: Filters, window: Window, compliance: ComplianceQueries, history: HistoryQueries
) -> Activity:
    """Count changes: by whole quarters of an hour where these are kept, one by one elsewhere."""
    if not filters.only_place:
        return history.activity(filters, window)
    quarters, rest = split(window)
    counted = compliance.activity(filters, quarters) if quarters else Activity()
    return sum((history.activity(filters, part) for part in rest), counted)


def _row(record: Record) -> tuple[RollupKey, Counts]:
    """Return one row of a state: rollups do not know resources, and a resource has few."""
    key = record.key
    rollup = RollupKey(key.account, key.region, key.rule_name, key.resource_type)
    return rollup, count(record.status)
