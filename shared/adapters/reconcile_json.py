"""Runs and reports of Reconcile as JSON, as they are kept, answered and read."""

from collections import Counter
from dataclasses import fields
from datetime import datetime
from typing import Any

from shared.domain.observations import PlaceKey
from shared.domain.reconcile_run import Run
from shared.domain.reconciliation import ReconcileReport, UnknownSource
from shared.domain.tallies import Backfill, Tally
from shared.domain.times import read_time, sortable

type Json = dict[str, Any]


def write_report(report: ReconcileReport) -> Json:
    """Return a report as JSON, with what follows from it."""
    return {
        **_members(report),
        "started": sortable(report.started),
        "finished": sortable(report.finished),
        "found": dict(report.found),
        "unknown": [_write_unknown(unknown) for unknown in report.unknown],
        "accounts": list(report.accounts),
        "missed": report.missed,
        "miss_rate": report.miss_rate,
    }


def read_report(told: Json) -> ReconcileReport:
    """Return the report that was written; members that are not known any more are left out."""
    members: Json = {f.name: told[f.name] for f in fields(ReconcileReport) if f.name in told}
    members |= {
        "started": read_time(told["started"]),
        "finished": read_time(told["finished"]),
        "unknown": tuple(_read_unknown(unknown) for unknown in told["unknown"]),
        "accounts": tuple(told["accounts"]),
    }
    return ReconcileReport(**members)


def write_run(run: Run) -> Json:
    """Return a run as JSON."""
    return {
        **_members(run),
        "started": sortable(run.started),
        "position": _write_place(run.position),
        "tally": _members(run.tally),
        "pending": run.pending and [_write_place(run.pending[0]), _members(run.pending[1])],
        "unknown": [_write_unknown(unknown) for unknown in run.unknown],
        "backfill": run.backfill and _members(run.backfill),
    }


def read_run(told: Json) -> Run:
    """Return the run that was written; members that are not known any more are left out."""
    members: Json = {f.name: told[f.name] for f in fields(Run) if f.name in told}
    members |= {
        "started": read_time(told["started"]),
        "accounts": tuple(told["accounts"]),
        "position": _read_place(told["position"]),
        "tally": _read_tally(told["tally"]),
        "unknown": [_read_unknown(unknown) for unknown in told["unknown"]],
    }
    if told["pending"]:
        place, found = told["pending"]
        members["pending"] = _read_place(place), _read_tally(found)
    if told["backfill"]:
        members["backfill"] = _read_backfill(told["backfill"])
    return Run(**members)


def _members(of: ReconcileReport | Run | Tally | Backfill | UnknownSource) -> Json:
    return {f.name: getattr(of, f.name) for f in fields(of)}


def _write_place(place: PlaceKey | None) -> list[str] | None:
    return [place.account, place.region] if place else None


def _read_place(told: list[str] | None) -> PlaceKey | None:
    return PlaceKey(*told) if told else None


def _read_tally(told: Json) -> Tally:
    return Tally(**told | {"found": Counter(told["found"])})


def _read_backfill(told: Json) -> Backfill:
    counters: Json = {name: Counter(told[name]) for name in ("by_status", "violations")}
    return Backfill(**told | counters)


def _write_unknown(unknown: UnknownSource) -> Json:
    since = unknown.since and sortable(unknown.since)
    return {**_members(unknown), "since": since}


def _read_unknown(told: Json) -> UnknownSource:
    since: datetime | None = read_time(told["since"]) if told["since"] else None
    return UnknownSource(**told | {"since": since})
