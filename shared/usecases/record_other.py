"""Record one thing that was heard and is no result: what it closes, or that it happened."""

from collections import Counter
from collections.abc import Callable
from typing import assert_never

from shared.domain.graves import DELETED, RULE_DELETED
from shared.domain.history import history_of
from shared.domain.observations import (
    ApiCall,
    Closure,
    ItemChange,
    OfNoConcern,
    PlaceKey,
    Scope,
)
from shared.domain.plan import Plan
from shared.domain.recorder import Recording
from shared.ports.recording import ComplianceStore
from shared.usecases.close_scope import close_scope
from shared.usecases.record_recorder import record_recorder

# What is counted of recorders, each time that one of them stops or records again.
_RECORDERS = {
    Recording.STOPPED: "recorder_stops",
    Recording.RECORDING: "recorder_starts",
}


def record_other(
    says: ItemChange | ApiCall | Closure | OfNoConcern,
    counted: Counter[str],
    store: ComplianceStore,
    pause: Callable[[int], None],
) -> list[Plan]:
    """Record what is no result, count it, and return what was written to states.

    Raises:
        StoreUnavailableError: not all is written; it may be tried again.

    """
    if isinstance(says, OfNoConcern):
        counted[f"of_no_concern_{says.reason}"] += 1
        return []
    if (ended := _ended(says)) is None:
        counted["remembered"] += 1
        store.remember(history_of(says))
        _look_at_recorder(says, counted, store, pause)
        return []
    heard, scope, reason = ended
    counted["deletion"] += 1
    plans = close_scope(heard, scope, reason, store, pause)
    if isinstance(scope, PlaceKey) and not _has_open_states(scope, store):
        store.forget(scope)
    return plans


def _look_at_recorder(
    says: ItemChange | ApiCall | Closure,
    counted: Counter[str],
    store: ComplianceStore,
    pause: Callable[[int], None],
) -> None:
    told = record_recorder(says, store, pause) if isinstance(says, ApiCall) else None
    if told is not None:
        counted[_RECORDERS[told]] += 1


def _has_open_states(place: PlaceKey, store: ComplianceStore) -> bool:
    """Whether something newer than its end is known of the place."""
    return any(record.status is not None for record in store.states_of(place))


def _ended(
    says: ItemChange | ApiCall | Closure,
) -> tuple[ItemChange | ApiCall | Closure, Scope, str] | None:
    """Return what says that something has ended, what that is, and why; None if nothing has."""
    match says:
        case ItemChange(resource=resource):
            return (says, resource, DELETED) if says.is_deletion else None
        case ApiCall(deleted_rule=rule):
            return (says, rule, RULE_DELETED) if rule else None
        case Closure(scope=scope, reason=reason):
            return says, scope, reason
        case never:
            assert_never(never)
