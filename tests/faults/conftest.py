"""Tables of its own for each test, in the DynamoDB of the local AWS: several times a test's speed.

Whatever else runs there at the same time is not disturbed.
"""

import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest

from shared.adapters.dynamodb_actions import Tables
from tests.builders.tables import TABLES, create_tables
from tests.e2e.conftest import running
from tests.e2e.running import Running
from tests.faults.stored import Stored

__all__ = ["running"]


@pytest.fixture
def stored(running: Running) -> Iterator[Stored]:
    client = running.client("dynamodb")
    tables = _named(f"faults-{uuid.uuid4().hex[:8]}")
    create_tables(client, tables)
    yield Stored(client, tables)
    for table in (tables.config_compliance, tables.events, tables.notifications):
        client.delete_table(TableName=table)


def _named(prefix: str) -> Tables:
    return replace(
        TABLES,
        config_compliance=f"{prefix}-compliance",
        events=f"{prefix}-events",
        notifications=f"{prefix}-notifications",
    )
