"""What was heard of the states of a place in the last 90 days."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.organisation.fleet import SEED, Place, Rule
from shared.domain.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
RETENTION = timedelta(days=90)
OLDEST = timedelta(days=89)
RECENT = timedelta(days=30)  # the mean age of a state
NOT_APPLICABLE, INSUFFICIENT_DATA = 0.05, 0.01
FIRST_RESULT = 0.6  # of the oldest events: those before which nothing was known


class Change(NamedTuple):
    """A result, and what the event said it was before; `lasted` until it came, if that is known."""

    at: datetime
    status: Status
    before: Status | None
    event_id: str
    lasted: timedelta


@dataclass(frozen=True, slots=True)
class Heard:
    """A state: its rule (by number), its resource (by number), its events, newest first."""

    rule: int
    resource: int
    changes: list[Change]


def heard(place: Place, rules: Sequence[Rule]) -> Iterator[Heard]:
    """Yield what was heard of each state of a place, the same every time."""
    chance = random.Random(f"{SEED} {place.number}")  # noqa: S311 - the same every time
    for number, states in place.states:
        for resource in range(states):
            status = _status(rules[number], chance)
            yield Heard(number, resource, _changes(status, place.events_of_state, chance))


def _status(rule: Rule, chance: random.Random) -> Status:
    value = chance.random()
    if value < rule.bad:
        return Status.NON_COMPLIANT
    if value < rule.bad + NOT_APPLICABLE:
        return Status.NOT_APPLICABLE
    if value < rule.bad + NOT_APPLICABLE + INSUFFICIENT_DATA:
        return Status.INSUFFICIENT_DATA
    return Status.COMPLIANT


def _changes(status: Status, number: int, chance: random.Random) -> list[Change]:
    age = min(timedelta(seconds=chance.expovariate(1 / RECENT.total_seconds())), OLDEST)
    found = []
    for left in reversed(range(number)):
        at = NOW - age
        at = at.replace(microsecond=at.microsecond // 1000 * 1000)
        before = Status.COMPLIANT if status != Status.COMPLIANT else Status.NON_COMPLIANT
        first = not left and chance.random() < FIRST_RESULT
        lasted = (OLDEST - age) * chance.random() * 0.5
        event_id = f"{chance.getrandbits(128):032x}"
        found.append(Change(at, status, None if first else before, event_id, lasted))
        status, age = before, age + lasted
    return found
