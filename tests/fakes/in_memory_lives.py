"""Lives in memory, beside an outbox that holds what is planned of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import count

from shared.domain.life import Life
from shared.domain.notices import Notice
from shared.domain.observations import StateKey
from shared.domain.outbox import Wake
from shared.domain.rollups import RollupKey
from shared.domain.sightings import ViolationKey
from shared.ports.planning import KeptLife, LifeStep
from tests.fakes.in_memory_outbox import InMemoryOutbox


class InMemoryLives:
    """Implements Lives; with `overtaken` somebody else is first so many times."""

    def __init__(self, outbox: InMemoryOutbox) -> None:
        self.outbox = outbox
        self.lives: dict[ViolationKey, KeptLife] = {}
        self.hushes: set[tuple[str, ViolationKey]] = set()
        self.overtaken = 0
        self._revisions = count()

    def kept(self, violations: Iterable[ViolationKey]) -> Mapping[ViolationKey, KeptLife]:
        empty = {each: KeptLife(Life(violation=each)) for each in violations}
        return {each: self.lives.get(each, life) for each, life in empty.items()}

    def notices(self, states: Iterable[StateKey]) -> Sequence[Notice]:
        wanted = set(states)
        return [notice for notice in self.outbox.heard if notice.key in wanted]

    def keep(self, steps: Sequence[LifeStep], now: datetime) -> Sequence[bool]:
        assert now.tzinfo is not None
        return [self._keep(step, now) for step in steps]

    def _keep(self, step: LifeStep, now: datetime) -> bool:
        violation = step.life.violation
        kept = self.lives.get(violation)
        if self.overtaken or (kept.revision if kept else None) != step.kept.revision:
            self.overtaken -= self.overtaken > 0
            return False
        if not self.outbox.holds(step.dropped):
            return False
        self.lives[violation] = KeptLife(step.life, str(next(self._revisions)))
        for notice in step.notices:
            self.outbox.heard.pop(notice, None)
        for due in step.alerts:
            self.outbox.put(due.alert, due.at)
        self.outbox.drop(step.dropped, now, step.because)
        self.outbox.wake(Wake(violation), step.due)
        hushed = step.life.hushed
        if hushed is not None and hushed.mute is not None and hushed != step.kept.life.hushed:
            self.hushes.add((hushed.mute, violation))
        return True


class KnownRulesInMemory:
    """Since when rules are known, as a test says."""

    def __init__(self) -> None:
        self.since: dict[RollupKey, datetime] = {}
        self.first: dict[str, datetime | None] = {}

    def known_since(self, kinds: Iterable[RollupKey]) -> Mapping[RollupKey, datetime | None]:
        return {kind: self.since.get(kind) for kind in kinds}

    def first_heard(self, rules: Iterable[str], now: datetime) -> Mapping[str, datetime | None]:
        return {rule: self.first.setdefault(rule, now) for rule in rules}

    def all_first_heard(self) -> Mapping[str, datetime]:
        return {rule: first for rule, first in self.first.items() if first is not None}
