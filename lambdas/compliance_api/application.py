"""Answers the HTTP API: each route reads its request, calls one use case, writes the answer."""

from collections.abc import Callable

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response

from lambdas.compliance_api import bootstrap
from lambdas.compliance_api.callers import visible_to_caller
from lambdas.compliance_api.calls import Call
from lambdas.compliance_api.families import FAMILIES, Routes, route_at
from lambdas.compliance_api.parameters import read_body, read_request
from lambdas.compliance_api.problems import problem_of
from shared.domain.visibility import Visibility
from shared.endpoints import Endpoint

NOTHING = Visibility(())
app = APIGatewayHttpResolver()
app.exception_handler(Exception)(lambda error: problem_of(error, app.current_event))


def _answering(at: Endpoint, load: Callable[[], Routes]) -> Callable[..., Response[str]]:
    def answer(**path: str) -> Response[str]:
        event, route = app.current_event, route_at(at, load)
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


for _load, _family in FAMILIES.items():
    for _at in _family:
        _rule = _at.path.replace("{", "<").replace("}", ">")
        app.route(_rule, method=_at.method)(_answering(_at, _load))
