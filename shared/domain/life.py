"""What is known of a violation: one fault of a resource, whichever rules and regions tell it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.domain.observations import StateKey, Version
from shared.domain.sightings import ViolationKey


@dataclass(frozen=True, slots=True)
class Sighting:
    """A state in which the violation shows, or by which it ended; members are as in a notice."""

    key: StateKey
    version: Version
    status: str
    since: datetime
    reason: str | None = None
    first_result: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A channel that is to be told, by which route (None: no route took it), when at the earliest.

    `first_result` says that it is told among the first results of a new place or rule,
    `out_of_shadow` that it is told because the shadow of its rule is over.
    """

    channel: str
    route: str | None
    due: datetime
    first_result: bool = False
    out_of_shadow: bool = False


@dataclass(frozen=True, slots=True)
class Tell:
    """Somebody is to be told; with no targets it is left to the digest."""

    targets: tuple[Target, ...] = ()
    remind_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Hush:
    """Nobody is told, and why; at `until` it is decided anew, if there is such a time.

    `mute` is the id of the mute that does it, if one does. `by_sightings` says that it is because
    of all the states that show it: when another one does, it is decided anew.
    """

    because: str
    until: datetime | None = None
    mute: str | None = None
    by_sightings: bool = False


type Verdict = Tell | Hush


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """The life of a violation.

    `sightings` are the states that show it, `heard` the newest that was heard of each state.
    `period` names the time in which it `lasts`: when that began, in seconds since 1970, or the next
    number where that is taken. `first` is what it began with, `ended` what its last sighting went
    with: the period is over once the flap window has passed since then. `told` are the channels
    that were to be told of the period, `decided_at` is when that was decided last: at its
    beginning, or when a mute was over. What is `hushed` beside was muted before all were told.
    """

    violation: ViolationKey
    sightings: Mapping[StateKey, Sighting] = field(default_factory=dict[StateKey, Sighting])
    heard: Mapping[StateKey, Version] = field(default_factory=dict[StateKey, Version])
    period: int = 0
    lasts: bool = False
    first: Sighting | None = None
    ended: Sighting | None = None
    flaps: int = 0
    told: tuple[Target, ...] = ()
    decided_at: datetime | None = None
    hushed: Hush | None = None
    reminders: int = 0
    remind_at: datetime | None = None
    remind_after: timedelta | None = None

    @property
    def is_open(self) -> bool:
        """Whether the violation shows in some state."""
        return bool(self.sightings)

    @property
    def seen(self) -> frozenset[StateKey]:
        """The states that have shown it in its period, those that do not any more among them."""
        if self.first is None:
            return frozenset()
        heard = {key for key, version in self.heard.items() if version >= self.first.version}
        return frozenset(heard | self.sightings.keys() | {self.first.key})

    @property
    def waits_for_verdict(self) -> bool:
        """Whether it lasts, and nobody has decided yet who is told of it."""
        return self.lasts and not self.told and self.hushed is None
