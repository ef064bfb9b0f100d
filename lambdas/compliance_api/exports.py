"""The routes of exports. `accounts` are those that whoever asks may see (None: all)."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response

from lambdas.compliance_api.export_answers import ExportsPage, export_answer
from lambdas.compliance_api.export_requests import ExportRequest, ExportsRequest
from lambdas.compliance_api.export_services import export_services
from lambdas.compliance_api.problems import TooManyError, UnknownError
from shared.domain.exports import Export
from shared.ports.asking import Cursors
from shared.usecases.ask_for_export import MOST_UNDER_WAY, TooManyExportsError, ask_for_export

LINK_FOR = timedelta(minutes=15)


def begin(asked: ExportRequest, accounts: frozenset[str] | None, now: datetime) -> Response[str]:
    """Order an export: it is written in the background."""
    have = export_services()
    try:
        export = ask_for_export(asked.wanted(accounts), now, have.exports, have.workers)
    except TooManyExportsError as error:
        raise TooManyError(
            f"{MOST_UNDER_WAY} exports are under way, as many as there can be; wait for one."
        ) from error
    location = {"location": f"/exports/{export.id}"}
    return _answer(export_answer(export), HTTPStatus.ACCEPTED, location)


def show(export_id: str, accounts: frozenset[str] | None, now: datetime) -> Response[str]:
    """Say how far an export is and, once it is over, where its file is to be had."""
    have = export_services()
    export = have.exports.get(export_id, now)
    if export is None or not export.wanted.visible_to(accounts):
        raise UnknownError("There is no such export, or none any more: they are kept for 7 days.")
    if not export.has_file:
        return _answer(export_answer(export.as_seen(now)))
    until = min(now + LINK_FOR, export.expires)
    url = have.links.link(export.file, _name(export), int((until - now).total_seconds()))
    return _answer(export_answer(export, url, until))


def listed(
    asked: ExportsRequest, accounts: frozenset[str] | None, cursors: Cursors, now: datetime
) -> Response[str]:
    """List exports, newest first."""
    request = f"exports {sorted(accounts) if accounts is not None else '*'}"
    after = cursors.read(asked.cursor, request) if asked.cursor else None
    page = export_services().exports.listed(asked.limit, after, now)
    body: ExportsPage = {
        "items": [
            export_answer(export.as_seen(now))
            for export in page.items
            if export.wanted.visible_to(accounts)
        ],
        "next_cursor": cursors.write(page.next, request) if page.next else None,
    }
    return _answer(body)


def _name(export: Export) -> str:
    """Return what the file is called where it is saved: it says itself that it is not whole."""
    part = "" if export.reason is None else "-incomplete"
    return f"{export.wanted.of}-{export.created:%Y%m%dT%H%M%SZ}{part}.{export.wanted.format}"


def _answer(
    body: Mapping[str, object],
    status: HTTPStatus = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> Response[str]:
    return Response(
        status_code=status,
        content_type="application/json",
        headers={"cache-control": "no-store", **(headers or {})},
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
    )
