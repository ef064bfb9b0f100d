"""Exports in the shape in which they are answered; clients rely on each name."""

from datetime import datetime
from typing import Annotated, Any, TypedDict

from pydantic import Field

from lambdas.compliance_api.shapes import Cursor
from shared.domain.exports import Export, ExportStatus
from shared.domain.times import write_time

type Time = Annotated[str, Field(description="instant in UTC, ISO 8601")]


class ExportAnswer(TypedDict):
    """The answer of POST /exports and of GET /exports/{id}, and an item of GET /exports."""

    id: Annotated[str, Field(description="names the export in GET /exports/{id}")]
    status: Annotated[ExportStatus, Field(description="queued and running are not final")]
    complete: Annotated[bool, Field(description="whether all that was asked for is in the file")]
    of: Annotated[str, Field(description="states, events or violations", examples=["events"])]
    format: Annotated[str, Field(description="csv or ndjson", examples=["csv"])]
    filters: Annotated[dict[str, str], Field(description="as they were ordered")]
    rows: Annotated[int, Field(description="rows written so far; in the end, rows in the file")]
    size: Annotated[int, Field(description="bytes written so far; in the end, those of the file")]
    created_at: Time
    finished_at: Time | None
    expires_at: Annotated[str, Field(description="when the export and its file are deleted")]
    reason: Annotated[str | None, Field(description="why it is not complete, once that is so")]
    url: Annotated[
        str | None, Field(description="downloads the file, where there is one; unsigned, by GET")
    ]
    url_expires_at: Annotated[
        str | None, Field(description="when the url ends at the latest; ask again for another")
    ]


class ExportsPage(TypedDict):
    """The answer of GET /exports, newest first; the items have no urls."""

    items: list[ExportAnswer]
    next_cursor: Cursor


def export_answer(
    export: Export, url: str | None = None, url_expires: datetime | None = None
) -> ExportAnswer:
    """Return the body of an export."""
    return {
        "id": export.id,
        "status": export.status,
        "complete": export.status is ExportStatus.COMPLETE,
        "of": export.wanted.of,
        "format": export.wanted.format,
        "filters": _filters(export),
        "rows": export.rows,
        "size": export.size,
        "created_at": write_time(export.created),
        "finished_at": write_time(export.finished) if export.finished else None,
        "expires_at": write_time(export.expires),
        "reason": export.reason,
        "url": url,
        "url_expires_at": write_time(url_expires) if url_expires else None,
    }


def _filters(export: Export) -> dict[str, str]:
    wanted, window = export.wanted, export.wanted.window
    names = wanted.filters.__dataclass_fields__
    given: dict[str, Any] = {name: getattr(wanted.filters, name) for name in names}
    given |= {"severity": wanted.severity}
    if wanted.of == "events":
        given |= {
            "start_date": window.start and write_time(window.start),
            "end_date": window.end and write_time(window.end),
        }
    return {name: str(value) for name, value in given.items() if value is not None}
