"""What deciding who is told of violations needs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shared.domain.alert import Alert
from shared.domain.life import Life
from shared.domain.lives import Due
from shared.domain.notices import Notice
from shared.domain.observations import StateKey
from shared.domain.outbox import OutboxEntry
from shared.domain.rollups import RollupKey
from shared.domain.sightings import ViolationKey
from shared.domain.wave import Wave


@dataclass(frozen=True, slots=True)
class KeptLife:
    """A life as it is stored; `revision` is None where nothing is."""

    life: Life
    revision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeStep:
    """What becomes of a life, from what was stored: written together or not at all.

    `notices` are done with, `alerts` are to be told, at `due` it is to be looked at again. What is
    `dropped` is claimed, still waits and is not told, for the reason `because`.
    """

    kept: KeptLife
    life: Life
    due: datetime | None
    notices: Sequence[Notice] = ()
    alerts: Sequence[Due] = ()
    dropped: Sequence[OutboxEntry[Alert]] = ()
    because: str = ""


class Lives(Protocol):
    """The lives of violations. Every method may raise StoreUnavailableError."""

    def kept(self, violations: Iterable[ViolationKey]) -> Mapping[ViolationKey, KeptLife]:
        """Return each life with what was just written; an empty one where nothing is stored."""
        ...

    def notices(self, states: Iterable[StateKey]) -> Sequence[Notice]:
        """Return all notices of states that are not done with, with what was just written."""
        ...

    def keep(self, steps: Sequence[LifeStep], now: datetime) -> Sequence[bool]:
        """Write the steps whose life, and what they drop, is as it was; return which those are."""
        ...


class NewRules(Protocol):
    """Which rules are new. Every method may raise StoreUnavailableError."""

    def first_heard(self, rules: Iterable[str], now: datetime) -> Mapping[str, datetime | None]:
        """Return when each rule (normalised) first gave a result anywhere, the same ever after.

        None: that was before such times were kept. What has no result that can be seen is new now.
        """
        ...


class KnownRules(Protocol):
    """Since when rules are known. Every method may raise StoreUnavailableError."""

    def known_since(self, kinds: Iterable[RollupKey]) -> Mapping[RollupKey, datetime | None]:
        """Return when a rule first gave a result for a type in a place; None is not known."""
        ...


class Waves(Protocol):
    """The last wave of first results, agreed among all who judge.

    Every method may raise StoreUnavailableError.
    """

    def wave(self) -> Wave | None:
        """Return it, with what was just written; None where there was none for long."""
        ...

    def keep(self, wave: Wave, instead_of: Wave | None) -> bool:
        """Keep a wave if `instead_of` is still the one that is kept; return whether it was."""
        ...
