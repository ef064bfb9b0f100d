"""The routes of exports."""

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from lambdas.compliance_api.answers import answer, page
from lambdas.compliance_api.calls import Call
from lambdas.compliance_api.export_answers import ExportAnswer, export_answer
from lambdas.compliance_api.export_requests import ExportRequest, ExportsRequest
from lambdas.compliance_api.http_messages import HttpResponse
from lambdas.compliance_api.problems import TooManyError, UnknownError
from lambdas.compliance_api.requests import Nothing
from shared.domain.exports import Export, is_export_id
from shared.usecases.ask_for_export import MOST_UNDER_WAY, TooManyExportsError, ask_for_export
from shared.usecases.list_exports import list_exports

if TYPE_CHECKING:
    from lambdas.compliance_api.export_services import ExportServices

LINK_FOR = timedelta(minutes=15)


def begin(call: Call[ExportRequest]) -> HttpResponse:
    """Order an export: it is written in the background."""
    have = _services()
    wanted = call.asked.wanted(_visible(call))
    try:
        export = ask_for_export(wanted, call.now, have.exports, have.workers)
    except TooManyExportsError as error:
        raise TooManyError(
            f"{MOST_UNDER_WAY} exports are under way, as many as there can be; wait for one."
        ) from error
    location = {"location": f"/exports/{export.id}"}
    return answer(export_answer(export), HTTPStatus.ACCEPTED, location)


def show(call: Call[Nothing]) -> HttpResponse:
    """Say how far an export is and, once it is over, where its file is to be had."""
    have, now, asked = _services(), call.now, call.request.parameters["id"]
    export = have.exports.get(asked, now) if is_export_id(asked) else None
    if export is None or not export.wanted.visible_to(_visible(call)):
        raise UnknownError("There is no such export, or none any more: they are kept for 7 days.")
    if not export.has_file:
        return answer(export_answer(export.as_seen(now)))
    until = min(now + LINK_FOR, export.expires)
    url = have.links.link(export.file, _name(export), int((until - now).total_seconds()))
    return answer(export_answer(export, url, until))


def listed(call: Call[ExportsRequest]) -> HttpResponse:
    """List exports, newest first."""
    asked, cursors, now = call.asked, call.have.cursors, call.now
    accounts = _visible(call)
    request = f"exports {sorted(accounts) if accounts is not None else '*'}"
    after = cursors.read(asked.cursor, request) if asked.cursor else None
    found = list_exports(accounts, asked.limit, after, now, _services().exports)
    items = [export_answer(export.as_seen(now)) for export in found.items]
    next_cursor = cursors.write(found.next, request) if found.next else None
    return page(call, asked.format, ExportAnswer, items, next_cursor)


def _visible(call: Call[Any]) -> frozenset[str] | None:
    accounts = call.visible.accounts
    return None if accounts is None else frozenset(accounts)


def _name(export: Export) -> str:
    """Return what the file is called where it is saved: it says itself that it is not whole."""
    part = "" if export.reason is None else "-incomplete"
    return f"{export.wanted.of}-{export.created:%Y%m%dT%H%M%SZ}{part}.{export.wanted.format}"


def _services() -> "ExportServices":
    """Return what exports need: it brings boto3 with it, which no other route waits for."""
    from lambdas.compliance_api.export_services import export_services  # noqa: PLC0415 - slow

    return export_services()
