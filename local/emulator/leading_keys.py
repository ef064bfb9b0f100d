"""A permission may be for some partitions of a table, by the condition `dynamodb:LeadingKeys`.

Stands for: DynamoDB tells IAM the partition keys of the items that a request reads or writes by key
(Amazon DynamoDB developer guide, "Using IAM policy conditions for fine-grained access control").
MiniStack leaves the key out, and a condition `ForAllValues` holds where there is nothing. Queries
of an index, whose partition is another one, are left without it here too.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from ministack.core import iam_actions
from ministack.services import dynamodb

LEADING_KEYS = "dynamodb:LeadingKeys"
_EQUAL = re.compile(r"([#\w]+)\s*=\s*(:\w+)")
_context = iam_actions.dynamodb_service_context


def install() -> None:
    """Tell the policies which partitions are meant."""
    iam_actions.dynamodb_service_context = context


def context(body: bytes) -> dict[str, Any]:
    """Return what a policy can ask of a request."""
    found: dict[str, Any] = _context(body)
    try:
        leading = [key for request in _requests(json.loads(body or b"{}")) for key in _of(request)]
    except (ValueError, TypeError, AttributeError, KeyError):  # the service says what is wrong
        return found
    return found | {LEADING_KEYS: list(dict.fromkeys(leading))} if leading else found


def _requests(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what is asked of each item: its table, with `Key` or `Item`."""
    yield body
    for action in body.get("TransactItems", []):
        yield from action.values()
    for table, asked in body.get("RequestItems", {}).items():
        if isinstance(asked, dict):
            yield from ({"TableName": table, "Key": key} for key in asked["Keys"])
        else:
            yield from ({"TableName": table, **what} for each in asked for what in each.values())


def _of(request: dict[str, Any]) -> Iterator[str]:
    item = request.get("Key") or request.get("Item")
    table = dynamodb._tables.get(str(request.get("TableName", "")).rpartition("/")[2])
    if item and table:
        yield str(next(iter(item[table["pk_name"]].values())))
    elif table and "IndexName" not in request:
        yield from _queried(request, table["pk_name"])


def _queried(request: dict[str, Any], partition_key: str) -> Iterator[str]:
    """Yield the partition that a query is of, as its key condition says."""
    names = request.get("ExpressionAttributeNames", {})
    values = request.get("ExpressionAttributeValues", {})
    for name, value in _EQUAL.findall(request.get("KeyConditionExpression", "")):
        if names.get(name, name) == partition_key and value in values:
            yield str(next(iter(values[value].values())))
