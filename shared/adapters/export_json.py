"""Exports as JSON, as they are kept."""

from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from shared.domain.exports import Export, ExportFormat, ExportOf, ExportStatus, Wanted
from shared.domain.filters import Filters, Window
from shared.domain.severity import Severity
from shared.domain.times import read_time, sortable

type Json = dict[str, Any]

_MOMENTS = ("created", "heard", "finished")


def write_export(export: Export) -> Json:
    """Return an export as JSON; who holds it is no part of that."""
    members: Json = {f.name: getattr(export, f.name) for f in fields(Export) if f.name != "holder"}
    members |= {name: _write(members[name]) for name in _MOMENTS}
    return members | {"wanted": _write_wanted(export.wanted)}


def read_export(told: Json) -> Export:
    """Return the export that was written; members that are not known any more are left out."""
    members: Json = {f.name: told[f.name] for f in fields(Export) if f.name in told}
    members |= {name: _read(told[name]) for name in _MOMENTS}
    members |= {
        "wanted": _read_wanted(told["wanted"]),
        "status": ExportStatus(told["status"]),
        "position": tuple(told["position"]) if told["position"] else None,
    }
    return Export(**members)


def _write_wanted(wanted: Wanted) -> Json:
    return {
        "of": wanted.of,
        "format": wanted.format,
        "filters": {name: value for name, value in asdict(wanted.filters).items() if value},
        "start": _write(wanted.window.start),
        "end": _write(wanted.window.end),
        "severity": wanted.severity,
        "accounts": wanted.accounts,
    }


def _read_wanted(told: Json) -> Wanted:
    return Wanted(
        of=ExportOf(told["of"]),
        format=ExportFormat(told["format"]),
        filters=Filters(**told["filters"]),
        window=Window(start=_read(told["start"]), end=_read(told["end"])),
        severity=Severity(told["severity"]) if told["severity"] else None,
        accounts=None if told["accounts"] is None else tuple(told["accounts"]),
    )


def _write(moment: datetime | None) -> str | None:
    return sortable(moment) if moment else None


def _read(moment: str | None) -> datetime | None:
    return read_time(moment) if moment else None
