"""Record a batch of results: state, history, rollups and notices, together or not at all."""

from collections.abc import Callable, Sequence

from shared.domain.observations import Evaluation
from shared.domain.plan import Knowledge, Plan
from shared.domain.planning import plan_evaluations
from shared.ports.errors import StoreUnavailableError
from shared.ports.recording import ComplianceStore

# Each attempt either writes or learns; other writers of the same are what takes several.
ATTEMPTS = 12
# DynamoDB API reference, TransactWriteItems: at most 100 actions.
LARGEST_PLAN = 100


def record_evaluations(
    batch: Sequence[Evaluation], store: ComplianceStore, pause: Callable[[int], None]
) -> list[Plan]:
    """Write what `batch`, in order of arrival, means and return what was written.

    `pause` is called with the number of the attempt before another writer's work is tried over.

    Raises:
        StoreUnavailableError: not all is written; all of it may be tried again.
        StoreRefusedError: something in the batch can never be written.

    """
    known = Knowledge()
    for attempt in range(ATTEMPTS):
        plan = plan_evaluations(batch, known)
        if plan.size > LARGEST_PLAN:
            middle = len(batch) // 2
            first = record_evaluations(batch[:middle], store, pause)
            return first + record_evaluations(batch[middle:], store, pause)
        learned = store.commit(plan) if plan.history else None
        if learned is None:
            return [plan]
        if not _merge(known, learned):
            pause(attempt)
    raise StoreUnavailableError(f"other writers were first in each of {ATTEMPTS} attempts")


def _merge(known: Knowledge, learned: Knowledge) -> bool:
    """Add what was learned to what is known; return whether there was anything to learn."""
    known.records |= learned.records
    known.buried |= learned.buried
    known.recorded |= learned.recorded
    return bool(learned.records or learned.buried or learned.recorded)
