"""The outbox on DynamoDB and the one in memory keep the same promises."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest

from shared.adapters.dynamodb_entry_updates import claim
from shared.adapters.dynamodb_notices import notice_item
from shared.adapters.dynamodb_outbox import DynamoDbOutbox
from shared.domain.notices import Notice
from shared.domain.outbox import Fate, OutboxEntry, Pause
from shared.ports.alerting import Outbox
from tests.builders.notices import ended, entry, opened
from tests.builders.observations import key
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.clock import NOW
from tests.fakes.in_memory_outbox import InMemoryOutbox

LATER = NOW + timedelta(seconds=30)
FIRST, SECOND = opened(1, "bucket-1"), opened(2, "bucket-2")


@dataclass(frozen=True)
class Kept:
    """An outbox, and how a test puts something into it that is due `seconds` from now."""

    outbox: Outbox
    add: Callable[[Notice, float], None]

    def seen(self) -> list[OutboxEntry]:
        return list(self.outbox.waiting(LATER))

    def one(self, notice: Notice) -> OutboxEntry:
        entries = self.outbox.of_violations([notice.key])[notice.key]
        return next(entry for entry in entries if entry.notice == notice)


@contextmanager
def in_memory() -> Iterator[Kept]:
    outbox = InMemoryOutbox()
    yield Kept(outbox, lambda notice, s: outbox.add(notice, NOW + timedelta(seconds=s)))


@contextmanager
def on_dynamodb() -> Iterator[Kept]:
    with mocked_tables() as client:

        def add(notice: Notice, seconds: float) -> None:
            item = notice_item(notice, NOW, timedelta(seconds=seconds))
            client.put_item(TableName=TABLES.notifications, Item=item)

        yield Kept(DynamoDbOutbox(client, TABLES.notifications, TABLES.retention), add)


@pytest.fixture(params=[in_memory, on_dynamodb])
def kept(request: pytest.FixtureRequest) -> Iterator[Kept]:
    with request.param() as each:
        each.add(FIRST, 0)
        each.add(SECOND, 5)
        yield each


def test_what_waits_is_seen_the_longest_due_first(kept: Kept) -> None:
    kept.add(opened(3, "bucket-3"), -5)
    kept.add(opened(4, "beyond the look"), 31)
    assert [e.notice.key.resource_id for e in kept.seen()] == ["bucket-3", "bucket-1", "bucket-2"]


def test_an_entry_is_claimed_by_one_only(kept: Kept) -> None:
    seen = kept.seen()
    mine = kept.outbox.claim(seen, NOW, LATER)
    assert [e.notice for e in mine] == [FIRST, SECOND]
    assert not kept.outbox.claim(seen, NOW, LATER)
    assert not kept.outbox.claim(mine, NOW, LATER)


def test_only_what_waits_can_be_asked_for() -> None:
    with pytest.raises(AssertionError):
        claim(entry(FIRST, None), NOW, LATER)


def test_what_cannot_be_claimed_does_not_keep_back_the_rest(kept: Kept) -> None:
    seen = kept.seen()
    kept.outbox.claim(seen[:1], NOW, LATER)
    assert [e.notice for e in kept.outbox.claim(seen, NOW, LATER)] == [SECOND]


def test_a_claimed_entry_is_due_again_at_the_end_of_its_lease(kept: Kept) -> None:
    kept.outbox.claim(kept.seen()[:1], NOW, LATER)
    assert kept.one(FIRST).leased_until == kept.one(FIRST).due == LATER
    again = [entry for entry in kept.seen() if entry.notice == FIRST]
    assert kept.outbox.claim(again, LATER, LATER + timedelta(seconds=30))


def test_an_entry_that_was_told_waits_no_more(kept: Kept) -> None:
    kept.outbox.record_told(kept.outbox.claim(kept.seen()[:1], NOW, LATER), NOW)
    assert kept.one(FIRST).fate is Fate.TOLD
    assert [e.notice for e in kept.seen()] == [SECOND]


def test_what_was_told_cannot_be_claimed_by_who_saw_it_before(kept: Kept) -> None:
    seen = kept.seen()
    kept.outbox.record_told(kept.outbox.claim(seen, NOW, LATER), NOW)
    assert not kept.outbox.claim(seen, NOW, LATER)


def test_an_entry_that_is_put_off_is_free_and_counts_its_failures(kept: Kept) -> None:
    for failed in (True, False, True):
        claimed = kept.outbox.claim([kept.one(FIRST)], NOW, LATER)
        kept.outbox.put_off(claimed, NOW + timedelta(seconds=7), failed=failed)
    entry = kept.one(FIRST)
    assert (entry.attempts, entry.leased_until) == (2, None)
    assert entry.due == NOW + timedelta(seconds=7)


def test_dropped_and_failed_entries_wait_no_more(kept: Kept) -> None:
    one, other = kept.outbox.claim(kept.seen(), NOW, LATER)
    kept.outbox.drop([one], NOW, "nobody was told that it began")
    kept.outbox.record_failed([other], NOW, "400 invalid_blocks")
    assert not kept.seen()
    assert kept.one(FIRST).fate is Fate.DROPPED
    assert kept.one(SECOND).fate is Fate.FAILED


def test_the_entries_of_a_violation_are_its_own(kept: Kept) -> None:
    kept.add(ended(9, "bucket-1"), 0)
    both, none = key("bucket-1"), key("bucket-9")
    found = kept.outbox.of_violations([both, none])
    assert {entry.notice for entry in found[both]} == {FIRST, ended(9, "bucket-1")}
    assert not found[none]


def test_a_pause_is_kept(kept: Kept) -> None:
    assert kept.outbox.pause() is None
    for seconds, channel in ((5, "channel"), (30, "channel"), (7, "mended channel")):
        pause = Pause(NOW + timedelta(seconds=seconds), channel)
        kept.outbox.keep_pause(pause)
        assert kept.outbox.pause() == pause


def test_a_longer_pause_of_the_same_channel_stays(kept: Kept) -> None:
    for seconds in (30, 5):
        kept.outbox.keep_pause(Pause(NOW + timedelta(seconds=seconds), "channel"))
    assert kept.outbox.pause() == Pause(NOW + timedelta(seconds=30), "channel")


def test_more_than_a_hundred_are_claimed_and_told_together(kept: Kept) -> None:
    for number in range(100):  # and the two that are there: more than one transaction holds
        kept.add(opened(number, f"many-{number}"), 0)
    claimed = kept.outbox.claim(kept.seen(), NOW, LATER)
    assert len(claimed) == 102
    kept.outbox.record_told(claimed, NOW)
    assert not kept.seen()
