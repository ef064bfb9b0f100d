"""Understands the events that reach the queue; each is the EventBridge event as it is.

Shapes are those that AWS Config really sends (AWS Config developer guide, "Monitoring AWS Config
with Amazon EventBridge") together with their known deviations.
"""

from shared.adapters import json_members as json
from shared.adapters.compliance_change import log_disagreement, read_compliance_change
from shared.adapters.json_objects import Json, read_object, refusal
from shared.adapters.reconciled_messages import read_reconciled
from shared.domain.observations import (
    AWS_CONFIG,
    RECONCILE,
    ApiCall,
    ItemChange,
    Observation,
    OfNoConcern,
    Origin,
    ResourceKey,
)
from shared.domain.recorder import START, STOPS

# Calls after which AWS Config sees or says less of an account, or again more of it; a recorder that
# is put may look at fewer kinds of resources (AWS Config API reference).
CALLS = {START, *STOPS, "PutConfigurationRecorder", "DeleteConfigRule"}
# Items with which AWS Config keeps its own books.
BOOKKEEPING = {"AWS::Config::ResourceCompliance", "AWS::Config::ConformancePackCompliance"}
# Paths of a change that are kept; a table of a summary, not a copy of the item.
PATHS_KEPT = 20


def read_observation(body: str) -> Observation:
    """Return what the event says.

    Raises:
        MalformedEventError: it cannot be understood; the message says what is wrong.

    """
    envelope = read_object(body)
    detail_type = json.text(envelope, "detail-type", longest=256)
    source = json.text(envelope, "source", longest=256)
    if source == RECONCILE:
        return read_reconciled(_origin(envelope), json.member(envelope, "detail"))
    if source != AWS_CONFIG:
        return _dropped(envelope, detail_type, source, "source")
    match detail_type:
        case "Config Rules Compliance Change":
            return read_compliance_change(_origin(envelope), json.member(envelope, "detail"))
        case "Config Configuration Item Change":
            return _item_change(_origin(envelope), json.member(envelope, "detail"))
        case "AWS API Call via CloudTrail":
            return _api_call(_origin(envelope), json.member(envelope, "detail"))
        case _:
            return _dropped(envelope, detail_type, source, "detail-type")


def _origin(envelope: Json) -> Origin:
    return Origin(
        event_id=json.identifier(envelope, "id", longest=256),
        source=json.text(envelope, "source", longest=256),
        detail_type=json.text(envelope, "detail-type", longest=256),
        account=json.account(envelope),
        region=json.region(envelope),
        replayed=bool(envelope.get("replay-name")),
    )


def _dropped(envelope: Json, detail_type: str, source: str, reason: str) -> OfNoConcern:
    texts = {name: json.glimpse(envelope.get(name, "")) for name in ("id", "account", "region")}
    origin = Origin(texts["id"], source, detail_type, texts["account"], texts["region"])
    return OfNoConcern(origin, reason)


def _item_change(origin: Origin, detail: Json) -> Observation:
    # An oversized item has the same detail-type and a summary in place of the item.
    item = json.member(detail, "configurationItem") or json.member(
        detail, "configurationItemSummary"
    )
    if not item:
        raise refusal(detail, "configurationItem", "is missing, and so is configurationItemSummary")
    resource_type = json.identifier(item, "resourceType", longest=256)
    if resource_type in BOOKKEEPING:
        return OfNoConcern(origin, "bookkeeping")
    log_disagreement(origin, item)
    diff = json.member(detail, "configurationItemDiff")
    change_type = json.optional_text(diff, "changeType", longest=64)
    return ItemChange(
        origin,
        ResourceKey(
            origin.account,
            origin.region,
            resource_type,
            json.identifier(item, "resourceId", longest=768),
        ),
        captured=json.time(item, "configurationItemCaptureTime"),
        item_status=json.text(item, "configurationItemStatus", longest=64),
        change_type=change_type or json.optional_text(item, "changeType", longest=64),
        changed_paths=_paths(json.member(diff, "changedProperties")),
    )


def _paths(changed: Json) -> tuple[str, ...]:
    names = [name[:200] for name in sorted(changed)]
    more = len(names) - PATHS_KEPT
    return (*names[:PATHS_KEPT], f"and {more} more") if more > 0 else tuple(names)


def _api_call(origin: Origin, detail: Json) -> Observation:
    name = json.text(detail, "eventName", longest=256)
    if name not in CALLS or detail.get("errorCode"):
        return OfNoConcern(origin, "call")
    return ApiCall(
        origin,
        called=json.time(detail, "eventTime"),
        event_name=name,
        by=json.optional_text(json.member(detail, "userIdentity"), "arn", longest=2048),
        rule_name=json.optional_identifier(
            json.member(detail, "requestParameters"), "configRuleName", longest=256
        ),
    )
