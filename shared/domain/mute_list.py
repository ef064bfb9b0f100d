"""Which mutes somebody asks for, and in which order they are told."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum

from shared.domain.mutes import Mute, MuteOrigin, Selector
from shared.domain.pages import Position
from shared.domain.times import sortable


class MuteState(StrEnum):
    """Which mutes are asked for, by whether they still hold."""

    ACTIVE = "active"
    ENDED = "ended"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class MutesQuestion:
    """Which mutes: those that name what `selector` names. `accounts` may be seen, None is all."""

    state: MuteState = MuteState.ACTIVE
    selector: Selector = field(default_factory=Selector)
    owner: str | None = None
    origin: MuteOrigin | None = None
    accounts: tuple[str, ...] | None = None

    def admits(self, mute: Mute, now: datetime) -> bool:
        """Whether a mute is asked for, and may be seen."""
        state = MuteState.ACTIVE if mute.is_active(now) else MuteState.ENDED
        return (
            may_see(self.accounts, mute)
            and self.state in {MuteState.ALL, state}
            and self.owner in {None, mute.owner}
            and self.origin in {None, mute.origin}
            and self._names(mute.selector)
        )

    def _names(self, other: Selector) -> bool:
        return all(
            getattr(self.selector, member.name) in {None, getattr(other, member.name)}
            for member in fields(Selector)
        )


def may_see(accounts: tuple[str, ...] | None, mute: Mute) -> bool:
    """Return whether whoever sees these accounts (None: all) may see a mute.

    What a mute of several accounts names may be of accounts that are not to be seen.
    """
    return accounts is None or mute.selector.account in accounts


def in_order(mutes: Iterable[Mute]) -> list[Mute]:
    """Return mutes in the order in which they are told: those that end first at first."""
    return sorted(mutes, key=place_of)


def place_of(mute: Mute) -> Position:
    """Return where a mute stands in that order."""
    return sortable(mute.ends), mute.id
