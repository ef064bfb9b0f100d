"""What the local AWS answers under `/_local/`, beside what AWS does.

`POST /_local/aws-events` publishes events as AWS services do, and what they say AWS Config knows
from then on; with `?deliver=no` AWS Config knows it, and the events are lost. `POST
/_local/aws-config` changes what AWS Config knows without an event, and `GET` shows all of it. `POST
/_local/outages` lets a service answer nobody for a while, or answer late.
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from local.emulator import outages, service_events
from local.emulator.config_aggregator import changes
from local.emulator.config_aggregator.knowledge import knowledge

type Answer = tuple[int, object]

OK, BAD_REQUEST, NOT_FOUND = 200, 400, 404
DELIVER = {"yes": True, "no": False}


class MistakeError(Exception):
    """What is wrong with a request."""


def answer(method: str, path: str, query_string: bytes, body: bytes) -> Answer:
    """Answer one request; what is wrong with it is said, and nothing of it is done."""
    route = _ROUTES.get((method, path))
    if route is None:
        return NOT_FOUND, {"message": "Not Found"}
    query = dict(parse_qsl(query_string.decode("latin-1"), keep_blank_values=True))
    try:
        return OK, route(query, body)
    except MistakeError as error:
        return BAD_REQUEST, {"message": str(error)}


def _publish(query: dict[str, str], body: bytes) -> object:
    deliver = DELIVER.get(query.pop("deliver", "yes"))
    if deliver is None or query:
        raise MistakeError("the query may be deliver=yes or deliver=no, and nothing else")
    envelopes = _read(body, service_events.problems)
    ids = [service_events.publish(each, deliver=deliver) for each in envelopes]
    return {"delivered": ids if deliver else [], "lost": [] if deliver else ids}


def _change_config(_query: dict[str, str], body: bytes) -> object:
    wanted = _read(body, changes.problems)
    with knowledge() as model:
        return {"results_gone": changes.apply(model, wanted)}


def _show_config(_query: dict[str, str], _body: bytes) -> object:
    with knowledge() as model:
        return changes.describe(model)


def _start_outage(_query: dict[str, str], body: bytes) -> object:
    wanted = _read(body, outages.problems)
    outages.OUTAGES.start(**wanted)
    return wanted


def _read(body: bytes, problems: Callable[[object], list[str]]) -> Any:
    try:
        read = json.loads(body)
    except ValueError as error:
        raise MistakeError(f"the body is not JSON: {error}") from error
    if wrong := problems(read):
        raise MistakeError("; ".join(wrong))
    return read


_ROUTES: dict[tuple[str, str], Callable[[dict[str, str], bytes], object]] = {
    ("POST", "/_local/aws-events"): _publish,
    ("POST", "/_local/aws-config"): _change_config,
    ("GET", "/_local/aws-config"): _show_config,
    ("POST", "/_local/outages"): _start_outage,
}
