"""Threads on DynamoDB and in memory: the same promises."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.adapters.dynamodb_threads import DynamoDbThreads
from shared.adapters.thread_json import read_thread, write_thread
from shared.domain import threads as steps
from shared.domain.delivery import Reference
from shared.domain.thread_keys import ThreadKey, group_of
from shared.domain.threads import LISTED, LONGEST_REASON, Person, Thread
from shared.ports.threads import Threads
from tests.builders.notices import ended, opened
from tests.builders.observations import at
from tests.builders.serial import one_at_a_time
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.fakes.clock import NOW
from tests.fakes.in_memory_threads import InMemoryThreads

GROUP = group_of(opened())
PARENT = Reference("C1", "1.000")
ADA = Person("U1", "Ada", NOW)
LATER = NOW + timedelta(hours=1)


@contextmanager
def in_memory() -> Iterator[Threads]:
    yield InMemoryThreads()


@contextmanager
def on_dynamodb() -> Iterator[Threads]:
    with mocked_tables() as client:
        one_at_a_time(client)
        yield DynamoDbThreads(client, TABLES.notifications, TABLES.retention)


@pytest.fixture(params=[in_memory, on_dynamodb])
def threads(request: pytest.FixtureRequest) -> Iterator[Threads]:
    with request.param() as made:
        yield made


def begun(threads: Threads, *names: str) -> ThreadKey:
    """Return a thread that tells these, and that is posted."""
    thread = threads.join(GROUP, [opened(0, name) for name in names], NOW)
    posted = threads.change(thread.key, lambda it: steps.posted(it, PARENT, thread.changes, NOW))
    assert posted
    assert posted.parent == PARENT
    return thread.key


def counts(thread: Thread | None) -> tuple[int, int]:
    assert thread
    return thread.over, thread.told


def test_what_follows_joins_the_thread_that_is_open(threads: Threads) -> None:
    key = begun(threads, "a")
    thread = threads.join(GROUP, [opened(1, "b"), opened(2, "c")], NOW)
    assert thread.key == key
    assert counts(thread) == (0, 3)
    assert threads.get(key) == thread


def test_each_group_has_threads_of_its_own(threads: Threads) -> None:
    keys = {
        threads.join(replace(GROUP, **changed), [opened(n, f"b{n}", channel=f"c{n}")], NOW).key
        for n, changed in enumerate(({}, {"channel": "x"}, {"account": "x"}, {"rule": "x"}))
    }
    assert len(keys) == 4
    assert threads.get(replace(next(iter(keys)), number=2)) is None


def test_what_is_told_again_is_counted_once(threads: Threads) -> None:
    key = begun(threads, "a", "b")
    again = [opened(0, "a"), opened(1, "c"), opened(1, "c"), opened(0, "b")]
    assert counts(threads.join(GROUP, again, NOW)) == (0, 3)
    assert counts(threads.join(GROUP, [opened(0, "a")], NOW)) == (0, 3)
    for _ in range(2):
        over = threads.end([ended(5, "a")], NOW)
    assert counts(over[ended(5, "a")]) == (1, 3)
    assert counts(threads.get(key)) == (1, 3)


def test_a_thread_closes_with_the_last_and_the_next_one_is_another(threads: Threads) -> None:
    key = begun(threads, "a", "b")
    threads.end([ended(5, "a")], NOW)
    over = threads.end([ended(9, "b"), ended(5, "a")], LATER)
    assert {thread.key for thread in over.values()} == {key}
    closed = threads.get(key)
    assert closed
    assert (closed.closed_at, closed.began, closed.ended) == (LATER, at(0), at(9))
    following = threads.join(GROUP, [opened(10, "a")], LATER)
    assert following.key == replace(key, number=2)
    assert counts(following) == (0, 1)


def test_the_thread_of_an_alert_is_known_long_after(threads: Threads) -> None:
    first = begun(threads, "a")
    threads.end([ended(5, "a")], NOW)
    second = threads.join(GROUP, [opened(10, "a"), opened(10, "b")], NOW).key
    asked = [ended(5, "a"), ended(12, "a", began=10), ended(12, "b", began=10), opened(0, "z")]
    found = threads.of_alerts(asked)
    assert {alert: thread.key for alert, thread in found.items()} == {
        asked[0]: first,
        asked[1]: second,
        asked[2]: second,
    }


def test_the_end_of_what_is_in_no_thread_changes_nothing(threads: Threads) -> None:
    key = begun(threads, "a")
    assert not threads.end([ended(5, "z")], NOW)
    assert counts(threads.get(key)) == (0, 1)
    assert threads.change(replace(key, number=9), lambda it: it) is None


def test_everything_that_is_known_of_a_thread_is_kept(threads: Threads) -> None:
    key = begun(threads, "a", "b")
    threads.change(key, lambda it: steps.acknowledged(it, ADA))
    threads.change(key, lambda it: steps.assigned(it, replace(ADA, user="U2")))
    threads.end([ended(5, "a")], NOW)
    threads.change(key, lambda it: steps.taken(it, LATER, NOW))
    thread = threads.get(key)
    assert thread
    assert thread.acknowledged == ADA
    assert thread.assigned == replace(ADA, user="U2")
    assert [each.over for each in thread.listed] == [at(5), None]
    assert thread.is_taken(NOW)
    assert read_thread(write_thread(thread)) == thread


def test_what_has_shown_a_violation_is_kept_with_it(threads: Threads) -> None:
    seen = replace(
        opened(0, "a"), sightings=7, rules=("one", "two"), more_rules=3, regions=5, flaps=2
    )
    key = threads.join(GROUP, [seen, opened(0, "b")], NOW).key
    thread = threads.get(key)
    assert thread
    assert [each.alert for each in thread.listed] == [seen, opened(0, "b")]
    threads.end([replace(ended(5, "b"), regions=4)], NOW)
    later = threads.get(key)
    assert later
    assert [each.alert.regions for each in later.listed] == [5, 4]


def test_what_is_to_be_shown_is_found_when_it_is_due(threads: Threads) -> None:
    key = begun(threads, "a", "b")
    assert not threads.stale(LATER)
    thread = threads.join(GROUP, [opened(1, "c")], NOW)
    assert [each.key for each in threads.stale(NOW)] == [key]
    threads.change(key, lambda it: steps.put_off(it, LATER))
    assert not threads.stale(NOW)
    assert [each.key for each in threads.stale(LATER)] == [key]
    threads.change(key, lambda it: steps.shown(it, thread.changes, NOW))
    assert not threads.stale(LATER)


def test_what_has_no_first_message_is_not_shown(threads: Threads) -> None:
    key = begun(threads, "a")
    threads.change(key, lambda it: steps.orphaned(it, PARENT))
    threads.join(GROUP, [opened(1, "b")], NOW)
    assert not threads.stale(LATER)


def test_more_than_a_transaction_holds_are_counted_one_by_one(threads: Threads) -> None:
    names = [f"r{number}" for number in range(210)]
    thread = threads.join(GROUP, [opened(0, name) for name in names], NOW)
    assert counts(thread) == (0, 210)
    over = threads.end([ended(5, name) for name in names], NOW)
    assert len(over) == 210
    closed = threads.get(thread.key)
    assert counts(closed) == (210, 210)
    assert closed
    assert closed.closed_at == NOW
    assert len(closed.listed) == LISTED


def test_a_thread_stays_small_whatever_is_said(threads: Threads) -> None:
    said = [opened(0, f"{number:04}" + "€" * 700, why="😀" * 90_000) for number in range(50)]
    thread = threads.join(GROUP, said, NOW)
    assert len(write_thread(thread)) < 300_000  # an item holds 400 KB
    assert {len(each.alert.reason or "") for each in thread.listed} == {LONGEST_REASON}


def test_many_who_tell_at_once_count_everything_once() -> None:
    with mocked_tables() as client:
        one_at_a_time(client)
        threads = DynamoDbThreads(client, TABLES.notifications, TABLES.retention)
        names = [f"r{number}" for number in range(8)]
        with ThreadPoolExecutor(4) as pool:
            some = [[opened(0, name), opened(0, "shared")] for name in names]
            told = list(pool.map(lambda alerts: threads.join(GROUP, alerts, NOW), some))
        assert {thread.key.number for thread in told} == {1}
        assert counts(threads.get(told[0].key)) == (0, 9)


def test_what_is_over_expires_and_what_is_open_does_not() -> None:
    with mocked_tables() as client:
        threads = DynamoDbThreads(client, TABLES.notifications, TABLES.retention)
        begun(threads, "a", "b")
        threads.end([ended(5, "a")], NOW)
        kept = everything(client, TABLES.notifications)
        assert sorted("expires_at" in item for item in kept) == [False, False, True]
        threads.end([ended(5, "b")], NOW)
        assert all("expires_at" in item for item in everything(client, TABLES.notifications))


def test_a_key_is_a_text_and_no_other_text_is_one() -> None:
    key = ThreadKey('a "b"', "222222222222", "rule#1", 7)
    assert ThreadKey.read(key.text) == key
    for wrong in ("", "7", "[1]", json.dumps(["a", "b", "c", "d"]), "{}", "null"):
        with pytest.raises(ValueError, match="not the key of a thread"):
            ThreadKey.read(wrong)
