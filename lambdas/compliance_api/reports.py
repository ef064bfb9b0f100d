"""The way to a report: whoever has a link that holds is sent to where the report is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import parse_qs

from aws_lambda_powertools.event_handler import Response

from shared.adapters.s3_report_links import S3ReportLinks
from shared.adapters.signed_links import SignedLinks
from shared.domain.reports import read_report_name
from shared.ports.errors import UnknownReportError


@dataclass(frozen=True, slots=True)
class ReportDesk:
    """What links are checked with, and where reports are."""

    links: SignedLinks
    shelf: S3ReportLinks
    now: Callable[[], datetime]


def open_report(report_id: str, raw_query: str, desk: ReportDesk) -> Response[str]:
    """Answer with the address of a report, which holds for minutes.

    Raises:
        InvalidLinkError: the link was not made here, or was altered.
        ExpiredLinkError: it does not hold any more.
        UnknownReportError: the report is gone.
        StoreUnavailableError: the key cannot be had, or S3 does not answer.

    """
    given = parse_qs(raw_query)
    expires, signature = (given.get(name, [""])[-1] for name in ("expires", "signature"))
    desk.links.check(report_id, expires, signature, desk.now())
    name = read_report_name(report_id)
    if name is None:
        raise UnknownReportError(report_id)
    return Response(
        status_code=HTTPStatus.FOUND,
        headers={
            "location": desk.shelf.address(name),
            "cache-control": "no-store",
            "referrer-policy": "no-referrer",
        },
        body="",
    )
