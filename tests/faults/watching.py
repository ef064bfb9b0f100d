"""Reconcile's function over a table in memory, and AWS Config as the local AWS plays it."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta

import pytest

from lambdas.reconcile import bootstrap
from lambdas.reconcile.handler import handler
from local.emulator.config_aggregator import changes
from local.emulator.config_aggregator.aggregators import AGGREGATORS
from local.emulator.config_aggregator.knowledge import knowledge
from shared.adapters.config_aggregator import ConfigAggregator
from shared.adapters.eventbridge_observations import read_observation
from shared.domain.observations import StateKey
from shared.usecases.reconcile_desk import ReconcileDesk
from shared.usecases.record_batch import Message, record_batch
from tests.builders.config_source import AGGREGATOR, config_client, everybody, happened
from tests.builders.lambda_context import FakeContext
from tests.builders.reconciling import ENVIRONMENT
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_reconciliation import (
    InMemoryReconciliations,
    InMemoryRepairs,
    InMemoryStoredPlaces,
    KeptOnboardings,
)
from tests.fakes.mortal import Life
from tests.faults.stream import Json


class MovingClock:
    """Real time, and so many days off."""

    days = 0.0

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(days=self.days)

    def sleep(self, duration: timedelta) -> None:
        raise AssertionError(f"nothing here has to wait, but somebody did: {duration}")


@dataclass(frozen=True)
class Watching:
    """The function, what it compares, and what records what it finds."""

    store: InMemoryComplianceStore
    queue: InMemoryRepairs
    desk: ReconcileDesk
    clock: MovingClock
    patch: pytest.MonkeyPatch

    def happen(self, events: Iterable[Json], heard: Iterable[Json]) -> None:
        """Let things happen, of which so much is heard."""
        happened(*events)
        says = [read_observation(json.dumps(event)) for event in heard]
        messages = [Message(str(number), each) for number, each in enumerate(says)]
        assert not record_batch(messages, self.store, self.clock.now(), lambda _: None).failed

    def change(self, said: Iterable[Json]) -> None:
        """Let AWS Config know something that no event tells of."""
        with knowledge() as model:
            changes.apply(model, said)

    def invoke(self, life: Life | None = None) -> Json:
        """Run one invocation, which may die, and record what it found."""
        desk = self.desk
        if life:
            ports = {f.name: life.port(getattr(desk, f.name)) for f in fields(desk)}
            desk = ReconcileDesk(**ports | {"clock": self.clock})
        self.patch.setattr(bootstrap, "desk", lambda: desk)
        try:
            return handler({"force": True}, FakeContext(840))
        finally:
            self.queue.drain(self.clock.now())

    def open_states(self) -> dict[StateKey, str]:
        """Return what is stored and not closed."""
        records = self.store.records.values()
        return {record.key: record.status for record in records if record.status is not None}

    def source_states(self) -> dict[StateKey, str]:
        """Return what AWS Config says."""
        names = ("account", "region", "rule", "resource_type", "resource_id")
        with knowledge() as model:
            told = changes.describe(model)["results"]
        return {StateKey(*(row[name] for name in names)): row["compliance"] for row in told}


@contextmanager
def watching(patch: pytest.MonkeyPatch, accounts: Iterable[str]) -> Iterator[Watching]:
    """Yield the function with nothing stored, in an organisation without any results."""
    organisation = {"AGENT_ACCOUNTS": "", "ORGANISATION_ID": "o-a1b2c3d4e5"}
    for name, value in (ENVIRONMENT | organisation).items():
        patch.setenv(name, value)
    bootstrap.settings.cache_clear()
    config, store, clock = config_client(), InMemoryComplianceStore(), MovingClock()
    everybody(config)
    queue = InMemoryRepairs(store)
    desk = ReconcileDesk(
        config=ConfigAggregator(config, AGGREGATOR),
        stored=InMemoryStoredPlaces(store),
        repairs=queue,
        runs=InMemoryReconciliations(),
        onboardings=KeptOnboardings(),
        clock=clock,
    )
    yield Watching(store, queue, desk, clock, patch)
    bootstrap.settings.cache_clear()
    AGGREGATORS.clear()
    with knowledge() as model:
        for account in accounts:
            model.forget(account)
