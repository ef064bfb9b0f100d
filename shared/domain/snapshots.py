"""How things stood, and who was heard from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shared.domain.change_counts import ChangeCounts
from shared.domain.observations import PlaceKey
from shared.domain.recorder import UNHEARD_OF, Recorder
from shared.domain.rollups import Counts, total


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Counts of states at one instant, by account, by normalised rule and by resource type.

    `muted` says how many violations were muted in all, `changes` how often results had changed by
    then, `not_recorded` in how many places of an account the recorder was stopped (none, where it
    names no account); None is not known.
    """

    taken_at: datetime
    by_account: dict[str, Counts] = field(default_factory=dict[str, Counts])
    by_rule: dict[str, Counts] = field(default_factory=dict[str, Counts])
    by_resource_type: dict[str, Counts] = field(default_factory=dict[str, Counts])
    muted: int | None = field(default=None, kw_only=True)
    changes: ChangeCounts | None = field(default=None, kw_only=True)
    not_recorded: Mapping[str, int] | None = field(default=None, kw_only=True)

    @property
    def counts(self) -> Counts:
        """All states."""
        return total(self.by_account.values())

    @property
    def places_not_recorded(self) -> int | None:
        """In how many places the recorder was stopped; None where it is not known."""
        return None if self.not_recorded is None else sum(self.not_recorded.values())


@dataclass(frozen=True, slots=True)
class Heard:
    """A place in the registry: when it spoke at first and at last, and was last reconciled.

    A place that is known only from reconciling, or from a replay, never spoke.
    """

    account: str
    region: str
    first: datetime | None = None
    last: datetime | None = None
    reconciled: datetime | None = None
    recorder: Recorder = UNHEARD_OF

    @property
    def place(self) -> PlaceKey:
        """The account and region."""
        return PlaceKey(self.account, self.region)
