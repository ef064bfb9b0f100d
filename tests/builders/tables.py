"""The three tables as the master stack has them, for adapters under test."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.table import Table

from shared.adapters.dynamodb_actions import Tables
from shared.adapters.dynamodb_keys import ACCOUNTS
from tests.builders.aws import mocked_aws

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

TABLES = Tables(
    config_compliance="config-compliance",
    events="events",
    notifications="notifications",
    retention=timedelta(days=90),
    grouping_window=timedelta(seconds=10),
)
_REGION = "eu-central-1"
_STATE_INDEXES = {
    "by_rule": ("rule_pk", "rule_sk"),
    "by_resource": ("resource_pk", "resource_sk"),
    "open_violations": ("open_pk", "open_sk"),
    "violations_by_account": ("open_account_pk", "open_sk"),
    "violations_by_rule": ("open_rule_pk", "open_sk"),
    "violations_by_type": ("open_type_pk", "open_sk"),
}
_EVENT_INDEXES = {
    "by_rule": ("rule_pk", "sk"),
    "by_resource": ("resource_pk", "sk"),
    "by_time": ("time_pk", "sk"),
    "by_type": ("type_pk", "sk"),
}
_OUTBOX_INDEXES = {"due": ("due_pk", "due_at")}


@contextmanager
def mocked_tables() -> Iterator["DynamoDBClient"]:
    """Yield a client of an in-process DynamoDB that has the tables and nothing in them."""
    with mocked_aws():
        client = boto3.client("dynamodb", region_name=_REGION)
        dynamodb_backends[DEFAULT_ACCOUNT_ID][_REGION].tables |= deepcopy(_empty_tables())
        yield client


@cache
def _empty_tables() -> dict[str, Table]:
    """Return the tables as the mock keeps them: to create them takes longer than most tests."""
    client = boto3.client("dynamodb", region_name=_REGION)
    create_tables(client, TABLES)
    return dict(dynamodb_backends[DEFAULT_ACCOUNT_ID][_REGION].tables)


def create_tables(client: "DynamoDBClient", tables: Tables) -> None:
    """Create the three tables, empty."""
    client.create_table(**_definition(tables.config_compliance, _STATE_INDEXES))
    client.create_table(**_definition(tables.events, _EVENT_INDEXES))
    client.create_table(**_definition(tables.notifications, _OUTBOX_INDEXES))


def _definition(table: str, indexes: dict[str, tuple[str, str]]) -> Any:
    names = {"pk", "sk"} | {name for pair in indexes.values() for name in pair}
    return {
        "TableName": table,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": name, "AttributeType": "S"} for name in sorted(names)
        ],
        "KeySchema": _schema("pk", "sk"),
        "GlobalSecondaryIndexes": [
            {
                "IndexName": index,
                "KeySchema": _schema(*pair),
                "Projection": {"ProjectionType": "ALL"},
            }
            for index, pair in indexes.items()
        ],
    }


def _schema(partition: str, sort: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": sort, "KeyType": "RANGE"},
    ]


def everything(client: "DynamoDBClient", table: str) -> list[dict[str, Any]]:
    """Return all items of a table, for a test to look at."""
    pages = client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
    return [item for page in pages for item in page["Items"]]


def registry(client: "DynamoDBClient") -> list[dict[str, Any]]:
    """Return the items of the registry, for a test to look at."""
    items = everything(client, TABLES.config_compliance)
    return [item for item in items if item["pk"] == {"S": ACCOUNTS}]
