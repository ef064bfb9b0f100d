"""Open violations of many kinds, asked for side by side."""

from collections.abc import Sequence
from concurrent.futures import Executor

from shared.domain.filters import Filters
from shared.domain.observations import StateKey
from shared.domain.pages import Position
from shared.ports.asking import ComplianceQueries

# For one kind: a caller waits.
MOST_READS = 4


class PooledOpenViolations:
    """Implements OpenViolations; the pool is another than the one that a single read uses."""

    def __init__(self, compliance: ComplianceQueries, pool: Executor) -> None:
        self._compliance = compliance
        self._pool = pool

    def among(self, asked: Sequence[Filters], most: int) -> set[StateKey] | None:
        """Return violations; see the port."""
        found: set[StateKey] = set()
        kinds = dict.fromkeys(asked)
        for some in self._pool.map(lambda each: self._of(each, most), kinds):
            if some is None:
                return None
            found |= some
        return found if len(found) <= most else None

    def _of(self, filters: Filters, most: int) -> set[StateKey] | None:
        found: set[StateKey] = set()
        position: Position | None = None
        for _ in range(MOST_READS):
            page = self._compliance.states(filters, most + 1, position)
            found.update(record.key for record in page.items)
            position = page.next
            if position is None:
                return found
        return None
