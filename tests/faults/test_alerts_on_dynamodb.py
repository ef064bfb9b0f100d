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

from shared.adapters.dynamodb_lives import DynamoDbLives
from shared.adapters.dynamodb_notices import notice_item
from shared.adapters.dynamodb_outbox import DynamoDbOutbox
from shared.adapters.dynamodb_pacing import DynamoDbPacing
from shared.ports.errors import StoreUnavailableError
from shared.usecases import alert_desk
from shared.usecases.notify_violations import notify_violations
from tests.builders.notices import began, went
from tests.builders.observations import key
from tests.builders.office import Office
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.fakes.clock import NOW
from tests.fakes.scripted_channel import told
from tests.faults.breaking import Fault, Killed, broken

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

SECOND = timedelta(seconds=1)
HEARD = (began(0, key("bucket-1")), began(1, key("bucket-2")), went(5, key("bucket-1")))
EACH_ONCE = {"opened bucket-1": 1, "opened bucket-2": 1, "ended bucket-1": 1}
# In how many of the runs that end somewhere something is told twice: before each of the two
# messages is recorded as told, if what says so does not reach the table.
TWICE = {Fault.KILLED_BEFORE: 2, Fault.ANSWER_LOST: 0}


@pytest.fixture(scope="module")
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


def office_on(client: "DynamoDBClient") -> tuple[Office, alert_desk.Office]:
    """Return an office, and what it goes through: the table, with what was heard in it."""
    table = TABLES.notifications
    for item in everything(client, table):
        client.delete_item(TableName=table, Key={name: item[name] for name in ("pk", "sk")})
    for notice in HEARD:
        client.put_item(TableName=table, Item=notice_item(notice, NOW))
    office = Office()
    office.channel.interval = SECOND / 10
    outbox = DynamoDbOutbox(client, table, TABLES.retention, ["default"])
    lives = DynamoDbLives(client, table, TABLES.retention)
    pacing = DynamoDbPacing(client, table)
    office.desk = replace(office.desk, outbox=outbox, lives=lives, pacing=pacing)
    planning = office.office.planning
    at_once = replace(planning.judgement, grouping_window=timedelta())
    planning = replace(planning, lives=lives, judgement=at_once)
    return office, replace(office.office, outbox=outbox, planning=planning)


def recover(office: Office, through: alert_desk.Office) -> None:
    """Run as the schedule does, until nothing waits."""
    while through.outbox.waiting(office.clock.after(86_400)):
        office.clock.sleep(60 * SECOND)
        now = office.clock.now()
        notify_violations(now + SECOND / 10, through, now)


@pytest.mark.parametrize("fault", TWICE)
def test_it_is_told_once_unless_slack_has_it_and_the_table_does_not_know(
    client: "DynamoDBClient", fault: Fault
) -> None:
    twice = 0
    for last in count(1):
        (office, through), calls = office_on(client), list[str]()

        def break_one(
            action: str, number: int, last: int = last, calls: list[str] = calls
        ) -> Fault | None:
            calls.append(action)
            return fault if number == last else None

        with suppress(Killed, StoreUnavailableError), broken(client, break_one):
            until = office.clock.now() + SECOND / 2
            notify_violations(until, through, until)
        recover(office, through)
        counted = told(office.channel)
        assert counted.keys() == EACH_ONCE.keys()
        assert counted.total() <= 5
        twice += counted != EACH_ONCE
        if len(calls) < last:
            break
    assert twice == TWICE[fault]
