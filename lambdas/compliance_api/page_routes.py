"""The routes of what people open: what links lead to, and the description of the API."""

from http import HTTPStatus
from typing import Any, Final

from lambdas.compliance_api import description, link_pages, reports, requests
from lambdas.compliance_api.routes import Route
from shared import endpoints

ROUTES: Final[tuple[Route[Any], ...]] = (
    Route(
        at=endpoints.TIMELINE_PAGE,
        request=requests.TimelinePageRequest,
        answer=link_pages.timeline_page,
        answers=(str,),
        personal=False,
        media_type="text/html",
    ),
    Route(
        at=endpoints.VIOLATIONS_PAGE,
        request=requests.ViolationsPageRequest,
        answer=link_pages.violations_page,
        answers=(str,),
        personal=False,
        media_type="text/html",
    ),
    Route(
        at=endpoints.REPORT,
        request=requests.LinkRequest,
        answer=reports.report,
        answers=(),
        personal=False,
        status=HTTPStatus.FOUND,
    ),
    Route(
        at=endpoints.OPENAPI,
        request=requests.Nothing,
        answer=description.openapi,
        answers=(dict[str, Any],),
        personal=False,
    ),
    Route(
        at=endpoints.DOCS,
        request=requests.Nothing,
        answer=description.docs,
        answers=(),
        personal=False,
        media_type="text/html",
    ),
)
