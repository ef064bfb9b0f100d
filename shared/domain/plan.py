"""What has to be written together, and what it takes for granted of what is stored."""

from dataclasses import dataclass, field

from shared.domain.history import HistoryItem
from shared.domain.notices import Notice
from shared.domain.observations import Evaluation, Grave, StateKey, Version
from shared.domain.rollups import Activity, ActivityKey, Counts, RollupKey
from shared.domain.state import Closing, Record
from shared.domain.transition import Step


@dataclass(frozen=True, slots=True)
class Follows:
    """The stored state is open, has this status, and is older than this version."""

    status: str
    version: Version


@dataclass(frozen=True, slots=True)
class Absent:
    """Nothing is stored of the state, and what it can end with last ended then (or never)."""

    graves: tuple[tuple[Grave, Version | None], ...]


@dataclass(frozen=True, slots=True)
class StateWrite:
    """A record to store, on the condition that what it was made from is what is stored."""

    record: Record
    expected: Record | Follows | Absent


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that a state takes, what was heard that makes it, and if something was missed."""

    step: Step
    heard: Evaluation | Closing
    gap: bool = False


@dataclass(slots=True)
class Plan:
    """What is written in one transaction: all of it or nothing.

    `repeated` is how much of what was heard had been written before, and is not again.
    """

    states: list[StateWrite] = field(default_factory=list)
    history: list[HistoryItem] = field(default_factory=list)
    rollups: dict[RollupKey, Counts] = field(default_factory=dict)
    activity: dict[ActivityKey, Activity] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    steps: list[Taken] = field(default_factory=list)
    repeated: int = 0

    @property
    def checked(self) -> dict[Grave, Version | None]:
        """What must not have ended since it was known, beside the states that are written."""
        absent = [w.expected for w in self.states if isinstance(w.expected, Absent)]
        return {grave: ended for each in absent for grave, ended in each.graves}

    @property
    def size(self) -> int:
        """How many items the plan writes or checks, at most."""
        counted = len(self.rollups) + len(self.activity)
        written = len(self.states) + len(self.history) + len(self.notices)
        return written + len(self.checked) + counted


@dataclass(slots=True)
class Knowledge:
    """What refused writes have told: stored records, what has ended, and history that is there."""

    records: dict[StateKey, Record | None] = field(default_factory=dict)
    buried: dict[Grave, Version | None] = field(default_factory=dict)
    recorded: set[tuple[str, ...]] = field(default_factory=set)
