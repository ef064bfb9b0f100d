"""Who is muted at an instant: the active mutes, found quickly for many violations."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from shared.domain.mutes import Mute, StateSubject, Subject
from shared.domain.observations import StateKey

# Why nobody is told of what is muted.
MUTED = "it is muted"


@dataclass(frozen=True, slots=True)
class Muting:
    """Whether something is muted, and by what; not `known` where that hangs on unknown tags."""

    mute: Mute | None = None
    known: bool = True

    @property
    def muted(self) -> bool | None:
        """Whether it is muted; None is not known."""
        if self.mute is not None:
            return True
        return False if self.known else None

    @property
    def until(self) -> datetime | None:
        """Until when it is muted."""
        return self.mute.ends if self.mute else None


class ActiveMutes:
    """The mutes that are active at an instant."""

    def __init__(self, mutes: Iterable[Mute], now: datetime) -> None:
        self.mutes = tuple(mute for mute in mutes if mute.is_active(now))
        self._by_account: defaultdict[str | None, list[Mute]] = defaultdict(list)
        for mute in self.mutes:
            self._by_account[mute.selector.account].append(mute)

    def on(self, subject: Subject) -> Muting:
        """Return what is known of a violation: the mute that covers it for the longest."""
        covering, known = [], True
        for mute in self._near(subject.account):
            admitted = mute.selector.admits(subject)
            if admitted:
                covering.append(mute)
            known = known and admitted is not None
        longest = max(covering, key=lambda mute: (mute.ends, mute.id), default=None)
        return Muting(longest, known or longest is not None)

    def on_state(self, key: StateKey) -> Muting:
        """Return what is known of a state, of whose resource the tags are not known."""
        return self.on(StateSubject(key))

    def _near(self, account: str) -> Iterator[Mute]:
        for of in (account, None):
            yield from self._by_account.get(of, ())
