"""What AWS Config says in its events it also knows: each event that makes sense is learned.

Replayed events are not: EventBridge replays them, AWS Config has nothing to do with it.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from local.emulator.config_aggregator.model import SourceModel
from local.emulator.config_aggregator.place import Place, Result, Version
from local.emulator.config_aggregator.reading import (
    LONGEST,
    Json,
    json_object,
    moment,
    optional_moment,
    optional_text,
    text,
)

type Lesson = tuple[Version, Callable[[Place], object]]

REGION = re.compile(r"[a-z]{2,}(-[a-z]+)+-\d{1,2}")
# Items with which AWS Config keeps its own books: no resources.
BOOKS = {"AWS::Config::ResourceCompliance", "AWS::Config::ConformancePackCompliance"}
EXISTS = {"OK", "ResourceDiscovered"}
DELETED = {"ResourceDeleted", "ResourceDeletedNotRecorded"}
LONGEST_RESOURCE_ID = 768
EARLIEST = datetime.min.replace(tzinfo=UTC)


def learn(model: SourceModel, envelope: Json) -> None:
    """Take what an event says into the model; what cannot be understood changes nothing."""
    if envelope["source"] != "aws.config" or envelope.get("replay-name"):
        return
    with suppress(ValueError):
        account, region = text(envelope, "account"), text(envelope, "region")
        if not REGION.fullmatch(region):
            return
        read = _READERS.get(envelope["detail-type"], _heard)
        version, change = read(envelope, json_object(envelope, "detail"))
        place = model.place(account, region, version)
        if place is not None:
            change(place)


def _nothing(_place: Place) -> None:
    """Only know that the place is there."""


def _heard(envelope: Json, _detail: Json) -> Lesson:
    time = moment(envelope.get("time"))
    return (time, time, str(envelope.get("id"))), _nothing


def _compliance_change(envelope: Json, detail: Json) -> Lesson:
    result = json_object(detail, "newEvaluationResult")
    identifier = json_object(result, "evaluationResultIdentifier")
    qualifier = json_object(identifier, "evaluationResultQualifier")
    ordering = optional_moment(identifier, "orderingTimestamp")
    recorded = moment(result.get("resultRecordedTime"))
    learned = Result(
        rule=_either(detail, qualifier, "configRuleName"),
        resource=(
            _either(detail, qualifier, "resourceType"),
            _either(detail, qualifier, "resourceId", LONGEST_RESOURCE_ID),
        ),
        compliance=text(result, "complianceType"),
        version=(recorded, ordering or EARLIEST, str(envelope.get("id"))),
        ordering=ordering,
        invoked=optional_moment(result, "configRuleInvokedTime"),
        annotation=optional_text(result, "annotation"),
        rule_arn=optional_text(detail, "configRuleARN") or optional_text(detail, "configRuleArn"),
    )
    if qualifier.get("evaluationMode") == "PROACTIVE":  # of a resource that does not exist
        return learned.version, _nothing
    return learned.version, lambda place: place.take(learned)


def _either(detail: Json, qualifier: Json, name: str, longest: int = LONGEST) -> str:
    return text(detail if detail.get(name) else qualifier, name, longest)


def _item_change(envelope: Json, detail: Json) -> Lesson:
    # An oversized item has a summary in its place.
    item = json_object(detail, "configurationItem") or json_object(
        detail, "configurationItemSummary"
    )
    captured = moment(item.get("configurationItemCaptureTime"))
    version = (captured, captured, str(envelope.get("id")))
    resource = (text(item, "resourceType"), text(item, "resourceId", LONGEST_RESOURCE_ID))
    status = text(item, "configurationItemStatus")
    if status in DELETED:
        return version, lambda place: place.end(resource, version)
    if status in EXISTS and resource[0] not in BOOKS:
        tags = {str(key): str(value) for key, value in json_object(item, "tags").items()}
        return version, lambda place: place.tag(resource, tags, version)
    return version, _nothing


def _api_call(envelope: Json, detail: Json) -> Lesson:
    called = moment(detail.get("eventTime"))
    version = (called, called, str(envelope.get("id")))
    if text(detail, "eventName") != "DeleteConfigRule" or detail.get("errorCode"):
        return version, _nothing
    rule = text(json_object(detail, "requestParameters"), "configRuleName")
    return version, lambda place: place.end(rule, version)


_READERS: dict[str, Callable[[Json, Json], Lesson]] = {
    "Config Rules Compliance Change": _compliance_change,
    "Config Configuration Item Change": _item_change,
    "AWS API Call via CloudTrail": _api_call,
}
