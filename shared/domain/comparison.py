"""What is stored of a place beside what its history says that it should be."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.domain.observations import PlaceKey, StateKey
from shared.domain.rollups import Counts, RollupKey
from shared.domain.state import Record


@dataclass(frozen=True, slots=True)
class Kept:
    """The states and rollups that are stored of a place."""

    records: Mapping[StateKey, Record]
    rollups: Mapping[RollupKey, Counts]


@dataclass(frozen=True, slots=True)
class StateDifference:
    """A state, as it is stored and as history says that it is; one may be missing."""

    key: StateKey
    stored: Record | None
    rebuilt: Record | None


@dataclass(frozen=True, slots=True)
class RollupDifference:
    """A rollup, as it is stored, as the stored states count, and as the rebuilt ones do."""

    key: RollupKey
    stored: Counts
    of_states: Counts
    of_history: Counts


@dataclass(frozen=True, slots=True)
class SumDifference:
    """All states of a place, as the sums have them, as it contributed, and as its rollups count."""

    key: PlaceKey
    summed: Counts
    contributed: Counts
    counted: Counts

    @property
    def is_equal(self) -> bool:
        """Whether there is no difference."""
        return self.summed == self.contributed == self.counted


type Difference = StateDifference | RollupDifference | SumDifference


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What came of comparing: how much is equal, and all that differs.

    `beyond` are stored states whose newest result is older than the history that is still there;
    `unsettled` are differences that changed each time they were looked at.
    """

    states: int = 0
    rollups: int = 0
    sums: int = 0
    beyond: int = 0
    differences: frozenset[Difference] = frozenset()
    unsettled: frozenset[Difference] = frozenset()

    @property
    def is_equal(self) -> bool:
        """Whether there is no difference at all."""
        return not self.differences and not self.unsettled

    def __add__(self, other: "Comparison") -> "Comparison":
        return Comparison(
            states=self.states + other.states,
            rollups=self.rollups + other.rollups,
            sums=self.sums + other.sums,
            beyond=self.beyond + other.beyond,
            differences=self.differences | other.differences,
            unsettled=self.unsettled | other.unsettled,
        )
