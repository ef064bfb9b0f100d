"""Watched accounts, what is stored of them and what AWS Config says, and runs that compare both."""

from dataclasses import fields
from datetime import timedelta
from typing import Any

from shared.domain.observations import Evaluation, Observation, Origin, PlaceKey, StateKey, Version
from shared.domain.reconciliation import ReconcileReport
from shared.domain.sources import Wanted
from shared.usecases.enrol_accounts import enrol_accounts
from shared.usecases.reconcile import Asked, Progress, reconcile
from shared.usecases.reconcile_desk import ReconcileDesk
from shared.usecases.record_batch import Message, record_batch
from tests.builders.observations import at
from tests.fakes.clock import FakeClock
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_reconciliation import (
    InMemoryReconciliations,
    InMemoryRepairs,
    InMemoryStoredPlaces,
    KeptOnboardings,
)
from tests.fakes.mortal import Life
from tests.fakes.scripted_config import ScriptedConfig

ONE, TWO, THREE = "222222222222", "333333333333", "444444444444"
REGION, OTHER_REGION = "eu-central-1", "us-east-1"


DAY = timedelta(hours=24)


WANTED = Wanted((ONE, TWO), (REGION,), organisation=False)


ORGANISATION = Wanted((), (REGION,), organisation=True)


def place(account: str = ONE, region: str = REGION) -> PlaceKey:
    return PlaceKey(account, region)


def bucket(name: str = "b-1", rule: str = "encrypted", account: str = ONE) -> StateKey:
    return StateKey(account, REGION, rule, "AWS::S3::Bucket", name)


class Fleet:
    """The product's table and AWS Config, which events keep equal unless they are lost."""

    def __init__(self, wanted: Wanted = WANTED) -> None:
        self.wanted = wanted
        self.clock = FakeClock()
        self.config = ScriptedConfig(self.clock)
        self.store = InMemoryComplianceStore()
        self.places = InMemoryStoredPlaces(self.store)
        self.queue = InMemoryRepairs(self.store)
        self.runs = InMemoryReconciliations()
        self.onboardings = KeptOnboardings()
        self.minutes = 600.0

    @property
    def desk(self) -> ReconcileDesk:
        return ReconcileDesk(
            config=self.config,
            stored=self.places,
            repairs=self.queue,
            runs=self.runs,
            onboardings=self.onboardings,
            clock=self.clock,
        )

    def becomes(
        self,
        key: StateKey,
        status: str,
        minutes: float = 0,
        *,
        lost: bool = False,
        note: str | None = None,
    ) -> None:
        """Let a result change, and an event tell of it unless that is lost."""
        self.config.knows(key, status, at(minutes), note)
        if not lost:
            self.hears(key, status, minutes, note)

    def hears(
        self, key: StateKey, status: str, minutes: float = 0, note: str | None = None
    ) -> None:
        """Let an event tell something, whatever AWS Config says."""
        origin = Origin(f"event-{minutes}", "aws.config", "change", key.account, key.region)
        version = Version(at(minutes), at(minutes), f"event-{minutes}")
        self.records(Evaluation(origin, key, version, status, annotation=note))

    def records(self, says: Observation) -> None:
        """Record something that was heard."""
        message = Message("m", says)
        assert not record_batch([message], self.store, self.clock.now(), lambda _: None).failed

    def forgets(self, *keys: StateKey, resource: bool = False) -> None:
        """Let AWS Config no longer have results, or the resources either."""
        for key in keys:
            self.config.told.pop(key, None)
            if resource:
                gone = (key.resource_type, key.resource_id)
                self.config.inventory.get(place(key.account), set()).discard(gone)

    def days_pass(self, days: float = 1) -> None:
        """Let time pass, and the aggregator collect everything anew."""
        self.clock.time += timedelta(days=days)
        self.config.refresh()

    def invoke(self, life: Life | None = None, *, now: bool = True, **asked: Any) -> Progress:
        """Run one invocation, which may die."""
        end = self.clock.now() + timedelta(minutes=self.minutes)
        return reconcile(Asked(now=now, **asked), self.wanted, DAY, end, self._mortal(life))

    def _mortal(self, life: Life | None) -> ReconcileDesk:
        """Return the desk of an invocation that ends with a life, if it does."""
        desk = self.desk
        if life is None:
            return desk
        ports = {f.name: life.port(getattr(desk, f.name)) for f in fields(desk)}
        return ReconcileDesk(**ports | {"clock": self.clock})

    def enrol(self, life: Life | None = None) -> Progress:
        """Compare accounts that are new, and record what that found; the invocation may die."""
        end = self.clock.now() + timedelta(minutes=self.minutes)
        progress = enrol_accounts(self.wanted, DAY, end, self._mortal(life))
        self.queue.drain(self.clock.now())
        return progress

    def reconcile(self, **asked: Any) -> ReconcileReport:
        """Run until the run is finished, and record what it found."""
        for _ in range(100):
            progress = self.invoke(**asked)
            self.queue.drain(self.clock.now())
            if progress.report:
                return progress.report
        raise AssertionError("the run does not end")

    def open_states(self) -> dict[StateKey, str]:
        """Return what is stored and not closed."""
        records = self.store.records.values()
        return {record.key: record.status for record in records if record.status is not None}

    def source_states(self, *accounts: str) -> dict[StateKey, str]:
        """Return what AWS Config says, of some accounts or all."""
        told = self.config.told.items()
        return {k: r.status for k, r in told if not accounts or k.account in accounts}


def found(report: ReconcileReport) -> dict[str, int]:
    """Return what was found, without what was not."""
    return {cause: number for cause, number in report.found.items() if number}
