"""Mutes that are watched, in memory, beside the lives that they hush."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from shared.domain.mute_watch import Watch
from shared.domain.mutes import Mute, Selector, StateSubject
from shared.domain.observations import StateKey
from shared.domain.pages import Page, Position
from shared.domain.sightings import ViolationKey
from tests.fakes.in_memory_lives import InMemoryLives


class InMemoryHushes:
    """Implements Hushes."""

    def __init__(self, lives: InMemoryLives) -> None:
        self._lives = lives
        self._watches: dict[str, Watch] = {}

    def watches(self) -> Mapping[str, Watch]:
        return {mute: Watch() for mute, _ in self._lives.hushes} | self._watches

    def watch(self, mute: Mute) -> None:
        self._watches[mute.id] = Watch(mute)

    def ended(self, mute_id: str, at: datetime) -> datetime:
        watch = self._watches.get(mute_id, Watch())
        ended = watch.ended or at
        self._watches[mute_id] = replace(watch, ended=ended)
        return ended

    def looked_through(self, mute_id: str, after: Position | None) -> None:
        watch = self._watches.get(mute_id, Watch())
        self._watches[mute_id] = replace(watch, after=after, done=after is None)

    def hushed_by(self, mute_id: str) -> Sequence[ViolationKey]:
        return [violation for mute, violation in self._lives.hushes if mute == mute_id]

    def release(self, mute_id: str, violations: Sequence[ViolationKey]) -> None:
        self._lives.hushes -= {(mute_id, violation) for violation in violations}

    def forget(self, mute_id: str) -> None:
        if not self.hushed_by(mute_id):
            self._watches.pop(mute_id, None)


class OpenStatesInMemory:
    """Implements OpenStates: the states that show what is known of violations."""

    def __init__(self, lives: InMemoryLives, most: int = 500) -> None:
        self._lives = lives
        self._most = most

    def covered_by(self, selector: Selector, limit: int, after: Position | None) -> Page[StateKey]:
        found = sorted(
            (str(key), key)
            for kept in self._lives.lives.values()
            for key in kept.life.sightings
            if selector.admits(StateSubject(key)) is not False
        )
        rest = [row for row in found if after is None or row[0] > after[1]]
        page = rest[: min(limit, self._most)]
        following = ("", page[-1][0]) if len(rest) > len(page) else None
        return Page([key for _, key in page], following)
