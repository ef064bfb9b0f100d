"""Reconcile with its own adapters, in process, and AWS Config as the local AWS plays it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
import pytest
from moto.core.config import default_user_config as MOTO  # noqa: N812 - what it is

from lambdas.reconcile import bootstrap
from lambdas.reconcile.handler import handler
from local.emulator.config_aggregator import changes
from local.emulator.config_aggregator.aggregators import AGGREGATORS
from local.emulator.config_aggregator.knowledge import knowledge
from shared.adapters.dynamodb_items import read_record
from shared.domain.observations import StateKey
from tests.builders.config_source import AGGREGATOR, config_client, everybody, happened
from tests.builders.lambda_context import FakeContext
from tests.builders.recording import Recording, recording
from tests.builders.tables import TABLES, everything

type Json = dict[str, Any]

ONE, TWO, THREE = "222222222222", "333333333333", "444444444444"
REGION = "eu-central-1"
ENVIRONMENT = {
    "CONFIG_COMPLIANCE_TABLE": TABLES.config_compliance,
    "NOTIFICATIONS_TABLE": TABLES.notifications,
    "CONFIG_AGGREGATOR_NAME": AGGREGATOR,
    "CONFIG_EVENTS_QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/111111111111/config-events",
    "AGENT_ACCOUNTS": f"{ONE}, {TWO}",
    "AGENT_REGIONS": REGION,
    "ORGANISATION_ID": "",
    "RECONCILE_HOURS": "24",
    "LOOK_UP_UNITS": "false",
    "RETENTION_DAYS": "90",
}


@dataclass(frozen=True)
class Reconciling:
    """The function, the one that records what it finds, and AWS Config."""

    recording: Recording

    def happen(self, *events: Json) -> None:
        """Let things happen, and events tell of them."""
        happened(*events)
        self.recording.deliver(*(json.dumps(event) for event in events))

    def happen_unheard(self, *events: Json) -> None:
        """Let things happen whose events are lost."""
        happened(*events)

    def change(self, *said: Json) -> None:
        """Let AWS Config know something that no event tells of."""
        with knowledge() as model:
            changes.apply(model, said)

    def invoke(self, seconds: float = 840, **event: Any) -> Json:
        """Run one invocation, and record what it found."""
        answer = handler(event, FakeContext(seconds))
        self.recording.drain()
        return answer

    def reconcile(self, **event: Any) -> Json:
        """Run until the run is finished and return its report."""
        answer = self.invoke(force=True, **event)
        while not answer["finished"]:
            answer = self.invoke(force=True, **event)
        report: Json = answer["report"]
        return report

    def open_states(self) -> dict[StateKey, str]:
        """Return what is stored and not closed."""
        items = everything(self.recording.tables, TABLES.config_compliance)
        records = [read_record(item) for item in items if item["sk"]["S"].startswith("S#")]
        return {record.key: record.status for record in records if record.status is not None}

    def source_states(self) -> dict[StateKey, str]:
        """Return what AWS Config says."""
        names = ("account", "region", "rule", "resource_type", "resource_id")
        with knowledge() as model:
            told = changes.describe(model)["results"]
        return {StateKey(*(row[name] for name in names)): row["compliance"] for row in told}


@contextmanager
def reconciling(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reconciling]:
    """Yield the function with empty tables, and AWS Config without any results."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with recording(monkeypatch) as recorded:
        monkeypatch.setenv("CONFIG_EVENTS_QUEUE_URL", recorded.events_url)
        # moto has a Config of its own, without aggregators.
        monkeypatch.setitem(MOTO["core"], "passthrough", {"urls": [], "services": ["config"]})
        _forget()
        config = config_client()
        everybody(config)
        made = boto3.client

        def client(service: Any, **settings: Any) -> Any:
            return config if service == "config" else made(service, **settings)

        monkeypatch.setattr(boto3, "client", client)
        yield Reconciling(recorded)
    _forget()


def _forget() -> None:
    bootstrap.settings.cache_clear()
    bootstrap.desk.cache_clear()
    AGGREGATORS.clear()
    with knowledge() as model:
        for account in {source.account for source in model.sources()}:
            model.forget(account)
