"""A bare function that puts one item for each event: no rollups, no conditions, no order."""

import json
import os
from typing import Any

import boto3

CLIENT = boto3.client("dynamodb")
TABLE = os.environ["TABLE"]


def handler(event: Any, _context: Any) -> dict[str, Any]:
    """Write what each event of an SQS batch says."""
    for record in event["Records"]:
        heard = json.loads(record["body"])
        detail = heard["detail"]
        item = {
            "pk": heard["account"],
            "sk": f"{heard['time']}#{heard['id']}",
            "rule_name": detail["configRuleName"],
            "resource_type": detail["resourceType"],
            "resource_id": detail["resourceId"],
            "status": detail["newEvaluationResult"]["complianceType"],
            "time": detail["newEvaluationResult"]["resultRecordedTime"],
        }
        CLIENT.put_item(TableName=TABLE, Item={name: {"S": text} for name, text in item.items()})
    return {"batchItemFailures": []}
