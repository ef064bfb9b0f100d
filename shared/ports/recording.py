"""What recording needs."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from shared.domain.history import HistoryItem
from shared.domain.observations import ResourceKey, Version
from shared.domain.plan import Knowledge, Plan
from shared.domain.state import Record


class ComplianceStore(Protocol):
    """Where states, history, rollups and notices are kept."""

    def commit(self, plan: Plan) -> Knowledge | None:
        """Write the plan, all of it or nothing.

        Returns None once it is written. When an assumption was wrong, nothing is written and what
        is really there is returned; when somebody else was writing the same, empty knowledge.

        Raises:
            StoreUnavailableError: it could not be written now.
            StoreRefusedError: it can never be written.

        """
        ...

    def bury(self, resource: ResourceKey, version: Version) -> bool:
        """Remember that the resource was deleted; an older deletion changes nothing.

        Returns False when somebody else was writing the same, and nothing was written.
        """
        ...

    def states_of(self, resource: ResourceKey) -> Iterable[Record]:
        """Yield every stored state of the resource, with what was just written."""
        ...

    def remember(self, item: HistoryItem) -> None:
        """Keep one item of history; keeping it again changes nothing."""
        ...

    def hear_from(self, account: str, region: str, now: datetime) -> None:
        """Keep that the account was heard from in the region."""
        ...
