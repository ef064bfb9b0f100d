"""Exports in the shape in which they are answered; clients rely on each name."""

from datetime import datetime
from typing import Annotated, Any, TypedDict

from pydantic import Field

from lambdas.compliance_api.export_requests import AN_EXPORT
from lambdas.compliance_api.members import Cursor, Time
from shared.domain.exports import Export, ExportStatus
from shared.domain.times import write_time


class ExportAnswer(TypedDict):
    """The answer of POST /exports and of GET /exports/{id}, and an item of GET /exports."""

    id: Annotated[
        str,
        Field(description="names the export in GET /exports/{id}", examples=[AN_EXPORT]),
    ]
    status: Annotated[
        ExportStatus,
        Field(description="queued and running are not final", examples=["complete"]),
    ]
    complete: Annotated[
        bool,
        Field(description="whether all that was asked for is in the file", examples=[True]),
    ]
    of: Annotated[str, Field(description="states, events or violations", examples=["events"])]
    format: Annotated[str, Field(description="csv or ndjson", examples=["csv"])]
    filters: Annotated[
        dict[str, str],
        Field(description="as they were ordered", examples=[{"account": "222222222222"}]),
    ]
    rows: Annotated[
        int,
        Field(description="rows written so far; in the end, rows in the file", examples=[120]),
    ]
    size: Annotated[
        int,
        Field(description="bytes written so far; in the end, those of the file", examples=[48_211]),
    ]
    created_at: Annotated[Time, Field(description="when it was ordered (UTC)")]
    finished_at: Annotated[
        Time | None, Field(description="when it was over (UTC); null: it is not")
    ]
    expires_at: Annotated[Time, Field(description="when the export and its file are deleted (UTC)")]
    reason: Annotated[
        str | None,
        Field(
            description="why it is not complete, once that is so; null: it is, or is under way",
            examples=["it was not finished within 24 hours"],
        ),
    ]
    url: Annotated[
        str | None,
        Field(
            description="downloads the file, where there is one; unsigned, by GET; null: none",
            examples=[
                f"https://reports.s3.amazonaws.com/exports/{AN_EXPORT}.csv?X-Amz-Expires=900"
            ],
        ),
    ]
    url_expires_at: Annotated[
        Time | None,
        Field(description="when the url ends at the latest (UTC): ask again for another"),
    ]


class ExportsPage(TypedDict):
    """The answer of GET /exports, newest first; the items have no urls."""

    items: Annotated[list[ExportAnswer], Field(description="exports, newest first")]
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
