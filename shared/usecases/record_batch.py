"""Record what a batch of messages says, each message on its own responsibility."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import assert_never

from shared.domain.history import history_of
from shared.domain.observations import ApiCall, Evaluation, ItemChange, Observation, OfNoConcern
from shared.domain.plan import Plan
from shared.ports.errors import StoreUnavailableError
from shared.ports.recording import ComplianceStore
from shared.usecases.close_resource import close_resource
from shared.usecases.record_evaluations import record_evaluations


@dataclass(frozen=True, slots=True)
class Message:
    """A message that was understood."""

    message_id: str
    says: Observation


@dataclass(slots=True)
class Report:
    """What became of a batch; `failed`: the messages to deliver again, each with its reason."""

    failed: dict[str, str] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)

    def add(self, plans: Sequence[Plan]) -> None:
        """Count what was written."""
        for plan in plans:
            self.counted.update(step.value for step in plan.steps)
            self.counted["gap"] += plan.gaps


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
        report.counted.update(done.counted)
    except StoreUnavailableError as error:
        report.failed |= {message.message_id: str(error) for message in run}
    except Exception as error:  # noqa: BLE001 - one bad message must not touch its neighbours
        if len(run) == 1:
            report.failed[run[0].message_id] = f"{type(error).__name__}: {error}"
            return
        for half in (run[: len(run) // 2], run[len(run) // 2 :]):
            _attempt(half, report, record)


def _record(
    run: list[Message], store: ComplianceStore, now: datetime, pause: Callable[[int], None]
) -> Report:
    report = Report()
    heard = {(m.says.origin.account, m.says.origin.region) for m in run if _is_sign_of_life(m.says)}
    for account, region in sorted(heard):
        store.hear_from(account, region, now)
    evaluations = [message.says for message in run if isinstance(message.says, Evaluation)]
    if evaluations:
        report.add(record_evaluations(evaluations, store, pause))
    else:
        report.add(_record_other(run[0].says, report.counted, store, pause))
    return report


def _is_sign_of_life(says: Observation) -> bool:
    return not isinstance(says, OfNoConcern) and not says.origin.replayed


def _record_other(
    says: Observation,
    counted: Counter[str],
    store: ComplianceStore,
    pause: Callable[[int], None],
) -> list[Plan]:
    match says:
        case OfNoConcern(reason=reason):
            counted[f"of_no_concern_{reason}"] += 1
        case ItemChange(is_deletion=True):
            counted["deletion"] += 1
            return close_resource(says, store, pause)
        case ItemChange() | ApiCall() | Evaluation():
            counted["remembered"] += 1
            store.remember(history_of(says))
        case never:
            assert_never(never)
    return []
