"""Record what a batch of messages says, each message on its own responsibility."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from shared.domain.observations import (
    RECONCILE,
    Closure,
    Evaluation,
    Observation,
    OfNoConcern,
    Origin,
    PlaceKey,
)
from shared.domain.plan import Plan, Taken
from shared.ports.errors import StoreRefusedError, StoreUnavailableError
from shared.ports.recording import ComplianceStore
from shared.usecases.record_evaluations import record_evaluations
from shared.usecases.record_other import record_other


@dataclass(frozen=True, slots=True)
class Message:
    """A message that was understood."""

    message_id: str
    says: Observation


class FailureKind(StrEnum):
    """Why a message was not recorded, by what can be done about it."""

    REFUSED = "refused"  # the store will never take it
    UNAVAILABLE = "unavailable"  # the store serves nobody now: the message is not to blame
    UNEXPECTED = "unexpected"  # nobody thought of this


@dataclass(frozen=True, slots=True)
class Failure:
    """A message that was not recorded, and why."""

    kind: FailureKind
    reason: str


@dataclass(slots=True)
class Report:
    """What became of a batch; `failed`: the messages that were not recorded, by their ids.

    `taken` are the steps of states, in the order in which they were written.
    """

    failed: dict[str, Failure] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)

    def add(self, plans: Sequence[Plan]) -> None:
        """Count what was written."""
        for plan in plans:
            self.taken += plan.steps
            self.counted.update(taken.step.value for taken in plan.steps)
            self.counted["gap"] += sum(taken.gap for taken in plan.steps)
            self.counted["repeated"] += plan.repeated


def record_batch(
    messages: Sequence[Message],
    store: ComplianceStore,
    now: datetime,
    pause: Callable[[int], None],
) -> Report:
    """Record the messages in order of arrival; what fails is in the report, never raised."""
    report = Report()
    for run in _runs(messages):
        _attempt(run, report, lambda part: _record(part, store, now, pause))
    return report


def _runs(messages: Sequence[Message]) -> Iterator[list[Message]]:
    """Split where order matters: results are recorded together, anything else by itself."""
    for is_result, same in groupby(messages, lambda m: isinstance(m.says, Evaluation)):
        run = list(same)
        yield from [run] if is_result else [[message] for message in run]


def _attempt(run: list[Message], report: Report, record: Callable[[list[Message]], Report]) -> None:
    try:
        done = record(run)
        report.taken += done.taken
        report.counted.update(done.counted)
    except StoreUnavailableError as error:
        failure = Failure(FailureKind.UNAVAILABLE, str(error))
        report.failed |= {message.message_id: failure for message in run}
    except Exception as error:  # noqa: BLE001 - one bad message must not touch its neighbours
        if len(run) == 1:
            report.failed[run[0].message_id] = _failure(error)
            return
        for half in (run[: len(run) // 2], run[len(run) // 2 :]):
            _attempt(half, report, record)


def _failure(error: Exception) -> Failure:
    if isinstance(error, StoreRefusedError):
        return Failure(FailureKind.REFUSED, str(error))
    return Failure(FailureKind.UNEXPECTED, f"{type(error).__name__}: {error}")


def _record(
    run: list[Message], store: ComplianceStore, now: datetime, pause: Callable[[int], None]
) -> Report:
    report = Report()
    for place, spoke in _places(run).items():
        store.register(place, now, spoke=spoke)
    first = run[0].says
    if isinstance(first, Evaluation):
        evaluations = [message.says for message in run if isinstance(message.says, Evaluation)]
        report.add(record_evaluations(evaluations, store, pause))
    else:
        report.add(record_other(first, report.counted, store, pause))
    return report


def _places(run: Sequence[Message]) -> dict[PlaceKey, bool]:
    """Return the places that the messages are about, and whether one of them is a sign of life."""
    places: dict[PlaceKey, bool] = {}
    for message in run:
        if not isinstance(message.says, OfNoConcern | Closure):
            place = PlaceKey(message.says.origin.account, message.says.origin.region)
            places[place] = places.get(place, False) or _is_sign_of_life(message.says.origin)
    return places


def _is_sign_of_life(origin: Origin) -> bool:
    return origin.source != RECONCILE and not origin.replayed
