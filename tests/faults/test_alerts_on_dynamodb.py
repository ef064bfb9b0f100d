"""A run that dies at any request to DynamoDB, or does not hear the answer: told once, but for one.

The one is known: Slack has taken the message, and that it did is not stored yet.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest

from shared.adapters.dynamodb_alerts import alert_item
from shared.adapters.dynamodb_outbox import DynamoDbOutbox
from shared.adapters.dynamodb_pacing import DynamoDbPacing
from shared.domain.lives import Due
from shared.ports.errors import StoreUnavailableError
from tests.builders.notices import ended, opened
from tests.builders.office import Office
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.fakes.clock import NOW
from tests.fakes.scripted_channel import told
from tests.faults.breaking import Fault, Killed, broken

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

SECOND = timedelta(seconds=1)
NOTICES = (opened(0), opened(1, "bucket-2"), ended(5))
EACH_ONCE = {"opened bucket-1": 1, "opened bucket-2": 1, "ended bucket-1": 1}
# In how many of the runs that end somewhere something is told twice: before each of the two
# messages is recorded as told, if what says so does not reach the table.
TWICE = {Fault.KILLED_BEFORE: 2, Fault.ANSWER_LOST: 0}


@pytest.fixture(scope="module")
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


def office_on(client: "DynamoDBClient") -> Office:
    """Return an office whose outbox is the table, with the notices in it."""
    table = TABLES.notifications
    for item in everything(client, table):
        client.delete_item(TableName=table, Key={name: item[name] for name in ("pk", "sk")})
    for notice in NOTICES:
        client.put_item(TableName=table, Item=alert_item(Due(notice, NOW), NOW))
    office = Office()
    office.channel.interval = SECOND / 10
    office.desk = replace(
        office.desk,
        outbox=DynamoDbOutbox(client, table, TABLES.retention),
        pacing=DynamoDbPacing(client, table),
    )
    return office


def recover(office: Office) -> None:
    """Run as the schedule does, until nothing waits."""
    while office.desk.outbox.waiting(office.clock.after(86_400)):
        office.clock.sleep(60 * SECOND)
        office.run(budget=0.1)


@pytest.mark.parametrize("fault", TWICE)
def test_it_is_told_once_unless_slack_has_it_and_the_table_does_not_know(
    client: "DynamoDBClient", fault: Fault
) -> None:
    twice = 0
    for last in count(1):
        office, calls = office_on(client), list[str]()

        def break_one(
            action: str, number: int, last: int = last, calls: list[str] = calls
        ) -> Fault | None:
            calls.append(action)
            return fault if number == last else None

        with suppress(Killed, StoreUnavailableError), broken(client, break_one):
            office.run(budget=0.3)
        recover(office)
        counted = told(office.channel)
        assert counted.keys() == EACH_ONCE.keys()
        assert counted.total() <= 5
        twice += counted != EACH_ONCE
        if len(calls) < last:
            break
    assert twice == TWICE[fault]
