"""Close all states of a resource, rule or place that is gone, so that nothing older opens them."""

from collections.abc import Callable, Iterator
from itertools import batched

from shared.domain.history import history_of
from shared.domain.observations import ApiCall, Closure, Grave, ItemChange, Scope, StateKey, Version
from shared.domain.plan import Knowledge, Plan
from shared.domain.planning import plan_closings
from shared.ports.errors import StoreUnavailableError
from shared.ports.recording import ComplianceStore
from shared.usecases.record_evaluations import ATTEMPTS

# A closing writes a state and its notice, and changes a rollup: three actions of a hundred.
CLOSINGS_AT_ONCE = 33


def close_scope(
    heard: ItemChange | ApiCall | Closure,
    scope: Scope,
    reason: str,
    store: ComplianceStore,
    pause: Callable[[int], None],
) -> list[Plan]:
    """Remember that the scope has ended, close what is open in it, and return what was written.

    The end is remembered first: a state that is created after that sees it, and one that was
    created before is found here. Each step can be repeated, so a crash between two is no harm.

    Raises:
        StoreUnavailableError: not all is written; it may be tried again.

    """
    if not isinstance(scope, StateKey):
        _bury(scope, heard.version, store, pause)
    plans = [
        plan
        for known in _stored(scope, store)
        if (plan := _close(known, heard.version, reason, store, pause)) is not None
    ]
    store.remember(history_of(heard))
    return plans


def _stored(scope: Scope, store: ComplianceStore) -> Iterator[Knowledge]:
    """Yield what is stored of the scope, as much at a time as one transaction takes.

    A state has no grave of its own: where nothing is stored of it, that is something to close too.
    """
    if isinstance(scope, StateKey):
        yield Knowledge(records={scope: next(iter(store.states_of(scope)), None)})
        return
    for records in batched(store.states_of(scope), CLOSINGS_AT_ONCE, strict=False):
        yield Knowledge(records={record.key: record for record in records})


def _bury(
    grave: Grave, version: Version, store: ComplianceStore, pause: Callable[[int], None]
) -> None:
    for attempt in range(ATTEMPTS):
        if store.bury(grave, version):
            return
        pause(attempt)
    raise StoreUnavailableError(f"other writers were first in each of {ATTEMPTS} attempts")


def _close(
    known: Knowledge,
    version: Version,
    reason: str,
    store: ComplianceStore,
    pause: Callable[[int], None],
) -> Plan | None:
    for attempt in range(ATTEMPTS):
        plan = plan_closings(known, version, reason)
        if not plan.states:
            return plan if plan.steps else None
        learned = store.commit(plan)
        if learned is None:
            return plan
        if not learned.records and not learned.buried:
            pause(attempt)
        known.records |= learned.records
        known.buried |= learned.buried
    raise StoreUnavailableError(f"other writers were first in each of {ATTEMPTS} attempts")
