"""The lives of violations, on DynamoDB and in memory: the same promises."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from shared.adapters.dynamodb_hushes import DynamoDbHushes
from shared.adapters.dynamodb_lives import DynamoDbLives
from shared.adapters.dynamodb_notices import notice_item
from shared.adapters.dynamodb_outbox import DynamoDbOutbox
from shared.domain.alert import Alert
from shared.domain.life import Hush, Life, Sighting, Target
from shared.domain.lives import Due
from shared.domain.mute_watch import Watch
from shared.domain.notices import Notice
from shared.domain.outbox import Fate, OutboxEntry, Wake, is_alert, is_news
from shared.domain.sightings import ViolationKey
from shared.domain.violation_keys import violation_shown_by
from shared.ports.alerting import Outbox
from shared.ports.hushing import Hushes
from shared.ports.planning import LifeStep, Lives
from tests.builders.mutes import muting
from tests.builders.notices import began, opened, went
from tests.builders.observations import key
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.clock import NOW
from tests.fakes.in_memory_hushes import InMemoryHushes
from tests.fakes.in_memory_lives import InMemoryLives
from tests.fakes.in_memory_outbox import InMemoryOutbox

LATER = NOW + timedelta(minutes=1)


@dataclass(frozen=True)
class Kept:
    """Lives, the outbox that they share a table with, and how something is heard."""

    lives: Lives
    outbox: Outbox
    hushes: Hushes
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
    lives = InMemoryLives(outbox)
    yield Kept(lives, outbox, InMemoryHushes(lives))


@contextmanager
def on_dynamodb() -> Iterator[Kept]:
    with mocked_tables() as client:
        table = TABLES.notifications
        yield Kept(
            DynamoDbLives(client, table, TABLES.retention),
            DynamoDbOutbox(client, table, TABLES.retention, ["default"]),
            DynamoDbHushes(client, table),
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
        decided_at=NOW,
    )


def step(kept: Kept, life: Life, *notices: Notice, alerts: tuple[Alert, ...] = ()) -> LifeStep:
    stored = kept.lives.kept([life.violation])[life.violation]
    dues = tuple(Due(alert, LATER) for alert in alerts)
    return LifeStep(kept=stored, life=life, due=None, notices=notices, alerts=dues)


def test_a_life_is_kept_with_everything_that_is_known_of_it(kept: Kept) -> None:
    assert kept.lives.kept([violation()])[violation()].life == Life(violation=violation())
    hushed = Hush("muted", NOW, "mine", by_sightings=True)
    for life in (full_life(), Life(violation=violation(), hushed=hushed)):
        assert kept.lives.keep([step(kept, life)], NOW) == [True]
        assert kept.lives.kept([violation()])[violation()].life == life


def test_what_was_heard_is_done_with_and_what_is_told_waits(kept: Kept) -> None:
    notice, alert = began(1, key("a")), opened(1, "a")
    kept.hear(notice)
    assert kept.waiting() == {notice}
    kept.lives.keep([step(kept, full_life(), notice, alerts=(alert,))], NOW)
    assert kept.waiting() == {alert}


def test_what_has_shown_a_violation_is_kept_with_its_alert(kept: Kept) -> None:
    plain = opened(1, "a")
    seen = replace(
        opened(1, "b"), sightings=7, rules=("one", "two"), more_rules=3, regions=5, flaps=2
    )
    kept.lives.keep([step(kept, full_life(), alerts=(plain, seen))], NOW)
    assert kept.waiting() == {plain, seen}


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
    assert list(kept.hushes.watches()) == ["mine"]
    assert set(kept.hushes.hushed_by("mine")) == {violation("a"), violation("b")}
    kept.hushes.release("mine", [violation("a")])
    kept.hushes.forget("mine")
    assert list(kept.hushes.watches()) == ["mine"]
    kept.hushes.release("mine", [violation("b")])
    kept.hushes.forget("mine")
    assert not kept.hushes.watches()


def test_many_that_one_mute_hushes_are_written_together(kept: Kept) -> None:
    names = [f"r{number}" for number in range(60)]
    hushed = Hush("it is muted", mute="mine")
    lives = [replace(full_life(name), told=(), hushed=hushed) for name in names]
    assert all(kept.lives.keep([step(kept, life) for life in lives], NOW))
    assert set(kept.hushes.hushed_by("mine")) == {violation(name) for name in names}


def test_what_is_dropped_with_a_life_is_dropped_with_it_or_not_at_all(kept: Kept) -> None:
    kept.lives.keep([step(kept, full_life(), alerts=(opened(1, "a"),))], NOW)
    [entry] = news(kept)
    dropping = replace(step(kept, full_life()), dropped=[entry], because="it is muted")
    [mine] = kept.outbox.claim([entry], LATER, LATER + timedelta(minutes=1))
    assert kept.lives.keep([dropping], LATER) == [False]
    assert kept.lives.keep([replace(dropping, dropped=[mine])], LATER) == [True]
    assert not news(kept)
    [entry] = kept.outbox.of_violations([violation()])[violation()]
    assert entry.fate is Fate.DROPPED
    again = replace(opened(1, "a"), flaps=3)
    kept.lives.keep([step(kept, full_life(), alerts=(again,))], NOW)
    assert [entry.notice for entry in news(kept)] == [again]
    [entry] = kept.outbox.of_violations([violation()])[violation()]
    assert (entry.fate, entry.claim) == (Fate.WAITING, None)


def test_a_mute_is_watched_until_all_that_it_covered_was_looked_through(kept: Kept) -> None:
    mute = muting("mine", resource_id="a")
    kept.hushes.watch(mute)
    assert kept.hushes.watches() == {"mine": Watch(mute)}
    assert kept.hushes.ended("mine", NOW) == NOW
    assert kept.hushes.ended("mine", LATER) == NOW
    kept.hushes.looked_through("mine", ("some", "place"))
    assert kept.hushes.watches() == {"mine": Watch(mute, NOW, ("some", "place"))}
    kept.hushes.looked_through("mine", None)
    assert kept.hushes.watches() == {"mine": Watch(mute, NOW, done=True)}
    kept.hushes.watch(mute)
    assert kept.hushes.watches() == {"mine": Watch(mute)}
    kept.hushes.forget("mine")
    kept.hushes.forget("mine")
    assert not kept.hushes.watches()


def test_a_mute_that_begins_to_hush_while_it_is_forgotten_is_watched_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with on_dynamodb() as kept:
        kept.hushes.watch(muting("mine", resource_id="a"))
        look = kept.hushes.hushed_by

        def look_before_it_hushes(mute_id: str) -> Sequence[ViolationKey]:
            found = look(mute_id)
            life = replace(full_life(), told=(), hushed=Hush("it is muted", mute=mute_id))
            assert kept.lives.keep([step(kept, life)], NOW) == [True]
            return found

        with monkeypatch.context() as beside:
            beside.setattr(kept.hushes, "hushed_by", look_before_it_hushes)
            kept.hushes.forget("mine")
        assert list(kept.hushes.watches()) == ["mine"]
        assert kept.hushes.hushed_by("mine") == [violation()]


def test_a_mute_that_hushed_something_before_it_was_seen_is_watched_too(kept: Kept) -> None:
    life = replace(full_life(), hushed=Hush("it is muted", mute="mine"))
    kept.lives.keep([step(kept, life)], NOW)
    assert kept.hushes.watches() == {"mine": Watch()}


def news(kept: Kept) -> list[OutboxEntry[Alert]]:
    return [each for each in kept.outbox.waiting(LATER) if is_news(each) and is_alert(each)]
