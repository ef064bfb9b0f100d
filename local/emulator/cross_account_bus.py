"""A rule's target may be an event bus in another account.

Stands for: EventBridge assumes the target's role, which must trust events.amazonaws.com (for rules
of its own account, where it asks for that) and allow events:PutEvents on the bus; the bus's own
policy must allow the sending account, for this source and detail-type. The event keeps its id,
time, account, region and replay-name. A refused event goes to the target's dead-letter queue, or is
dropped.
"""

import json
import logging
from typing import Any

from ministack.core import iam_evaluator
from ministack.core.arn import parse_arn
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import eventbridge, iam

from local.emulator.calls import Properties

log = logging.getLogger("local.cross_account_bus")


def install() -> None:
    """Wrap the emulator's own delivery to a bus, which is for buses in the same account."""
    same_account = eventbridge._dispatch_to_event_bus

    def dispatch(
        bus: Any,
        event: Properties,
        rule: Properties,
        path: set[str],
        payload: str | None = None,
    ) -> None:
        if bus.account_id == get_account_id():
            same_account(bus, event, rule, path, payload)
        else:
            deliver(str(bus), event, rule, path)

    eventbridge._dispatch_to_event_bus = dispatch


def deliver(bus_arn: str, event: Properties, rule: Properties, path: set[str]) -> None:
    """Put one event on a bus of another account, if every policy on the way allows it."""
    key = eventbridge._rule_key(rule.get("Name"), rule.get("EventBusName", "default"))
    target = next(t for t in eventbridge._targets.get(key, []) if t["Arn"] == bus_arn)
    if why := refusal(bus_arn, target.get("RoleArn"), event):
        log.error("event %s not delivered to %s: %s", event["EventId"], bus_arn, why)
        _to_dead_letter_queue(target, event)
        return
    bus = parse_arn(bus_arn)
    arrived = {**event, "EventBusName": bus.resource.split("/", 1)[1]}
    with request_scope(bus.account_id, bus.region):
        eventbridge._dispatch_event({**arrived, "_DispatchPath": [*path, key]})
        eventbridge._archive_event(arrived)


def refusal(bus_arn: str, role_arn: str | None, event: Properties) -> str | None:
    """Say why the event may not go to the bus, or None when it may."""
    role = iam._roles.get(role_arn.rsplit("/", 1)[-1]) if role_arn else None
    if role is None:
        return "the target's RoleArn is no role of the sending account"
    if not _trusts_eventbridge(role["AssumeRolePolicyDocument"], role_arn):
        return f"{role_arn} does not trust events.amazonaws.com"
    put = iam_evaluator.EvalContext(
        principal_arn=role_arn,
        principal_type="AssumedRole",
        principal_account=get_account_id(),
        action="events:PutEvents",
        resource_arn=bus_arn,
        region=get_region(),
        service_context={
            "events:source": event["Source"],
            "events:detail-type": event["DetailType"],
        },
    )
    policies = iam_evaluator._gather_role_policies(role["RoleName"], get_account_id())
    limits = iam_evaluator._permissions_boundary(iam._roles, role["RoleName"], get_account_id())
    if iam_evaluator.evaluate(put, policies, *limits).decision != "Allow":
        return f"{role_arn} may not events:PutEvents on the bus"
    return None if _bus_allows(bus_arn, put) else "the bus policy does not allow it"


def _trusts_eventbridge(document: str | Properties, role_arn: str | None) -> bool:
    trust = json.loads(document) if isinstance(document, str) else document
    service = "events.amazonaws.com"
    assume = iam_evaluator.EvalContext(
        principal_arn=service,
        principal_type="AWSService",
        principal_account="",
        action="sts:AssumeRole",
        resource_arn=role_arn,
        region=get_region(),
        service_context={"aws:sourceaccount": get_account_id()},
    )
    return any(
        iam_evaluator._service_principal_matches(statement.get("Principal"), service)
        and iam_evaluator._conditions_met(statement.get("Condition", {}), assume)
        for statement in trust["Statement"]
    )


def _bus_allows(bus_arn: str, put: object) -> bool:
    bus = parse_arn(bus_arn)
    with request_scope(bus.account_id, bus.region):
        policy = eventbridge._event_bus_policies.get(bus.resource.split("/", 1)[1])
        return bool(iam_evaluator.evaluate_resource_policy(policy, put).decision == "Allow")


def _to_dead_letter_queue(target: Properties, event: Properties) -> None:
    queue = (target.get("DeadLetterConfig") or {}).get("Arn")
    if queue:
        view = eventbridge._pattern_event_view(event)
        payload = json.dumps(view.event_with_detail())
        eventbridge._dispatch_to_sqs(parse_arn(queue), payload)
