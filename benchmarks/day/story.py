"""The whole day, in the order in which it happens."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from benchmarks.day import parts
from benchmarks.day.organisation import ACCOUNTS, HOME, NEW_ACCOUNT, rule
from benchmarks.day.results import Result, fails
from shared.domain.mutes import Mute, MuteOrigin, Selector
from shared.domain.rollups import RollupKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from shared.domain.observations import Evaluation, StateKey

WHOLE = 10_000
ORDINARY = "an ordinary day"
# Of a day of WHOLE violations; what is left of it is ordinary. A part has whole faults only.
PARTS: dict[str, tuple[int, int, Callable[[int, Random], Iterator[Result]]]] = {
    "four packs find the same": (1600, 4, parts.packs),
    "global resources in five regions": (1000, 5, parts.in_every_region),
    "a rule that flaps": (500, 5, parts.flapping),
    "what is back every 55 minutes": (200, 8, parts.coming_back),
    "a new account": (900, 1, parts.new_account),
    "a new rule everywhere": (1200, 1, parts.new_rule),
    "a storm": (3000, 1, parts.storm),
    "under a mute": (100, 2, parts.muted),
}
BEFORE = "yesterday"
OPEN_SINCE_YESTERDAY = 12
REPEATED = 0.02
LENGTH = timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """A day with so many violations, the same for each seed."""

    violations: int = WHOLE
    seed: int = 5

    @cached_property
    def results(self) -> dict[str, list[Result]]:
        """The day's results by the part of the story that they belong to."""
        found: dict[str, list[Result]] = {}
        for name, (count, of_fault, part) in PARTS.items():
            faults = count * self.violations // WHOLE // of_fault
            found[name] = self._within(part(faults * of_fault, self._chance(name)))
        left = self.violations - sum(map(violations, found.values()))
        return {ORDINARY: self._within(parts.trickle(left, self._chance(ORDINARY))), **found}

    @cached_property
    def events(self) -> list[tuple[str, Evaluation]]:
        """All that is heard, with its part, by time; some of it twice, as EventBridge may do."""
        chance = self._chance("events")
        told = {BEFORE: list(self._yesterday()), **self.results}
        heard = [
            (name, each.heard(f"{name}#{number}"))
            for name, results in told.items()
            for number, each in enumerate(results)
        ]
        again = chance.sample(heard, int(REPEATED * len(heard)))
        return sorted(heard + again, key=lambda pair: pair[1].version)

    @cached_property
    def mute(self) -> Mute:
        """What is muted meanwhile."""
        return Mute(
            id="known",
            selector=Selector(account=ACCOUNTS[1], rule_name=parts.MUTED.name),
            owner="team-storage",
            reason="The buckets are moved until three o'clock.",
            created_at=parts.MUTED_FROM,
            until=parts.MUTED_UNTIL,
            origin=MuteOrigin.API,
            created_by="arn:aws:iam::111111111111:user/ann",
        )

    def _yesterday(self) -> Iterator[Result]:
        """Yield what is open since yesterday, of which people are reminded today."""
        chance, of = self._chance(BEFORE), rule("rds-instance-public-access-check")
        for number in range(OPEN_SINCE_YESTERDAY):
            at = parts.DAY - LENGTH * chance.uniform(0.1, 0.9)
            yield fails(at, of.on(ACCOUNTS[number], HOME, f"since-yesterday-{number}"))

    def _within(self, results: Iterator[Result]) -> list[Result]:
        """Return what happens on this day: some is mended only later."""
        return [each for each in results if each.at < parts.DAY + LENGTH]

    def _chance(self, name: str) -> Random:
        return random.Random(f"{self.seed} {name}")  # noqa: S311 - the same every time


def violations(results: list[Result]) -> int:
    """Return how many violations begin."""
    return sum(each.is_violation for each in results)


def is_new(key: StateKey) -> bool:
    """Whether the rule was not there before the day."""
    return key.account == NEW_ACCOUNT or key.rule_name == parts.NEW_RULE.name


def kind_of(key: StateKey) -> RollupKey:
    """Return what it is known by that a rule is there."""
    return RollupKey(key.account, key.region, key.rule_name, key.resource_type)
