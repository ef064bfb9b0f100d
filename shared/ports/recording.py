"""What recording needs."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from shared.domain.history import HistoryItem
from shared.domain.observations import Grave, PlaceKey, Scope, Version
from shared.domain.plan import Knowledge, Plan
from shared.domain.recorder import Recorder, RecorderStep
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

    def bury(self, grave: Grave, version: Version) -> bool:
        """Remember that it has ended; an older end changes nothing.

        Returns False when somebody else was writing the same, and nothing was written.
        """
        ...

    def states_of(self, scope: Scope) -> Iterable[Record]:
        """Yield every stored state of the scope, with what was just written."""
        ...

    def remember(self, item: HistoryItem) -> None:
        """Keep one item of history; keeping it again changes nothing."""
        ...

    def register(self, place: PlaceKey, now: datetime, *, spoke: bool) -> None:
        """Keep that there is something of the place, and that it was heard from if it spoke."""
        ...

    def recorder(self, place: PlaceKey) -> Recorder:
        """Return what is known of the recorder of a place, with what was just written."""
        ...

    def keep_recorder(self, step: RecorderStep) -> bool:
        """Keep what is known of a recorder and what there is to tell of it, both or nothing.

        Returns False when something else than `before` is known, and nothing was written.
        """
        ...

    def forget(self, place: PlaceKey) -> None:
        """Keep the place in the registry no longer; it registers again when something is heard."""
        ...
