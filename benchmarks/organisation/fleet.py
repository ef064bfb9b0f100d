"""Which accounts, rules and regions an organisation has, and how many states are where."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from shared.domain.catalogue import CATALOGUE
from shared.domain.observations import PlaceKey

if TYPE_CHECKING:
    from collections.abc import Sequence

SEED = 20_261_120
RULES = 200
EVERYWHERE = 20  # rules that every place has
REGIONS = ("eu-central-1", "us-east-1")
SECOND_REGION = 0.4  # of the accounts
FEWEST_ACCOUNTS, MOST_ACCOUNTS, STATES_OF_ACCOUNT = 10, 1_000, 500
LARGE, TIMES_LARGER = 0.01, 20  # a hundredth of the accounts, and how much larger they are
MOST_EVENTS, EVENTS_OF_STATE = 1_000_000, 3
PER_ACCOUNT = "AWS::::Account"  # a resource that an account has once


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, the type that it judges, and what share of its states is non-compliant."""

    name: str
    resource_type: str
    bad: float


@dataclass(frozen=True, slots=True)
class Place:
    """A region of an account: how many states each of its rules (by number) has there."""

    key: PlaceKey
    number: int
    states: tuple[tuple[int, int], ...]
    events_of_state: int

    def resource(self, resource_type: str, number: int) -> str:
        """Return the id of a resource; the rules of its type all judge it."""
        kind = resource_type.rsplit("::", 1)[-1].lower()
        return f"{kind}-{self.number:04d}-production-{number:06d}"


@dataclass(frozen=True)
class Fleet:
    """The organisation that has so many states, in so many accounts; None: as many as is usual."""

    states: int
    in_accounts: int | None = None
    rules: tuple[Rule, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", _rules())

    @property
    def accounts(self) -> list[str]:
        """Their ids, evenly spread over all numbers."""
        usual = min(MOST_ACCOUNTS, max(FEWEST_ACCOUNTS, self.states // STATES_OF_ACCOUNT))
        return account_ids(self.in_accounts or usual)

    @property
    def events_of_state(self) -> int:
        """How many events are kept of each state."""
        return max(1, min(EVENTS_OF_STATE, MOST_EVENTS // self.states))

    @cached_property
    def places(self) -> list[Place]:
        """All places with what is in them."""
        chance = random.Random(SEED)  # noqa: S311 - the same every time
        weights = [(key, weight) for a in self.accounts for key, weight in _places(a, chance)]
        counts = _shared_out(self.states, [weight for _, weight in weights])
        return [
            Place(key, number, _spread(count, chance), self.events_of_state)
            for number, ((key, _), count) in enumerate(zip(weights, counts, strict=True))
        ]

    @cached_property
    def by_account(self) -> Counter[str]:
        """The number of states of each account."""
        found: Counter[str] = Counter()
        for place in self.places:
            found[place.key.account] += sum(count for _, count in place.states)
        return found

    @cached_property
    def by_rule(self) -> Counter[int]:
        """The number of states of each rule, by its number."""
        found: Counter[int] = Counter()
        for place in self.places:
            found.update(dict(place.states))
        return found


def account_ids(number: int) -> list[str]:
    """Return so many ids of accounts, the same every time."""
    chance = random.Random(SEED)  # noqa: S311 - the same every time
    return sorted(f"{n:012d}" for n in chance.sample(range(10**11, 10**12), number))


def _rules() -> tuple[Rule, ...]:
    known = [
        r for r in CATALOGUE.values() if r.resource_types and PER_ACCOUNT not in r.resource_types
    ]
    types = sorted({rule.resource_types[0] for rule in known})
    chance = random.Random(SEED)  # noqa: S311 - the same every time
    named = [(rule.name, rule.resource_types[0]) for rule in known]
    own = range(RULES - len(named))
    named += [(f"organisation-standard-{n:03d}", types[n % len(types)]) for n in own]
    return tuple(Rule(name, kind, chance.betavariate(1, 11)) for name, kind in named)


def _places(account: str, chance: random.Random) -> list[tuple[PlaceKey, float]]:
    weight = chance.lognormvariate(0, 0.5) * (TIMES_LARGER if chance.random() < LARGE else 1)
    first = PlaceKey(account, REGIONS[0])
    if chance.random() >= SECOND_REGION:
        return [(first, weight)]
    return [(first, 0.75 * weight), (PlaceKey(account, REGIONS[1]), 0.25 * weight)]


def _spread(states: int, chance: random.Random) -> tuple[tuple[int, int], ...]:
    """Return how many states the rules of a place have: those that are everywhere have most."""
    weights = [
        1 / (1 + n) ** 0.7 if n < EVERYWHERE or chance.random() < 6 / n else 0.0
        for n in range(RULES)
    ]
    return tuple((n, count) for n, count in enumerate(_shared_out(states, weights)) if count)


def _shared_out(whole: int, weights: Sequence[float]) -> list[int]:
    """Share a number out by weights, with nothing left over."""
    upto = [0.0, *accumulate(weights)]
    return [round(whole * b / upto[-1]) - round(whole * a / upto[-1]) for a, b in pairwise(upto)]
