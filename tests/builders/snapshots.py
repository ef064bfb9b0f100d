"""Counts, snapshots and digests with one word for what matters in a test."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from shared.domain.digest import Digest, Standing, digest_of
from shared.domain.period import Period
from shared.domain.rollups import Activity, Counts
from shared.domain.snapshots import Heard, Snapshot
from tests.fakes.clock import NOW

ZONE = ZoneInfo("Europe/Berlin")
YESTERDAY = Period(date(2026, 11, 19), ZONE)
ONE, TWO, THREE = "111111111111", "222222222222", "333333333333"


def counts(compliant: int, non_compliant: int) -> Counts:
    return Counts(compliant + non_compliant, compliant, non_compliant)


def snapshot(days_ago: float = 0, **scores: tuple[int, int]) -> Snapshot:
    """Return a snapshot: one=(3, 1) is three compliant states and one violation in account ONE."""
    names = {"one": ONE, "two": TWO, "three": THREE}
    by_account = {names[name]: counts(*score) for name, score in scores.items()}
    return Snapshot(NOW - timedelta(days=days_ago), by_account)


def heard(account: str, hours_ago: float, region: str = "eu-central-1") -> Heard:
    last = NOW - timedelta(hours=hours_ago)
    return Heard(account, region, last - timedelta(days=1), last)


def digest(
    standing: Standing,
    *places: Heard,
    configured: tuple[str, ...] = (),
    activity: Activity | None = None,
) -> Digest:
    return digest_of(YESTERDAY, standing, activity, places, configured)
