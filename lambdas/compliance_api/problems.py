"""What is answered when there is no answer: problem details (RFC 9457), the one place for them."""

import json
from http import HTTPStatus

from lambdas.compliance_api.http_messages import HttpRequest, HttpResponse
from lambdas.compliance_api.parameter_types import CURSOR
from shared.endpoints import ENDPOINTS
from shared.observability import logger
from shared.ports.errors import (
    ExpiredLinkError,
    InvalidCursorError,
    InvalidLinkError,
    StoreUnavailableError,
    UnknownReportError,
)

_RETRY_AFTER_SECONDS = "2"


class ProblemError(Exception):
    """A request that is refused with a status of its own; the message is told to the caller."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR


class NoRouteError(Exception):
    """No endpoint is asked for by this method at this path."""


class BadRequestError(ProblemError):
    """A request that cannot be answered; the message says which parameters and what they may be."""

    status = HTTPStatus.BAD_REQUEST


class ForbiddenError(ProblemError):
    """A caller who may not see what is asked for."""

    status = HTTPStatus.FORBIDDEN


class UnknownError(ProblemError):
    """There is no such thing, or none that the caller may see."""

    status = HTTPStatus.NOT_FOUND


class ConflictError(ProblemError):
    """What is asked for cannot be done as things are now."""

    status = HTTPStatus.CONFLICT


class TooLargeError(ProblemError):
    """More was sent than is read."""

    status = HTTPStatus.CONTENT_TOO_LARGE


class TooManyError(ProblemError):
    """So much is under way that more has to wait."""

    status = HTTPStatus.TOO_MANY_REQUESTS


def problem_of(error: Exception, request: HttpRequest) -> HttpResponse:
    """Return what is answered to a request that ended in an error."""
    request_id = request.request_id
    match error:
        case ProblemError():
            return _problem(error.status, str(error), request_id)
        case InvalidCursorError():
            return _problem(HTTPStatus.BAD_REQUEST, f"cursor must be {CURSOR}", request_id)
        case InvalidLinkError() | ExpiredLinkError() | UnknownReportError():
            return _no_link(error, request_id)
        case NoRouteError():
            return _unknown(request)
        case StoreUnavailableError():
            return _unavailable(request_id)
        case _:
            return _unexpected(request_id)


def _unknown(request: HttpRequest) -> HttpResponse:
    request_id = request.request_id
    methods = sorted(point.method for point in ENDPOINTS if point.serves(request.path))
    if not methods:
        paths = dict.fromkeys(point.path for point in ENDPOINTS)
        detail = f"There is no such path; there are {', '.join(paths)}."
        return _problem(HTTPStatus.NOT_FOUND, detail, request_id)
    allowed = ", ".join(methods)
    detail = f"{request.path} cannot be asked with {request.method}, only with {allowed}."
    return _problem(HTTPStatus.METHOD_NOT_ALLOWED, detail, request_id, allow=allowed)


def _no_link(
    error: InvalidLinkError | ExpiredLinkError | UnknownReportError, request_id: str
) -> HttpResponse:
    match error:
        case InvalidLinkError():
            detail = "This link was not made here, or not all of it was copied."
            return _problem(HTTPStatus.FORBIDDEN, detail, request_id)
        case ExpiredLinkError():
            detail = "This link has expired; newer messages in Slack have links that hold."
            return _problem(HTTPStatus.GONE, detail, request_id)
        case UnknownReportError():
            detail = "This report is not kept any more."
            return _problem(HTTPStatus.NOT_FOUND, detail, request_id)


def _unavailable(request_id: str) -> HttpResponse:
    logger.exception("the store did not answer", request_id=request_id)
    detail = f"This cannot be answered now; try again in {_RETRY_AFTER_SECONDS} seconds."
    return _problem(
        HTTPStatus.SERVICE_UNAVAILABLE, detail, request_id, retry_after=_RETRY_AFTER_SECONDS
    )


def _unexpected(request_id: str) -> HttpResponse:
    logger.exception("a request failed", request_id=request_id)
    detail = f"Something went wrong here; the logs name it by the request id {request_id}."
    return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail, request_id)


def _problem(status: HTTPStatus, detail: str, request_id: str, **headers: str) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status,
        "detail": detail,
        "request_id": request_id,
    }
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(
        status=status,
        content_type="application/problem+json",
        headers={"cache-control": "no-store", **named},
        body=json.dumps(body, ensure_ascii=False),
    )
