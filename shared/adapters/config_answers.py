"""Understands the rows that AWS Config's aggregator answers with.

A row that is not of the documented shape is no result: what it is about counts as not told.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from shared.adapters.compliance_change import LONGEST_ANNOTATION
from shared.domain.differences import Resource, Result
from shared.domain.observations import PlaceKey, RuleKey
from shared.domain.sources import Source

type Json = Mapping[str, Any]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_LONGEST_REASON = 200
_GLOBAL = "global"


def read_place(row: Json) -> PlaceKey:
    """Return the place that a row of rules or results is about."""
    return PlaceKey(row.get("AccountId", ""), row.get("AwsRegion", ""))


def read_source(row: Json) -> Source:
    """Return how it goes with a source."""
    said = ": ".join(filter(None, (row.get("LastErrorCode"), row.get("LastErrorMessage"))))
    return Source(
        PlaceKey(row.get("SourceId", ""), row.get("AwsRegion", "")),
        row.get("LastUpdateStatus", "UNKNOWN"),
        _utc(row["LastUpdateTime"]) if "LastUpdateTime" in row else None,
        _CONTROL.sub(" ", said)[:_LONGEST_REASON] or None,
    )


def read_result(row: Json, rule: RuleKey) -> Result | None:
    """Return a result; None where it is of another rule or of no resource that is deployed."""
    qualifier = row.get("EvaluationResultIdentifier", {}).get("EvaluationResultQualifier", {})
    resource = _resource(qualifier.get("ResourceType"), qualifier.get("ResourceId"))
    recorded, status = row.get("ResultRecordedTime"), row.get("ComplianceType")
    of_rule = RuleKey(
        row.get("AccountId", ""), row.get("AwsRegion", ""), qualifier.get("ConfigRuleName", "")
    )
    proactive = qualifier.get("EvaluationMode") == "PROACTIVE"
    if of_rule != rule or proactive or not (resource and recorded and status):
        return None
    annotation = _CONTROL.sub(" ", row.get("Annotation") or "").strip()[:LONGEST_ANNOTATION]
    return Result(resource, status, _milliseconds(recorded), annotation or None)


def read_overview(row: str, place: PlaceKey) -> Iterator[tuple[str, Resource, str]]:
    """Yield what a resource's own item says: rule, resource, status."""
    document = _document(row)
    told = document.get("configuration") or {}
    resource = _resource(told.get("targetResourceType"), told.get("targetResourceId"))
    if (document.get("accountId"), document.get("awsRegion")) != (place.account, place.region):
        return
    for rule in told.get("configRuleList") or ():
        name, status = rule.get("configRuleName"), rule.get("complianceType")
        if name and status and resource:
            yield name, resource, status


def read_resource_id(row: str, place: PlaceKey) -> str | None:
    """Return the id of a resource; None where it is of another place."""
    document = _document(row)
    here = document.get("awsRegion") in {place.region, _GLOBAL}
    found = document.get("resourceId")
    return found if here and document.get("accountId") == place.account else None


def _resource(resource_type: str | None, resource_id: str | None) -> Resource | None:
    return (resource_type, resource_id) if resource_type and resource_id else None


def _document(row: str) -> Json:
    document = json.loads(row)
    return document if isinstance(document, dict) else {}


def _milliseconds(moment: datetime) -> datetime:
    """Return the instant as events write it: the API has microseconds, they have none."""
    utc = _utc(moment)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
