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
from shared.domain.recorder import Recording
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

    def places(self) -> Sequence[Registered]:
        return [self._registered(place) for place in self._store.registered]

    def places_of(self, account: str) -> Sequence[Registered]:
        return [known for known in self.places() if known.place.account == account]

    def _registered(self, place: PlaceKey) -> Registered:
        run, first = self._store.reconciled.get(place, (None, None))
        return Registered(place, run, first, self._store.first_heard.get(place))

    def states_of(self, scope: Scope) -> Iterator[Record]:
        return self._store.states_of(scope)

    def not_recorded(self) -> Sequence[PlaceKey]:
        recorders = self._store.recorders.items()
        return [place for place, known in recorders if known.recording is Recording.STOPPED]

    def ended(self, place: PlaceKey) -> Version | None:
        return self._store.buried.get(place)

    def mark_reconciled(self, place: PlaceKey, run: str, now: datetime) -> bool:
        self._store.registered.setdefault(place, None)
        first, _ = self._store.reconciled.setdefault(place, (run, now))
        return first == run


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


_ENROLMENT = ("enrolment",)


class InMemoryReconciliations:
    """Keeps a run as the text that a table would hold."""

    def __init__(self) -> None:
        self.runs: dict[tuple[str, ...], str] = {}
        self.leases: dict[tuple[str, ...], datetime] = {}
        self.report: ReconcileReport | None = None
        self.lost = False

    def take(self, accounts: Sequence[str], now: datetime, until: datetime) -> Run | None:
        return self._take(tuple(accounts), now, until)

    def take_enrolment(self, now: datetime, until: datetime) -> Run | None:
        return self._take(_ENROLMENT, now, until)

    def _take(self, key: tuple[str, ...], now: datetime, until: datetime) -> Run | None:
        if (kept := self.runs.get(key)) is None:
            return None
        if self.leases[key] > now:
            raise RunUnderWayError(self.leases[key])
        run = read_run(json.loads(kept))
        run.tries += 1
        self._lease(run, until)
        return run

    def begin(self, run: Run, now: datetime, until: datetime) -> None:
        assert self.leases.get(_key(run), now) <= now
        self._lease(run, until)

    def keep(self, run: Run) -> None:
        if self.lost:
            raise StoreUnavailableError("another invocation has taken the run over")
        self.runs[_key(run)] = json.dumps(write_run(run))

    def release(self, run: Run, now: datetime) -> None:
        if _key(run) in self.leases:
            self.leases[_key(run)] = now

    def finish(self, run: Run, report: ReconcileReport) -> None:
        del self.runs[_key(run)], self.leases[_key(run)]
        if not run.accounts:
            self.report = report

    def last(self) -> ReconcileReport | None:
        return self.report

    def _lease(self, run: Run, until: datetime) -> None:
        self.runs[_key(run)] = json.dumps(write_run(run))
        self.leases[_key(run)] = until


def _key(run: Run) -> tuple[str, ...]:
    return _ENROLMENT if run.enrols else run.accounts


class KeptOnboardings:
    """Keeps one summary for each account and run."""

    def __init__(self) -> None:
        self.announced: dict[tuple[str, str], AccountSummary] = {}

    def announce(self, summary: AccountSummary) -> None:
        self.announced.setdefault((summary.account, summary.run), summary)
