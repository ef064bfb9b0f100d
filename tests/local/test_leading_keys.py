"""Which partitions a policy is told that a request is about."""

import json
from typing import Any

import pytest
from ministack.services import dynamodb

from local.emulator.leading_keys import LEADING_KEYS, context

KEY = {"pk": {"S": "one"}, "sk": {"S": "x"}}
QUERY = {
    "TableName": "table",
    "KeyConditionExpression": "(#n0 = :v0 AND #n1 = :v1)",
    "ExpressionAttributeNames": {"#n0": "sk", "#n1": "pk"},
    "ExpressionAttributeValues": {":v0": {"S": "x"}, ":v1": {"S": "one"}},
}
OTHER = {"pk": {"S": "other"}, "sk": {"S": "x"}}


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dynamodb, "_tables", {"table": {"pk_name": "pk"}})


@pytest.mark.parametrize(
    ("request_", "leading"),
    [
        ({"TableName": "table", "Key": KEY}, ["one"]),
        ({"TableName": "table", "Item": OTHER | {"more": {"N": "1"}}}, ["other"]),
        ({"TableName": "arn:aws:dynamodb:eu-central-1:1:table/table", "Key": KEY}, ["one"]),
        (QUERY, ["one"]),
        (
            {
                "TableName": "table",
                "KeyConditionExpression": "pk=:pk AND sk <= :pk",
                "ExpressionAttributeValues": {":pk": {"S": "other"}},
            },
            ["other"],
        ),
        ({"RequestItems": {"table": {"Keys": [KEY, OTHER, KEY]}}}, ["one", "other"]),
        ({"RequestItems": {"table": [{"PutRequest": {"Item": OTHER}}]}}, ["other"]),
        (
            {
                "TransactItems": [
                    {"Put": {"TableName": "table", "Item": KEY}},
                    {"Update": {"TableName": "table", "Key": OTHER}},
                ]
            },
            ["one", "other"],
        ),
    ],
)
def test_the_partitions_of_the_items_are_told(request_: Any, leading: list[str]) -> None:
    assert context(json.dumps(request_).encode())[LEADING_KEYS] == leading


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        b'{"TableName": "table", "KeyConditionExpression": "pk = :pk"}',
        b'{"TableName": "unknown", "Key": {"pk": {"S": "one"}}}',
        b'{"TableName": "table", "Key": {"sk": {"S": "one"}}}',
        b'{"TransactItems": 1}',
        json.dumps(QUERY | {"IndexName": "by_something"}).encode(),
    ],
)
def test_where_no_item_is_named_nothing_is_told(body: bytes) -> None:
    assert LEADING_KEYS not in context(body)
