"""A place to tell alerts from: a table of its own on the local AWS, and a Slack of its own."""

from __future__ import annotations

import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, overload

from local.aws import Account
from local.slack.server import SlackStub
from shared.adapters.dynamodb_lives import DynamoDbLives
from shared.adapters.dynamodb_mute_queries import DynamoDbMuteQueries
from shared.adapters.dynamodb_outbox import DynamoDbOutbox
from shared.adapters.dynamodb_pacing import DynamoDbPacing
from shared.adapters.dynamodb_threads import DynamoDbThreads
from shared.adapters.jinja_messages import JinjaMessages
from shared.adapters.slack_webhook_alert_channel import SlackWebhookAlertChannel
from shared.adapters.sqs_alert_dead_letters import SqsAlertDeadLetters
from shared.adapters.sqs_dead_letters import SqsDeadLetters
from shared.adapters.system_clock import SystemClock
from shared.domain.alert_policy import AlertPolicy
from shared.observability import logger
from shared.usecases.alert_desk import Desk
from shared.usecases.judge_mutes import MutingDesk
from tests.builders.office import Nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_dynamodb.client import DynamoDBClient

    from local.stack_file import StackFile
from shared.domain.delivery import Change, Delivery, Message, Reference

# As good as none, but the turn is asked for, as it is in production.
INTERVAL = timedelta(microseconds=1)
# So many messages in a minute that it does not bind.
POLICY = AlertPolicy(messages_per_minute=1_000_000)
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Office:
    """Where alerts are told from."""

    client: DynamoDBClient
    table: str
    desk: Desk
    watched: Watched


class Watched:
    """A channel that remembers when it had an answer, and when requests were answered after it.

    The first of them keeps that all of the message was told; see `Claims.record_told`.
    """

    def __init__(self, channel: SlackWebhookAlertChannel, client: DynamoDBClient) -> None:
        self._channel = channel
        self.interval = channel.interval
        self.name = channel.name
        self.ready_at = channel.ready_at
        self.trouble = channel.trouble
        self.threads = channel.threads
        self.update = channel.update
        self.answered = 0.0
        self.stored: list[float] = []
        client.meta.events.register("after-call.dynamodb", self._store)

    @overload
    def post(self, message: Message, thread: None = None) -> Delivery: ...

    @overload
    def post(self, message: Message, thread: Reference, *, broadcast: bool = False) -> Change: ...

    def post(
        self, message: Message, thread: Reference | None = None, *, broadcast: bool = False
    ) -> Change:
        """Post, and remember when that was answered."""
        if thread is None:
            delivery: Change = self._channel.post(message)
        else:
            delivery = self._channel.post(message, thread, broadcast=broadcast)
        self.answered, self.stored = time.perf_counter(), []
        return delivery

    def _store(self, **_: Any) -> None:
        self.stored.append(time.perf_counter())


@contextmanager
def office_on(stack: StackFile) -> Iterator[Office]:
    """Lend a desk whose outbox is a new table and whose Slack is a new stub."""
    logger.setLevel("CRITICAL")
    master = Account(stack.master_account, stack.region, stack.endpoint)
    client, table = master.client("dynamodb"), f"telling-window-{uuid.uuid4().hex[:8]}"
    client.create_table(**_definition(table))
    stub = SlackStub(0)
    stub.start()
    try:
        clock = SystemClock()
        channel = SlackWebhookAlertChannel(_Url(stub), INTERVAL, clock)
        watched = Watched(channel, client)
        letters = SqsDeadLetters(master.client("sqs"), stack.queues["alert_dlq"])
        desk = Desk(
            outbox=DynamoDbOutbox(client, table, KEPT, ["default"]),
            lives=DynamoDbLives(client, table, KEPT),
            pacing=DynamoDbPacing(client, table),
            channel=watched,
            writer=JinjaMessages(),
            dead_letters=SqsAlertDeadLetters(letters),
            clock=clock,
            policy=POLICY,
            threads=DynamoDbThreads(client, table, KEPT),
            muting=MutingDesk(mutes=DynamoDbMuteQueries(client, table), tags=Nothing()),
        )
        yield Office(client, table, desk, watched)
    finally:
        stub.shutdown()
        client.delete_table(TableName=table)


class _Url:
    """The address of the stub."""

    def __init__(self, stub: SlackStub) -> None:
        self._url = f"http://127.0.0.1:{stub.server_port}/services/T/B/X"

    def read(self) -> str:
        return self._url

    def renew(self, refused: str) -> str:
        return refused


def _definition(table: str) -> Any:
    def keys(partition: str, sort: str) -> Any:
        names = ((partition, "HASH"), (sort, "RANGE"))
        return [{"AttributeName": name, "KeyType": kind} for name, kind in names]

    everything = {"ProjectionType": "ALL"}
    due = {"IndexName": "due", "KeySchema": keys("due_pk", "due_at"), "Projection": everything}
    return {
        "TableName": table,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": name, "AttributeType": "S"}
            for name in ("pk", "sk", "due_pk", "due_at")
        ],
        "KeySchema": keys("pk", "sk"),
        "GlobalSecondaryIndexes": [due],
    }
