"""Puts the aggregator's actions in front of MiniStack's Config service, and permissions with them.

Stands for: a permission for a query is asked on the ARN of the aggregator, as the service
authorization reference says; MiniStack would ask it on a rule's or on none.
"""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from ministack.core import iam_actions
from ministack.core.responses import error_response_json, json_response
from ministack.services import config

from local.emulator.calls import Properties
from local.emulator.config_aggregator import aggregators, authorisations
from local.emulator.config_aggregator.knowledge import knowledge
from local.emulator.config_aggregator.pages import RefusedError, Request
from local.emulator.config_aggregator.query_answers import select_aggregate_resource_config
from local.emulator.config_aggregator.result_details import (
    get_aggregate_compliance_details_by_config_rule,
)
from local.emulator.config_aggregator.rule_compliance import (
    describe_aggregate_compliance_by_config_rules,
)
from local.emulator.config_aggregator.sources_status import (
    describe_configuration_aggregator_sources_status,
)

type Action = Callable[[Request], Properties]
type Response = tuple[int, Properties, bytes]

BAD_REQUEST = 400
_FUNCTIONS: tuple[Action, ...] = (
    aggregators.put_configuration_aggregator,
    aggregators.describe_configuration_aggregators,
    aggregators.delete_configuration_aggregator,
    authorisations.put_aggregation_authorization,
    authorisations.describe_aggregation_authorizations,
    authorisations.delete_aggregation_authorization,
    describe_configuration_aggregator_sources_status,
    describe_aggregate_compliance_by_config_rules,
    get_aggregate_compliance_details_by_config_rule,
    select_aggregate_resource_config,
)
ACTIONS = {function.__name__.title().replace("_", ""): function for function in _FUNCTIONS}


def install() -> None:
    """Answer the aggregator's actions, and leave all others to MiniStack."""
    others, arn_of_others = config.handle_request, iam_actions.extract_resource_arn

    async def handle_request(method: str, path: str, headers: Any, body: bytes, query: Any) -> Any:
        action = str(headers.get("x-amz-target", "")).rsplit(".", 1)[-1]
        if action not in ACTIONS:
            return await others(method, path, headers, body, query)
        return await asyncio.to_thread(answer, action, body)

    def extract_resource_arn(service: str, *request: Any) -> str:
        if service == "config" and (arn := _aggregator_arn(*request)):
            return arn
        return str(arn_of_others(service, *request))

    config.handle_request = handle_request
    iam_actions.extract_resource_arn = extract_resource_arn


def answer(action: str, body: bytes) -> Response:
    """Answer one action of the account and region that the request is made in."""
    try:
        with knowledge():
            response: Response = json_response(ACTIONS[action](_read(body)))
    except RefusedError as error:
        response = error_response_json(error.code, str(error), BAD_REQUEST)
    return response


def _read(body: bytes) -> Request:
    try:
        request = json.loads(body or b"{}")
    except ValueError:
        request = None
    if not isinstance(request, dict):
        raise RefusedError("SerializationException", "The body is not a JSON object.")
    return request


def _aggregator_arn(
    _method: str, _path: str, headers: Any, body: bytes, _query: Any, region: str, account: str
) -> str | None:
    if str(headers.get("x-amz-target", "")).rsplit(".", 1)[-1] not in ACTIONS:
        return None
    name = iam_actions._safe_json_field(body, "ConfigurationAggregatorName")
    known = aggregators.AGGREGATORS.get_scoped(account, region, name)
    return str(known["ConfigurationAggregatorArn"]) if known else "*"
