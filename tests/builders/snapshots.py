"""Counts, snapshots and digests with one word for what matters in a test."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from shared.domain.digest import Digest, Standing, digest_of
from shared.domain.period import Period
from shared.domain.reconciled import Reconciled
from shared.domain.reconciliation import ReconcileReport
from shared.domain.rollups import Activity, Counts
from shared.domain.silence import Watched
from shared.domain.snapshots import Heard, Snapshot
from tests.fakes.clock import NOW

ZONE = ZoneInfo("Europe/Berlin")
YESTERDAY = Period(date(2026, 11, 19), ZONE)
ONE, TWO, THREE = "111111111111", "222222222222", "333333333333"
HERE, THERE = "eu-central-1", "us-east-1"


def counts(compliant: int, non_compliant: int) -> Counts:
    return Counts(compliant + non_compliant, compliant, non_compliant)


def snapshot(days_ago: float = 0, **scores: tuple[int, int]) -> Snapshot:
    """Return a snapshot: one=(3, 1) is three compliant states and one violation in account ONE."""
    names = {"one": ONE, "two": TWO, "three": THREE}
    by_account = {names[name]: counts(*score) for name, score in scores.items()}
    return Snapshot(NOW - timedelta(days=days_ago), by_account)


def heard(account: str, hours_ago: float, region: str = HERE) -> Heard:
    last = NOW - timedelta(hours=hours_ago)
    return Heard(account, region, last - timedelta(days=1), last)


def mute(account: str, region: str = HERE, *, hours_ago: float | None = None) -> Heard:
    """Return a place that never spoke, reconciled so many hours ago if it was."""
    reconciled = None if hours_ago is None else NOW - timedelta(hours=hours_ago)
    return Heard(account, region, reconciled=reconciled)


def report(hours_ago: float = 10, **given: Any) -> ReconcileReport:
    """Return the report of a run that finished so long ago and found nothing to mend."""
    finished = NOW - timedelta(hours=hours_ago)
    made = {"started": finished - timedelta(minutes=10), "places": 2, "compared": 100, **given}
    return ReconcileReport(run="run-1", finished=finished, **made)


def digest(
    standing: Standing,
    *places: Heard,
    watched: Watched | None = None,
    activity: Activity | None = None,
    reconciled: Reconciled | None = None,
) -> Digest:
    return digest_of(
        YESTERDAY,
        standing,
        activity,
        heard=places,
        watched=watched or Watched(regions=(HERE,)),
        reconciled=reconciled or Reconciled(None, late=True),
    )
