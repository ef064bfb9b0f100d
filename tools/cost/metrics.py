"""Custom metrics, which CloudWatch bills by the hours in which they have data."""

from collections.abc import Mapping
from typing import Any

from tools.cost.bill import Line

# Of Reconcile, each quarter of an hour, zero as well (lambdas/reconcile/recorders.py).
_OF_EACH_QUARTER = frozenset({"RecordersStopped"})
HOURS_OF_A_DAY = 24


def of_each_hour(units: Mapping[str, Any]) -> Line:
    """Return those that have data where nothing happens: the run of each minute emits some."""
    return Line(
        "custom metrics, with data all the time", "custom_metric_month", len(_always(units))
    )


def of_changes(units: Mapping[str, Any], changes_a_day: float) -> Line:
    """Return the others, each taken to have data in every hour in which anything changes.

    Changes are taken to be spread over the day: as many hours as changes, and no more than all.
    """
    names = frozenset[str]().union(*units["metrics"].values()) - _always(units)
    share = min(HOURS_OF_A_DAY, changes_a_day) / HOURS_OF_A_DAY
    return Line("custom metrics of changes", "custom_metric_month", len(names) * share)


def _always(units: Mapping[str, Any]) -> frozenset[str]:
    return _OF_EACH_QUARTER | frozenset(units["idle"]["metrics"])
