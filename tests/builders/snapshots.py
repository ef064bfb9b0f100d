"""Counts, snapshots and digests with one word for what matters in a test."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from shared.domain.audience import ORGANISATION, Audience
from shared.domain.digest import Digest, Findings, digest_of
from shared.domain.observations import StateKey, Version
from shared.domain.period import Kind, Period
from shared.domain.reconciled import Reconciled
from shared.domain.reconciliation import ReconcileReport
from shared.domain.recorder import Recorder, RecorderCall
from shared.domain.resolve_times import ResolveTimes, length_of
from shared.domain.resolving import SevenDays
from shared.domain.rollups import Counts
from shared.domain.silence import Watched
from shared.domain.snapshots import Heard, Snapshot
from shared.domain.standing import Standing
from shared.domain.state import Record
from shared.domain.trend import DayCounts
from tests.fakes.clock import NOW

ZONE = ZoneInfo("Europe/Berlin")
YESTERDAY = Period(date(2026, 11, 19), ZONE)
LAST_WEEK = Period(date(2026, 11, 15), ZONE, Kind.WEEKLY)
ONE, TWO, THREE = "111111111111", "222222222222", "333333333333"
HERE, THERE = "eu-central-1", "us-east-1"
API = "https://api.example"
PAYMENTS = Audience("payments", frozenset({ONE}))


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


def stopped(account: str, region: str = HERE) -> Heard:
    """Return a place whose recorder somebody has stopped three hours ago."""
    stop = RecorderCall(NOW - timedelta(hours=3), "StopConfigurationRecorder", "somebody")
    return replace(heard(account, 1, region), recorder=Recorder(stops=(stop,)))


def mute(account: str, region: str = HERE, *, hours_ago: float | None = None) -> Heard:
    """Return a place that never spoke, reconciled so many hours ago if it was."""
    reconciled = None if hours_ago is None else NOW - timedelta(hours=hours_ago)
    return Heard(account, region, reconciled=reconciled)


def report(hours_ago: float = 10, **given: Any) -> ReconcileReport:
    """Return the report of a run that finished so long ago and found nothing to mend."""
    finished = NOW - timedelta(hours=hours_ago)
    made = {"started": finished - timedelta(minutes=10), "places": 2, "compared": 100, **given}
    return ReconcileReport(finished=finished, **{"run": "run-1", **made})


def reconciled(last: ReconcileReport | None, *, late: bool) -> Reconciled:
    """Return what a single run of the period, if any, found."""
    return Reconciled(last, late, (last,) if last else ())


def resolved(*hours: float) -> ResolveTimes:
    """Return what is counted of violations that took so many hours each."""
    lengths = [length_of(timedelta(hours=each)) for each in hours]
    return ResolveTimes({length: lengths.count(length) for length in lengths})


def weeks(*times: ResolveTimes | None) -> tuple[SevenDays, ...]:
    """Return these seven days beside each other, the last of which end yesterday."""
    lasts = (YESTERDAY.day - timedelta(days=7 * n) for n in reversed(range(len(times))))
    return tuple(SevenDays(last, each) for last, each in zip(lasts, times, strict=True))


def findings(standing: Standing, *places: Heard, **given: Any) -> Findings:
    """Return findings of which only what is given is special."""
    plain: dict[str, Any] = {
        "now": NOW,
        "activity": None,
        "resolving": weeks(resolved(), resolved()),
        "oldest": (),
        "history": {},
        "watched": Watched(regions=(HERE,)),
        "reconciled": reconciled(None, late=True),
    }
    return Findings(standing=standing, heard=places, **{**plain, **given})


def digest(
    standing: Standing,
    *places: Heard,
    period: Period = YESTERDAY,
    audience: Audience = ORGANISATION,
    **given: Any,
) -> Digest:
    return digest_of(period, audience, findings(standing, *places, **given))


def history(
    *scores: tuple[int, int] | None, not_recorded: Sequence[int | None] = ()
) -> dict[date, DayCounts]:
    """Return how things stood day by day; the last one is yesterday."""
    days: Sequence[date] = YESTERDAY.last_days(len(scores))
    stopped = not_recorded or [0] * len(scores)
    return {
        day: DayCounts(day, counts(*score) if score else None, not_recorded=places)
        for day, score, places in zip(days, scores, stopped, strict=True)
    }


def record(number: int = 1, *, days: float, account: str = ONE) -> Record:
    """Return a violation that has been open for so many days."""
    began = Version(NOW - timedelta(days=days))
    key = StateKey(account, HERE, "restricted-ssh", "AWS::EC2::SecurityGroup", f"sg-{number:04}")
    return Record(key, "NON_COMPLIANT", began, exact=True, trail=(began,))
