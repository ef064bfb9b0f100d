"""Answers the HTTP API: each route reads its request, calls one use case, writes the answer."""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response

from lambdas.compliance_api import bootstrap
from lambdas.compliance_api.callers import visible_to_caller
from lambdas.compliance_api.calls import Call
from lambdas.compliance_api.parameters import read_body, read_request
from lambdas.compliance_api.problems import problem_of
from lambdas.compliance_api.routes import ROUTES, Route
from shared.domain.visibility import Visibility

NOTHING = Visibility(())
app = APIGatewayHttpResolver()
app.exception_handler(Exception)(lambda error: problem_of(error, app.current_event))


def _answering(route: Route[Any]) -> Callable[..., Response[str]]:
    def answer(**path: str) -> Response[str]:
        event = app.current_event
        if route.in_body:
            asked = read_body(route.request, event)
        else:
            asked = read_request(route.request, event.raw_query_string)
        visible = NOTHING
        if route.personal:
            visible = visible_to_caller(event, bootstrap.settings())
        have, now = bootstrap.services(), bootstrap.now()
        return route.answer(Call(asked, visible, have, now, event, path))

    return answer


for _route in ROUTES:
    _rule = _route.at.path.replace("{", "<").replace("}", ">")
    app.route(_rule, method=_route.at.method)(_answering(_route))
