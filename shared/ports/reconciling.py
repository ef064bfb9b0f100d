"""What comparing the table with AWS Config needs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from shared.domain.differences import Difference, Resource, Result
from shared.domain.observations import PlaceKey, RuleKey, Scope, Version
from shared.domain.reconcile_run import Run
from shared.domain.reconciliation import ReconcileReport
from shared.domain.sources import Registered, Sources
from shared.domain.state import Record


class SourceUnavailableError(Exception):
    """AWS Config did not answer a question now; the message says why."""


class SourceRefusedError(Exception):
    """AWS Config answers nothing: no aggregator, no permission. Somebody has to mend that."""


class RunUnderWayError(Exception):
    """Another invocation has the run, at the latest `until` then."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"a run is under way, until {until.isoformat()} at the latest")
        self.until = until


class ConfigResults(Protocol):
    """What AWS Config knows of all places, through its aggregator.

    Every method may raise SourceUnavailableError and SourceRefusedError, also while what it yields
    is read.
    """

    def sources(self) -> Sources:
        """Return where the aggregator collects from, and how that goes."""
        ...

    def rules(self, place: PlaceKey) -> Mapping[str, str]:
        """Return the rules that have results, and what each says as a whole."""
        ...

    def overview(self, place: PlaceKey) -> Iterable[tuple[str, Resource, str]]:
        """Yield rule, resource and status, as far as AWS Config records its own results."""
        ...

    def results(self, rule: RuleKey) -> Iterable[Result]:
        """Yield what a rule says of each resource that is compliant or not."""
        ...

    def resources(self, place: PlaceKey, resource_type: str) -> Iterable[str]:
        """Yield the ids of the recorded resources of a type."""
        ...


class StoredPlaces(Protocol):
    """What is stored of places. Every method may raise StoreUnavailableError."""

    def places(self) -> Sequence[Registered]:
        """Return every place that something is stored of."""
        ...

    def places_of(self, account: str) -> Sequence[Registered]:
        """Return the places of an account that something is stored of, as just written."""
        ...

    def not_recorded(self) -> Sequence[PlaceKey]:
        """Return the places whose recorder is stopped."""
        ...

    def states_of(self, scope: Scope) -> Iterable[Record]:
        """Yield every stored state of the scope, with what was just written."""
        ...

    def ended(self, place: PlaceKey) -> Version | None:
        """Return when the place was closed as a whole, if it ever was."""
        ...

    def mark_reconciled(self, place: PlaceKey, run: str, now: datetime) -> bool:
        """Keep that a run has compared all of a place; return whether it was the first to do so."""
        ...


class Repairs(Protocol):
    """Where what was found is sent to be recorded."""

    def send(self, found: Sequence[Difference]) -> None:
        """Send all of it; sending it again is a repetition.

        Raises:
            StoreUnavailableError: not all was sent.

        """
        ...


class Reconciliations(Protocol):
    """The run that is under way, if any, and the last report.

    There is one complete run at a time, one that enrols new accounts, and one for each limited set
    of accounts that somebody asks for. Every method may
    raise StoreUnavailableError, also where the run was lost to another invocation.
    """

    def take(self, accounts: Sequence[str], now: datetime, until: datetime) -> Run | None:
        """Return the run that nobody works on, which is the caller's until then.

        Raises:
            RunUnderWayError: somebody has it.

        """
        ...

    def take_enrolment(self, now: datetime, until: datetime) -> Run | None:
        """Return the run that enrols accounts, if nobody works on it, as with `take`."""
        ...

    def begin(self, run: Run, now: datetime, until: datetime) -> None:
        """Keep a new run, which is the caller's until then.

        Raises:
            RunUnderWayError: somebody else began one.

        """
        ...

    def keep(self, run: Run) -> None:
        """Keep how far the run is."""
        ...

    def release(self, run: Run, now: datetime) -> None:
        """Let others continue the run."""
        ...

    def finish(self, run: Run, report: ReconcileReport) -> None:
        """Forget the run; the report of a complete one is the last report from now on."""
        ...

    def last(self) -> ReconcileReport | None:
        """Return the report of the last complete run."""
        ...
