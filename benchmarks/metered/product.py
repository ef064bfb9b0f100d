"""The functions that a change passes through, in this process, on mocked tables and time."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import boto3

from benchmarks.in_process import environment
from benchmarks.metered.charges import stored_bytes
from benchmarks.metered.meter import Meter, indexes_of
from benchmarks.metered.pollers import SHARDS, Poller, shard_of
from benchmarks.metered.quiet import listening
from benchmarks.metered.settings import environment_of
from benchmarks.metered.timeline import Timeline
from benchmarks.workload import record_of
from local.settings import REGION
from local.slack.server import SlackStub
from shared.adapters.system_clock import SystemClock
from tests.builders.lambda_context import FakeContext
from tests.builders.tables import TABLES, everything, mocked_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_dynamodb.client import DynamoDBClient

    from benchmarks.metered.charges import Item

HANDLE, TOTALS, NOTIFY = NAMES = ("HandleConfigEvents", "UpdateTotals", "NotifyViolations")
NOTIFY_SERVICE = "notify-violations"
SERVICES = ("handle-config-events", "update-totals", NOTIFY_SERVICE)
BEGINS = datetime(2026, 11, 2, tzinfo=UTC)
NOTIFY_SECONDS = 90
A_MINUTE = timedelta(minutes=1)
WEBHOOK = "slack"
TABLE_NAMES = (TABLES.config_compliance, TABLES.events, TABLES.notifications)
BOOTSTRAPS = ("handle_config_events", "update_totals", "notify_violations")
# In place of what the stacks refer to: names of resources of AWS.
OURS = {
    "AWS_DEFAULT_REGION": REGION,
    "AWS_LAMBDA_FUNCTION_NAME": "measured",
    "CONFIG_COMPLIANCE_TABLE": TABLES.config_compliance,
    "EVENTS_TABLE": TABLES.events,
    "NOTIFICATIONS_TABLE": TABLES.notifications,
    "CONFIG_AGGREGATOR_NAME": "everybody",
    "SLACK_SECRET_ARN": WEBHOOK,
    "API_URL": "https://api.example",
    "LINK_KEY_ARN": "links",
}
QUEUES = {
    "CONFIG_EVENTS_URL": "config-events",
    "DEAD_LETTERS_URL": "dead-letters",
    "ALERT_DEAD_LETTERS_URL": "alerts",
}


class Product:
    """Everything between the queue and Slack; what is delivered takes its way as time passes."""

    def __init__(self, client: DynamoDBClient, stub: SlackStub) -> None:
        # Only here: what they import reads the environment.
        from lambdas.handle_config_events import handler as handle  # noqa: PLC0415
        from lambdas.notify_violations import handler as notify  # noqa: PLC0415
        from lambdas.update_totals import handler as totals  # noqa: PLC0415

        self.client, self.stub = client, stub
        self.timeline = Timeline(BEGINS)
        self.meter = Meter(self._tell)
        self.tells = True
        self._sequence = itertools.count(1)
        self._handlers = {HANDLE: handle.handler, TOTALS: totals.handler, NOTIFY: notify.handler}
        self._queue = self._poller(HANDLE, 20, timedelta(seconds=1), alone=False)
        self._totals = [self._poller(TOTALS, 500, timedelta(seconds=2)) for _ in range(SHARDS)]
        self._notify = [self._poller(NOTIFY, 100, _grouping_window()) for _ in range(SHARDS)]

    def deliver(self, body: str) -> None:
        """Put an event into the queue, now."""
        self._queue.take(record_of(next(self._sequence), body))

    def wake_every_minute(self, until: datetime) -> None:
        """Run NotifyViolations as its schedule does."""
        when = self.timeline.now
        while (when := when + A_MINUTE) <= until:
            self.timeline.at(when, lambda: self._invoke(NOTIFY, {}))

    def messages(self) -> int:
        """Return how many messages Slack got."""
        return len(self.stub.record.listing())

    def stored_bytes(self) -> dict[str, int]:
        """Return the bytes that each table is charged for, with its indexes."""
        return {
            name: sum(
                stored_bytes(item, indexes_of(name)) for item in everything(self.client, name)
            )
            for name in TABLE_NAMES
        }

    def stored_items(self) -> dict[str, int]:
        """Return how many states there are, and how much history."""
        states = everything(self.client, TABLES.config_compliance)
        return {
            "states": sum(item["sk"]["S"].startswith("S#") for item in states),
            "history": len(everything(self.client, TABLES.events)),
        }

    def _poller(
        self, name: str, batch: int, window: timedelta, *, alone: bool = True
    ) -> Poller[Any]:
        def invoke(records: list[Any]) -> None:
            self._invoke(name, {"Records": records})

        return Poller(self.timeline, invoke, batch, window, alone)

    def _invoke(self, name: str, event: Any) -> None:
        ends = self.timeline.now + timedelta(seconds=NOTIFY_SECONDS)
        context = FakeContext()
        left = lambda: int((ends - self.timeline.now).total_seconds() * 1000)  # noqa: E731
        vars(context)["get_remaining_time_in_millis"] = left
        with self.meter.invoked(name):
            answer: Any = self._handlers[name](event, context)
        assert not answer.get("batchItemFailures"), answer

    def sleep(self, duration: timedelta) -> None:
        """Let a function sleep."""
        if self.meter.bill is not None:
            self.meter.bill.slept_seconds += duration.total_seconds()
        self.timeline.sleep(duration)

    def _tell(self, table: str, key: Item, old: Item | None, new: Item | None) -> None:
        """Tell of a write as the streams of the tables do, to whom their filters let pass."""
        told = {"Keys": key, "SequenceNumber": f"{next(self._sequence)}"}
        told |= {} if old is None else {"OldImage": old}
        told |= {} if new is None else {"NewImage": new}
        partition, sort = key["pk"]["S"], key["sk"]["S"]
        shard = shard_of(partition)
        if table == TABLES.config_compliance and _counts(sort, old, new):
            self._totals[shard].take({"dynamodb": told})
        news = table == TABLES.notifications and old is None
        if news and partition[:2] in ("V#", "F#", "C#") and self.tells:
            written: Any = int(self.timeline.now.timestamp())
            self._notify[shard].take({"dynamodb": {**told, "ApproximateCreationDateTime": written}})


def _counts(sort: str, old: Item | None, new: Item | None) -> bool:
    """Whether the filters of UpdateTotals let a write pass (stacks/constructs/update_totals.py)."""
    statuses = [(image or {}).get("status", {}).get("S") for image in (old, new)]
    ended = sort.startswith("S#") and statuses == ["NON_COMPLIANT", "COMPLIANT"]
    return sort.startswith(("R#", "D#")) or ended


def _grouping_window() -> timedelta:
    return timedelta(seconds=int(_told()["GROUPING_WINDOW_SECONDS"]))


@cache
def _told() -> dict[str, str]:
    """Return what the stacks tell the functions, made once."""
    return environment_of(SERVICES)


@contextlib.contextmanager
def product() -> Iterator[Product]:
    """Start everything, with empty tables."""
    stub = SlackStub(0)
    stub.start()
    with environment(_told() | OURS), mocked_tables() as client:
        _provide(stub)
        with _fresh():
            made = Product(client, stub)
            with made.meter.running(), listening(made.meter), _timed_by(made):
                yield made
    stub.shutdown()
    stub.server_close()


def _provide(stub: SlackStub) -> None:
    url = f"http://127.0.0.1:{stub.server_address[1]}/services/T/B/hidden"
    secret = json.dumps({"webhook_url": url})
    boto3.client("secretsmanager").create_secret(Name=WEBHOOK, SecretString=secret)
    for variable, name in QUEUES.items():
        os.environ[variable] = boto3.client("sqs").create_queue(QueueName=name)["QueueUrl"]


@contextlib.contextmanager
def _fresh() -> Iterator[None]:
    """Let nothing that a function makes once be of another run."""
    modules = [import_module(f"lambdas.{name}.bootstrap") for name in BOOTSTRAPS]
    modules.append(import_module("lambdas.notify_violations.routing"))

    def forget() -> None:
        for made in itertools.chain.from_iterable(vars(module).values() for module in modules):
            if hasattr(made, "cache_clear"):
                made.cache_clear()

    forget()
    yield
    forget()


@contextlib.contextmanager
def _timed_by(made: Product) -> Iterator[None]:
    """Let the functions, and what keeps the secret for them, live in simulated time."""

    def now(*_: Any) -> datetime:
        return made.timeline.now

    def sleep(_clock: SystemClock, duration: timedelta) -> None:
        made.sleep(duration)

    with (
        patch.object(SystemClock, "now", now),
        patch.object(SystemClock, "sleep", sleep),
        patch("lambdas.handle_config_events.bootstrap.now", now),
    ):
        yield
