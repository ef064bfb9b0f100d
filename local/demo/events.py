"""Events in the shapes that AWS Config sends to EventBridge.

Source: AWS Config developer guide, "Monitoring AWS Config with Amazon EventBridge", and what
genuine events hold beyond it: `resources` is empty in a compliance event, the old result is absent
from a first evaluation, the key is `configRuleARN`.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from local.settings import REGION

type Envelope = dict[str, Any]

INVOCATION = timedelta(milliseconds=400)  # a rule takes about this long to judge a resource


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A resource of an account, as AWS Config knows it."""

    account: str
    kind: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """One rule's result for one resource; `before` is the result that it replaces, if any."""

    rule: str
    resource: Resource
    status: str
    at: datetime
    before: Evaluation | None = None
    annotation: str | None = None

    def then(self, status: str, at: datetime, annotation: str | None = None) -> Evaluation:
        """Return the evaluation that follows this one."""
        return replace(self, status=status, at=at, before=self, annotation=annotation)


def compliance_change(evaluation: Evaluation) -> Envelope:
    """Make the event of an evaluation whose result differs from the one before."""
    resource = evaluation.resource
    place = f"{REGION}:{resource.account}"
    rule_id = hashlib.sha256(evaluation.rule.encode()).hexdigest()[:6]
    detail = {
        "resourceId": resource.name,
        "awsRegion": REGION,
        "awsAccountId": resource.account,
        "configRuleName": evaluation.rule,
        "recordVersion": "1.0",
        "configRuleARN": f"arn:aws:config:{place}:config-rule/config-rule-{rule_id}",
        "messageType": "ComplianceChangeNotification",
        "newEvaluationResult": _result(evaluation),
        "notificationCreationTime": milliseconds(evaluation.at + INVOCATION),
        "resourceType": resource.kind,
    }
    if evaluation.before is not None:
        detail["oldEvaluationResult"] = _result(evaluation.before)
    return _envelope("Config Rules Compliance Change", resource, evaluation.at, detail, [])


def deletion(resource: Resource, at: datetime) -> Envelope:
    """Make the configuration item change of a resource that was deleted."""
    arn = f"arn:aws:ec2:{REGION}:{resource.account}:volume/{resource.name}"
    detail = {
        "recordVersion": "1.3",
        "messageType": "ConfigurationItemChangeNotification",
        "configurationItemDiff": {"changedProperties": {}, "changeType": "DELETE"},
        "notificationCreationTime": milliseconds(at + INVOCATION),
        "configurationItem": {
            "configuration": None,
            "configurationItemVersion": "1.3",
            "configurationItemCaptureTime": milliseconds(at),
            "configurationStateId": int(at.timestamp() * 1000),
            "awsAccountId": resource.account,
            "configurationItemStatus": "ResourceDeleted",
            "resourceType": resource.kind,
            "resourceId": resource.name,
            "ARN": arn,
            "awsRegion": REGION,
            "tags": {},
        },
    }
    return _envelope("Config Configuration Item Change", resource, at, detail, [arn])


def milliseconds(at: datetime) -> str:
    """Spell a time as details do: UTC, milliseconds, Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _result(evaluation: Evaluation) -> dict[str, Any]:
    result: dict[str, Any] = {
        "evaluationResultIdentifier": {
            "evaluationResultQualifier": {
                "configRuleName": evaluation.rule,
                "resourceType": evaluation.resource.kind,
                "resourceId": evaluation.resource.name,
                "evaluationMode": "DETECTIVE",
            },
            "orderingTimestamp": milliseconds(evaluation.at - 2 * INVOCATION),
        },
        "complianceType": evaluation.status,
        "resultRecordedTime": milliseconds(evaluation.at),
        "configRuleInvokedTime": milliseconds(evaluation.at - INVOCATION),
    }
    return (
        result if evaluation.annotation is None else result | {"annotation": evaluation.annotation}
    )


def _envelope(
    detail_type: str, resource: Resource, at: datetime, detail: Envelope, arns: list[str]
) -> Envelope:
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": detail_type,
        "source": "aws.config",
        "account": resource.account,
        "time": milliseconds(at)[:19] + "Z",
        "region": REGION,
        "resources": arns,
        "detail": detail,
    }
