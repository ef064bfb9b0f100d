"""Answers the HTTP API: each route reads its request, calls one use case, writes the answer.

API Gateway has found the route and checked the caller for it: nothing is matched here again.
"""

from collections.abc import Mapping
from typing import Any

from lambdas.compliance_api import bootstrap
from lambdas.compliance_api.callers import visible_to_caller
from lambdas.compliance_api.calls import Call
from lambdas.compliance_api.families import route_at
from lambdas.compliance_api.http_messages import HttpRequest, HttpResponse
from lambdas.compliance_api.parameters import read_body, read_request
from lambdas.compliance_api.problems import problem_of
from shared.domain.visibility import Visibility

NOTHING = Visibility(())


def respond(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return what API Gateway answers to a request; whatever happens, callers are told."""
    request = HttpRequest(event)
    try:
        response = _answer(request)
    except Exception as error:  # noqa: BLE001 - each becomes a problem, the unexpected ones logged
        response = problem_of(error, request)
    return response.written()


def _answer(request: HttpRequest) -> HttpResponse:
    route = route_at(request.route)
    if route.in_body:
        asked = read_body(route.request, request)
    else:
        asked = read_request(route.request, request.query)
    visible = NOTHING
    if route.personal:
        visible = visible_to_caller(request, bootstrap.settings())
    have, now = bootstrap.services(), bootstrap.now()
    return route.answer(Call(asked, visible, have, now, request))
