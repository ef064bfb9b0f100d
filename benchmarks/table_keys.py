"""The keys of the product's tables, as they are deployed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.key_store.shelf import OWN, Shape
from benchmarks.organisation.made import TABLES
from local.aws import Account

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from local.stack_file import StackFile


def shape_of(stack: StackFile) -> Shape:
    """Return the keys of each table and of its indexes, by the names that are used here."""
    account = Account(stack.master_account, stack.region, stack.endpoint)
    client: DynamoDBClient = account.client("dynamodb")
    named = {
        TABLES.config_compliance: stack.tables["config_compliance"],
        TABLES.events: stack.tables["events"],
        TABLES.notifications: stack.tables["notifications"],
    }
    return {name: keys_of(client, table) for name, table in named.items()}


def keys_of(client: DynamoDBClient, table: str) -> dict[str, tuple[str, str]]:
    """Return the partition and sort key of a table and of each of its indexes."""
    model: Any = client.describe_table(TableName=table)["Table"]
    schemas = {OWN: model["KeySchema"]} | {
        index["IndexName"]: index["KeySchema"] for index in model["GlobalSecondaryIndexes"]
    }
    return {name: _pair(schema) for name, schema in sorted(schemas.items())}


def _pair(schema: list[dict[str, str]]) -> tuple[str, str]:
    names = {each["KeyType"]: each["AttributeName"] for each in schema}
    return names["HASH"], names["RANGE"]
