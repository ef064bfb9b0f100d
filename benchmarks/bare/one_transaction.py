"""A bare function that writes state, history and rollups of a batch as one transaction.

Its items have the members and the index keys that the product's questions need, in tables with the
product's indexes. It has no conditions, no activity and no outbox: events that are repeated or out
of order make its states and counts wrong, and nobody is told of anything.
"""

import json
import os
from collections import Counter
from typing import Any

import boto3

CLIENT = boto3.client("dynamodb")
STATES, HISTORY = os.environ["STATES"], os.environ["HISTORY"]

type Members = dict[str, str]


def handler(event: Any, _context: Any) -> dict[str, Any]:
    """Write what the events of an SQS batch say."""
    heard = [_said(json.loads(record["body"])) for record in event["Records"]]
    states = {(said["place"], said["key"]): said for said in heard}
    rollups: dict[tuple[str, str], Counter[str]] = {}
    for said in heard:
        rollup = (said["place"], f"R#{said['rule_name']}#{said['resource_type']}")
        counts = rollups.setdefault(rollup, Counter())
        counts[said["status"]] += 1
        if said["previous_status"]:
            counts[said["previous_status"]] -= 1
    actions = [
        *(_put(STATES, _state(said)) for said in states.values()),
        *(_put(HISTORY, _history(said)) for said in heard),
        *(_add(rollup, counts) for rollup, counts in rollups.items()),
    ]
    CLIENT.transact_write_items(TransactItems=actions)
    return {"batchItemFailures": []}


def _said(envelope: Any) -> Members:
    detail, account, region = envelope["detail"], envelope["account"], envelope["region"]
    rule, kind, resource = detail["configRuleName"], detail["resourceType"], detail["resourceId"]
    old = detail.get("oldEvaluationResult", {})
    return {
        "id": envelope["id"],
        "place": f"{account}#{region}",
        "key": f"{kind}#{resource}#{rule}",
        "account": account,
        "region": region,
        "rule_name": rule,
        "resource_type": kind,
        "resource_id": resource,
        "status": detail["newEvaluationResult"]["complianceType"],
        "previous_status": old.get("complianceType", ""),
        "time": detail["newEvaluationResult"]["resultRecordedTime"],
    }


def _state(said: Members) -> Members:
    across = f"{said['place']}#{said['key']}"
    item = said | {
        "pk": said["place"],
        "sk": f"S#{said['key']}",
        "rule_pk": said["rule_name"],
        "rule_sk": across,
        "resource_pk": said["resource_id"],
        "resource_sk": across,
    }
    if said["status"] == "NON_COMPLIANT":
        item |= {"open_pk": "OPEN", "open_sk": f"{said['time']}#{across}"}
    return item


def _history(said: Members) -> Members:
    return said | {
        "pk": said["account"],
        "sk": f"{said['time']}#{said['id']}",
        "rule_pk": said["rule_name"],
        "resource_pk": said["resource_id"],
        "time_pk": "ALL",
    }


def _put(table: str, members: Members) -> Any:
    item = {name: {"S": text} for name, text in members.items() if text}
    return {"Put": {"TableName": table, "Item": item}}


def _add(rollup: tuple[str, str], counts: Counter[str]) -> Any:
    return {
        "Update": {
            "TableName": STATES,
            "Key": {"pk": {"S": rollup[0]}, "sk": {"S": rollup[1]}},
            "UpdateExpression": "ADD " + ", ".join(f"#{status} :{status}" for status in counts),
            "ExpressionAttributeNames": {f"#{status}": status for status in counts},
            "ExpressionAttributeValues": {f":{s}": {"N": str(n)} for s, n in counts.items()},
        }
    }
