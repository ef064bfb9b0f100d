"""Places, findings, runs and summaries in memory, kept as the real ones keep them."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from shared.adapters.eventbridge_observations import read_observation
from shared.adapters.reconcile_json import read_run, write_run
from shared.adapters.reconciled_messages import write_closing, write_result
from shared.domain.differences import Difference
from shared.domain.observations import Evaluation, PlaceKey, Scope, Version
from shared.domain.onboarding import AccountSummary
from shared.domain.reconcile_run import Run
from shared.domain.reconciliation import ReconcileReport
from shared.domain.sources import Registered
from shared.domain.state import Record
from shared.ports.errors import StoreUnavailableError
from shared.ports.reconciling import RunUnderWayError
from shared.usecases.record_batch import Message, record_batch
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore


class InMemoryStoredPlaces:
    """Reads the store in memory; marks go with the registry's entries."""

    def __init__(self, store: InMemoryComplianceStore) -> None:
        self._store = store
        self.marks: dict[PlaceKey, tuple[str, datetime, datetime]] = {}

    def places(self) -> Sequence[Registered]:
        marks = {place: self.marks.get(place) for place in self._store.registered}
        return [Registered(p, m[0], m[1]) if m else Registered(p) for p, m in marks.items()]

    def states_of(self, scope: Scope) -> Iterator[Record]:
        return self._store.states_of(scope)

    def ended(self, place: PlaceKey) -> Version | None:
        return self._store.buried.get(place)

    def mark_reconciled(self, place: PlaceKey, run: str, now: datetime) -> None:
        if place not in self._store.registered:
            self._store.registered[place] = None
            self.marks.pop(place, None)
        first = self.marks.get(place, (run, now))
        self.marks[place] = first[0], first[1], now


class InMemoryRepairs:
    """The queue: what is sent is recorded when somebody drains it."""

    def __init__(self, store: InMemoryComplianceStore) -> None:
        self._store = store
        self.bodies: list[str] = []
        self.causes: Counter[str] = Counter()

    def send(self, found: Sequence[Difference]) -> None:
        self.bodies += map(_write, found)

    def drain(self, now: datetime) -> None:
        says = [read_observation(body) for body in self.bodies]
        messages = [Message(str(number), each) for number, each in enumerate(says)]
        assert not record_batch(messages, self._store, now, lambda _: None).failed
        self.causes.update(json.loads(body)["detail"]["cause"] for body in self.bodies)
        self.bodies = []


def _write(found: Difference) -> str:
    if isinstance(found.says, Evaluation):
        return write_result(found.says, found.cause)
    return write_closing(found.says, found.cause)


class InMemoryReconciliations:
    """Keeps a run as the text that a table would hold."""

    def __init__(self) -> None:
        self.runs: dict[tuple[str, ...], str] = {}
        self.leases: dict[tuple[str, ...], datetime] = {}
        self.report: ReconcileReport | None = None
        self.lost = False

    def take(self, accounts: Sequence[str], now: datetime, until: datetime) -> Run | None:
        if (kept := self.runs.get(tuple(accounts))) is None:
            return None
        if self.leases[tuple(accounts)] > now:
            raise RunUnderWayError(self.leases[tuple(accounts)])
        run = read_run(json.loads(kept))
        run.tries += 1
        self._lease(run, until)
        return run

    def begin(self, run: Run, now: datetime, until: datetime) -> None:
        assert self.leases.get(run.accounts, now) <= now
        self._lease(run, until)

    def keep(self, run: Run) -> None:
        if self.lost:
            raise StoreUnavailableError("another invocation has taken the run over")
        self.runs[run.accounts] = json.dumps(write_run(run))

    def release(self, run: Run, now: datetime) -> None:
        if run.accounts in self.leases:
            self.leases[run.accounts] = now

    def finish(self, run: Run, report: ReconcileReport) -> None:
        del self.runs[run.accounts], self.leases[run.accounts]
        if not run.accounts:
            self.report = report

    def last(self) -> ReconcileReport | None:
        return self.report

    def _lease(self, run: Run, until: datetime) -> None:
        self.runs[run.accounts] = json.dumps(write_run(run))
        self.leases[run.accounts] = until


class KeptOnboardings:
    """Keeps one summary for each account and run."""

    def __init__(self) -> None:
        self.announced: dict[tuple[str, str], AccountSummary] = {}

    def announce(self, summary: AccountSummary) -> None:
        self.announced.setdefault((summary.account, summary.run), summary)
