"""What each route answers, described: what was asked for, or what is wrong."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from lambdas.compliance_api.parameter_types import A_CURSOR
from lambdas.compliance_api.problem_shapes import ProblemAnswer, RefusalAnswer
from lambdas.compliance_api.routes import Route

type Json = dict[str, Any]

_NEXT = {
    "Link": {
        "description": "where the next page is, relative to this one; absent at the end",
        "schema": {"type": "string"},
        "example": f'<?cursor={A_CURSOR}>; rel="next"',
    },
    "X-Next-Cursor": {
        "description": "the cursor of the next page; absent at the end",
        "schema": {"type": "string"},
        "example": A_CURSOR,
    },
}
_ELSEWHERE = {
    "Location": {
        "description": "where it is, for some minutes",
        "schema": {"type": "string"},
        "example": "https://reports.s3.amazonaws.com/reports/daily/2026-11-20/all.html",
    }
}
_OF_LINKS = {HTTPStatus.GONE: "The link has expired."}
_OF_BODIES = {HTTPStatus.CONTENT_TOO_LARGE: "The body is longer than any order."}
_OF_TOKENS = {HTTPStatus.UNAUTHORIZED: "There is no token, or none that holds."}
_OF_CONFLICTS = {HTTPStatus.CONFLICT: "It cannot be done as things are now; the detail says why."}
_PROBLEMS: dict[HTTPStatus, str] = {
    HTTPStatus.BAD_REQUEST: "A parameter cannot be meant, or asks for more than can be read at"
    " once; the detail names it.",
    HTTPStatus.FORBIDDEN: "The caller may not ask this: by API Gateway, or by the caller's scope.",
    HTTPStatus.NOT_FOUND: "There is no such thing, or none that the caller may see.",
    HTTPStatus.METHOD_NOT_ALLOWED: "The path cannot be asked with this method.",
    HTTPStatus.TOO_MANY_REQUESTS: "API Gateway holds back too many requests; come back later.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong here; the request id names it.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The store does not serve now; come back as Retry-After says.",
}
# What API Gateway answers before anything here runs has a form of its own; so has what it says
# where nothing here answered in time.
_OF_THE_GATEWAY = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.SERVICE_UNAVAILABLE,
}


def answer_of(route: Route[Any], schemas: Mapping[Any, Json]) -> Json:
    """Return what a route answers when all is well."""
    if route.status == HTTPStatus.FOUND:
        return {"description": route.summary, "headers": _ELSEWHERE}
    shapes = [schemas[id(shape)] for shape in route.answers]
    schema = shapes[0] if len(shapes) == 1 else {"anyOf": shapes}
    answer: Json = {
        "description": route.summary,
        "content": {route.media_type: {"schema": schema}},
    }
    if route.formats:
        text = {"schema": {"type": "string"}}
        answer["content"] |= {"text/csv": text, "application/x-ndjson": text}
    if route.formats and "cursor" in route.request.model_fields:
        answer["headers"] = _NEXT
    return answer


def problems_of(
    route: Route[Any], schemas: Mapping[Any, Json], *, tokens: bool
) -> Iterator[tuple[str, Json]]:
    """Yield by status what a route says when something is wrong."""
    own = {"application/problem+json": {"schema": schemas[id(ProblemAnswer)]}}
    gateways = {"application/json": {"schema": schemas[id(RefusalAnswer)]}}
    more = (_OF_BODIES if route.in_body else {}) | (_OF_LINKS if route.at.open else {})
    if tokens:
        more |= _OF_TOKENS
    more |= _OF_CONFLICTS if route.conflicts else {}
    for status, text in sorted((_PROBLEMS | more).items()):
        ours = {} if status == HTTPStatus.UNAUTHORIZED else own
        content = ours | (gateways if status in _OF_THE_GATEWAY else {})
        yield str(int(status)), {"description": text, "content": content}
