"""Record a batch of results: state, history, rollups and notices, together or not at all."""

from collections.abc import Callable, Sequence

from shared.domain.observations import Evaluation
from shared.domain.plan import Knowledge, Plan, plan_evaluations
from shared.ports import ComplianceStore, StoreUnavailableError

# Each attempt either writes or learns; conflicts with other writers are what takes several.
ATTEMPTS = 12


def record_evaluations(
    batch: Sequence[Evaluation], store: ComplianceStore, pause: Callable[[int], None]
) -> Plan:
    """Write what `batch`, in order of arrival, means and return what was written.

    `pause` is called with the number of the attempt before another writer's work is tried over.

    Raises:
        StoreUnavailableError: nothing of the batch is written; it may be tried again.

    """
    known = Knowledge()
    for attempt in range(ATTEMPTS):
        plan = plan_evaluations(batch, known)
        learned = store.commit(plan) if plan.history else None
        if learned is None:
            return plan
        if not merge(known, learned):
            pause(attempt)
    raise StoreUnavailableError(f"other writers were first in each of {ATTEMPTS} attempts")


def merge(known: Knowledge, learned: Knowledge) -> bool:
    """Add what was learned to what is known; return whether there was anything to learn."""
    known.records |= learned.records
    known.buried |= learned.buried
    known.recorded |= learned.recorded
    return bool(learned.records or learned.buried or learned.recorded)
