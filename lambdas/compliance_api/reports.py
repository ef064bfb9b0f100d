"""The way to a report: whoever has a link that holds is sent to where the report is."""

from http import HTTPStatus

from lambdas.compliance_api import bootstrap
from lambdas.compliance_api.calls import Call
from lambdas.compliance_api.http_messages import HttpResponse
from lambdas.compliance_api.requests import LinkRequest
from shared.domain.reports import read_report_name
from shared.ports.errors import UnknownReportError


def report(call: Call[LinkRequest]) -> HttpResponse:
    """Lead to a report, by a link that was signed here; the address holds for minutes.

    Raises:
        InvalidLinkError: the link was not made here, or was altered.
        ExpiredLinkError: it does not hold any more.
        UnknownReportError: the report is gone.
        StoreUnavailableError: the key cannot be had, or S3 does not answer.

    """
    report_id, desk = call.request.parameters["report_id"], bootstrap.reports()
    desk.links.check(report_id, call.asked.expires, call.asked.signature, call.now)
    name = read_report_name(report_id)
    if name is None:
        raise UnknownReportError(report_id)
    return HttpResponse(
        status=HTTPStatus.FOUND,
        headers={
            "location": desk.shelf.address(name),
            "cache-control": "no-store",
            "referrer-policy": "no-referrer",
        },
        body="",
    )
