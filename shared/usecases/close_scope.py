"""Close the states of a deleted resource, so that no older result opens them again."""

from collections.abc import Callable

from shared.domain.history import history_of
from shared.domain.observations import ItemChange
from shared.domain.plan import DELETED, Plan, plan_closing
from shared.domain.state import Closing, Record
from shared.ports.errors import StoreUnavailableError
from shared.ports.recording import ComplianceStore
from shared.usecases.record_evaluations import ATTEMPTS


def close_resource(
    heard: ItemChange, store: ComplianceStore, pause: Callable[[int], None]
) -> list[Plan]:
    """Remember the deletion, close what it ends, and return what was written.

    The deletion is remembered first: a state that is created after that sees it, and one that was
    created before is found here. Each step can be repeated, so a crash between two is no harm.

    Raises:
        StoreUnavailableError: not all is written; it may be tried again.

    """
    _bury(heard, store, pause)
    plans = [
        plan
        for record in store.states_of(heard.resource)
        if (plan := _close(record, heard, store, pause)) is not None
    ]
    store.remember(history_of(heard))
    return plans


def _bury(heard: ItemChange, store: ComplianceStore, pause: Callable[[int], None]) -> None:
    for attempt in range(ATTEMPTS):
        if store.bury(heard.resource, heard.version):
            return
        pause(attempt)
    raise StoreUnavailableError(f"other writers were first in each of {ATTEMPTS} attempts")


def _close(
    record: Record | None, heard: ItemChange, store: ComplianceStore, pause: Callable[[int], None]
) -> Plan | None:
    for attempt in range(ATTEMPTS):
        if record is None:
            return None
        plan = plan_closing(record, Closing(record.key, heard.version, DELETED))
        learned = store.commit(plan) if plan.states else None
        if learned is None:
            return plan
        if not learned.records:
            pause(attempt)
        record = learned.records.get(record.key, record)
    raise StoreUnavailableError(f"other writers were first in each of {ATTEMPTS} attempts")
