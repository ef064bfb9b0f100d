"""What no route takes is counted with the plan that tells it, once, whatever becomes of that."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from shared.adapters.dynamodb_fallback import DynamoDbFallbackCounts
from shared.adapters.dynamodb_lives import DynamoDbLives
from shared.domain.filters import Window
from shared.domain.life import Life
from shared.domain.lives import Due
from shared.domain.observations import StateKey
from shared.domain.violation_keys import violation_shown_by
from shared.ports.planning import LifeStep
from tests.builders.notices import opened
from tests.builders.observations import key
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.fakes.clock import NOW

RULE = "s3-bucket-public-read-prohibited"
ACCOUNT = key("a").account
ALWAYS = Window()


@dataclass
class Kept:
    """Lives on DynamoDB, what is counted with them, and the time that it is."""

    client: Any
    now: datetime = NOW

    @property
    def lives(self) -> DynamoDbLives:
        return DynamoDbLives(self.client, TABLES.notifications, TABLES.retention)

    @property
    def counts(self) -> DynamoDbFallbackCounts:
        return DynamoDbFallbackCounts(self.client, TABLES.notifications, lambda: self.now)

    def step(self, of: StateKey, *, routed: bool = False) -> LifeStep:
        violation = violation_shown_by(of)
        alert = replace(opened(of=of), route="all" if routed else None)
        kept = self.lives.kept([violation])[violation]
        life = Life(violation=violation, period=alert.period)
        return LifeStep(kept=kept, life=life, due=None, alerts=(Due(alert, NOW),))

    def keep(self, *steps: LifeStep) -> None:
        self.lives.keep(steps, self.now)


@pytest.fixture
def kept() -> Iterator[Kept]:
    with mocked_tables() as client:
        yield Kept(client)


def test_what_no_route_takes_is_counted_and_nothing_else(kept: Kept) -> None:
    kept.keep(kept.step(key("a", RULE)), kept.step(key("b", RULE), routed=True))
    assert kept.counts.told(ALWAYS) == {(ACCOUNT, RULE): 1}


def test_many_that_are_planned_together_are_one_counter(kept: Kept) -> None:
    kept.keep(*(kept.step(key(f"r{number}", RULE)) for number in range(120)))
    assert kept.counts.told(ALWAYS) == {(ACCOUNT, RULE): 120}
    items = everything(kept.client, TABLES.notifications)
    assert len([item for item in items if item["pk"]["S"] == "FALLBACK"]) == 1


def test_who_was_overtaken_counts_nothing_and_the_others_of_the_batch_are_counted(
    kept: Kept,
) -> None:
    overtaken = kept.step(key("a", RULE))
    kept.keep(kept.step(key("a", RULE)))
    kept.keep(overtaken, kept.step(key("b", RULE)))
    assert kept.counts.told(ALWAYS) == {(ACCOUNT, RULE): 2}


def test_a_time_has_what_was_planned_in_it_and_not_what_was_planned_at_its_end(kept: Kept) -> None:
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(minutes=15)
    for name, kept.now in (
        ("a", midnight - timedelta(microseconds=1)),
        ("b", midnight),
        ("c", midnight + timedelta(hours=23, minutes=59)),
        ("d", midnight + timedelta(days=1)),
    ):
        kept.keep(kept.step(key(name, RULE)))
    day = Window(start=midnight, end=midnight + timedelta(days=1))
    assert kept.counts.told(day) == {(ACCOUNT, RULE): 2}


def test_what_has_expired_is_not_counted_though_it_is_still_there(kept: Kept) -> None:
    kept.keep(kept.step(key("a", RULE)))
    kept.now += TABLES.retention
    assert kept.counts.told(ALWAYS) == {}
