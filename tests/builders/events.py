"""Events in the shapes that AWS Config sends; every member can be replaced or taken away."""

import copy
import json
from typing import Any

type Event = dict[str, Any]

RULE, TYPE, RESOURCE = "restricted-ssh", "AWS::EC2::SecurityGroup", "sg-020e5918d504d1a76"


def envelope(detail_type: str, detail: Event, **members: Any) -> Event:
    """Return an EventBridge event; `replay-name` and others are given as members."""
    return {
        "version": "0",
        "id": "c0bb891c-77fe-8518-14fc-be78b966f95b",
        "detail-type": detail_type,
        "source": "aws.config",
        "account": "222222222222",
        "time": "2026-11-20T09:00:05Z",
        "region": "eu-central-1",
        "resources": [],
        "detail": detail,
        **members,
    }


def evaluation_result(status: str, recorded: str = "2026-11-20T09:00:04.741Z") -> Event:
    """Return a result as it stands under newEvaluationResult and oldEvaluationResult."""
    return {
        "evaluationResultIdentifier": {
            "evaluationResultQualifier": {
                "configRuleName": RULE,
                "resourceType": TYPE,
                "resourceId": RESOURCE,
                "evaluationMode": "DETECTIVE",
            },
            "orderingTimestamp": "2026-11-20T08:59:50.251Z",
        },
        "complianceType": status,
        "resultRecordedTime": recorded,
        "configRuleInvokedTime": "2026-11-20T09:00:04.332Z",
    }


def compliance_change(status: str = "NON_COMPLIANT", old: str | None = None) -> Event:
    """Return a compliance change event."""
    detail = {
        "resourceId": RESOURCE,
        "awsRegion": "eu-central-1",
        "awsAccountId": "222222222222",
        "configRuleName": RULE,
        "recordVersion": "1.0",
        "configRuleARN": "arn:aws:config:eu-central-1:222222222222:config-rule/config-rule-eguym2",
        "messageType": "ComplianceChangeNotification",
        "newEvaluationResult": evaluation_result(status),
        "notificationCreationTime": "2026-11-20T09:00:05.751Z",
        "resourceType": TYPE,
    }
    if old:
        detail["oldEvaluationResult"] = evaluation_result(old, "2026-11-20T08:00:00.000Z")
    return envelope("Config Rules Compliance Change", detail)


def item_change(status: str = "OK", change: str = "UPDATE", **item: Any) -> Event:
    """Return a configuration item change event."""
    detail = {
        "recordVersion": "1.3",
        "messageType": "ConfigurationItemChangeNotification",
        "configurationItemDiff": {
            "changeType": change,
            "changedProperties": {"Configuration.State.Name": {"changeType": "UPDATE"}},
        },
        "configurationItem": {
            "configurationItemCaptureTime": "2026-11-20T09:00:00.108Z",
            "configurationItemStatus": status,
            "resourceType": TYPE,
            "resourceId": RESOURCE,
            "awsRegion": "eu-central-1",
            "configuration": {"state": {"code": 16.0}},
            **item,
        },
    }
    return envelope("Config Configuration Item Change", detail)


def api_call(name: str = "StopConfigurationRecorder", **detail: Any) -> Event:
    """Return an API call as CloudTrail tells of it."""
    said = {
        "eventTime": "2026-11-20T09:00:00Z",
        "eventSource": "config.amazonaws.com",
        "eventName": name,
        "userIdentity": {"arn": "arn:aws:iam::222222222222:user/somebody"},
        "requestParameters": {"configurationRecorderName": "default"},
        **detail,
    }
    return envelope("AWS API Call via CloudTrail", said)


def changed(event: Event, path: str, value: Any = None, *, drop: bool = False) -> str:
    """Return the event as a message body with one member replaced or taken away."""
    event = copy.deepcopy(event)
    *parents, last = path.split("/")
    at = event
    for name in parents:
        at = at[name]
    if drop:
        del at[last]
    else:
        at[last] = value
    return json.dumps(event)
