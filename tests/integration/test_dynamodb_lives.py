"""The lives of violations, on DynamoDB and in memory: the same promises."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from shared.adapters.dynamodb_lives import DynamoDbLives
from shared.adapters.dynamodb_notices import notice_item
from shared.adapters.dynamodb_outbox import DynamoDbOutbox
from shared.domain.alert import Alert
from shared.domain.life import Hush, Life, Sighting, Target
from shared.domain.lives import Due
from shared.domain.notices import Notice
from shared.domain.outbox import Wake
from shared.domain.sightings import ViolationKey
from shared.domain.violation_keys import violation_shown_by
from shared.ports.alerting import Outbox
from shared.ports.planning import LifeStep, Lives
from tests.builders.notices import began, opened, went
from tests.builders.observations import key
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.clock import NOW
from tests.fakes.in_memory_lives import InMemoryLives
from tests.fakes.in_memory_outbox import InMemoryOutbox

LATER = NOW + timedelta(minutes=1)


@dataclass(frozen=True)
class Kept:
    """Lives, the outbox that they share a table with, and how something is heard."""

    lives: Lives
    outbox: Outbox
    client: Any = None

    def hear(self, notice: Notice) -> None:
        if self.client:
            item = notice_item(notice, NOW)
            self.client.put_item(TableName=TABLES.notifications, Item=item)
        else:
            self.outbox.hear(notice, NOW)  # type: ignore[attr-defined] # the fake's own

    def waiting(self) -> set[object]:
        return {entry.notice for entry in self.outbox.waiting(LATER)}


@contextmanager
def in_memory() -> Iterator[Kept]:
    outbox = InMemoryOutbox()
    yield Kept(InMemoryLives(outbox), outbox)


@contextmanager
def on_dynamodb() -> Iterator[Kept]:
    with mocked_tables() as client:
        table = TABLES.notifications
        yield Kept(
            DynamoDbLives(client, table, TABLES.retention),
            DynamoDbOutbox(client, table, TABLES.retention),
            client,
        )


@pytest.fixture(params=[in_memory, on_dynamodb])
def kept(request: pytest.FixtureRequest) -> Iterator[Kept]:
    with request.param() as made:
        yield made


def violation(name: str = "a") -> ViolationKey:
    return violation_shown_by(key(name))


def full_life(name: str = "a") -> Life:
    first = Sighting(key(name), began(1, key(name)).version, "NON_COMPLIANT", NOW, "why", True)  # noqa: FBT003 - a member
    return Life(
        violation=violation(name),
        sightings={first.key: first},
        heard={first.key: first.version},
        period=7,
        lasts=True,
        first=first,
        ended=replace(first, reason=None),
        flaps=2,
        told=(
            Target("default", None, NOW),
            Target("team", "all", NOW, first_result=True, out_of_shadow=True),
        ),
        reminders=1,
        remind_at=LATER,
        remind_after=timedelta(hours=4),
    )


def step(kept: Kept, life: Life, *notices: Notice, alerts: tuple[Alert, ...] = ()) -> LifeStep:
    stored = kept.lives.kept([life.violation])[life.violation]
    dues = tuple(Due(alert, LATER) for alert in alerts)
    return LifeStep(kept=stored, life=life, due=None, notices=notices, alerts=dues)


def test_a_life_is_kept_with_everything_that_is_known_of_it(kept: Kept) -> None:
    assert kept.lives.kept([violation()])[violation()].life == Life(violation=violation())
    hushed = Hush("muted", NOW, "mine", by_rules=True)
    for life in (full_life(), Life(violation=violation(), hushed=hushed)):
        assert kept.lives.keep([step(kept, life)], NOW) == [True]
        assert kept.lives.kept([violation()])[violation()].life == life


def test_what_was_heard_is_done_with_and_what_is_told_waits(kept: Kept) -> None:
    notice, alert = began(1, key("a")), opened(1, "a")
    kept.hear(notice)
    assert kept.waiting() == {notice}
    kept.lives.keep([step(kept, full_life(), notice, alerts=(alert,))], NOW)
    assert kept.waiting() == {alert}


def test_a_life_is_looked_at_again_when_it_is_due(kept: Kept) -> None:
    kept.lives.keep([replace(step(kept, full_life()), due=LATER)], NOW)
    assert kept.waiting() == {Wake(violation())}
    kept.lives.keep([step(kept, full_life())], NOW)
    assert not kept.waiting()


def test_who_was_overtaken_writes_nothing_and_the_others_of_the_batch_are_written(
    kept: Kept,
) -> None:
    notice = began(1, key("a"))
    kept.hear(notice)
    overtaken = step(kept, full_life(), notice, alerts=(opened(1, "a"),))
    kept.lives.keep([step(kept, full_life())], NOW)
    assert kept.lives.keep([overtaken, step(kept, full_life("b"))], NOW) == [False, True]
    assert kept.waiting() == {notice}
    assert kept.lives.kept([violation("b")])[violation("b")].life == full_life("b")


def test_many_steps_are_written_each_with_its_own(kept: Kept) -> None:
    names = [f"r{number}" for number in range(120)]
    steps = [step(kept, full_life(name), alerts=(opened(1, name),)) for name in names]
    assert all(kept.lives.keep(steps, NOW))
    assert kept.waiting() == {opened(1, name) for name in names}


def test_all_that_was_heard_of_states_is_found(kept: Kept) -> None:
    heard = [began(1, key("a")), went(2, key("a")), began(3, key("b"))]
    for notice in heard:
        kept.hear(notice)
    assert set(kept.lives.notices([key("a")])) == set(heard[:2])


def test_what_a_mute_hushes_is_found_and_forgotten(kept: Kept) -> None:
    for name in ("a", "b"):
        life = replace(full_life(name), told=(), hushed=Hush("it is muted", mute="mine"))
        kept.lives.keep([step(kept, life)], NOW)
    assert list(kept.lives.mutes()) == ["mine"]
    assert set(kept.lives.hushed_by("mine")) == {violation("a"), violation("b")}
    kept.lives.release("mine", [violation("a")])
    assert list(kept.lives.mutes()) == ["mine"]
    kept.lives.release("mine", [violation("b")])
    assert not list(kept.lives.mutes())
