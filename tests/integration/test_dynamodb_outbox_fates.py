"""What becomes of entries: the outbox on DynamoDB and the one in memory are alike."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from shared.domain.outbox import Fate
from shared.domain.violation_keys import violation_shown_by
from tests.builders.notices import ended, opened, summary
from tests.builders.observations import key
from tests.builders.outboxes import BOTH, LATER, Kept
from tests.fakes.clock import NOW

FIRST, SECOND = opened(1, "bucket-1"), opened(2, "bucket-2")


@pytest.fixture(params=BOTH)
def kept(request: pytest.FixtureRequest) -> Iterator[Kept]:
    with request.param() as each:
        each.add(FIRST, 0)
        each.add(SECOND, 5)
        yield each


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


def test_an_entry_that_is_given_back_is_as_it_was(kept: Kept) -> None:
    before = kept.seen()
    kept.outbox.give_back(kept.outbox.claim(before, NOW, LATER))
    assert kept.seen() == before
    assert kept.outbox.claim(before, NOW, LATER)


def test_dropped_and_failed_entries_wait_no_more(kept: Kept) -> None:
    one, other = kept.outbox.claim(kept.seen(), NOW, LATER)
    kept.outbox.drop([one], NOW, "nobody was told that it began")
    kept.outbox.record_failed([other], NOW, "400 invalid_blocks")
    assert not kept.seen()
    assert kept.one(FIRST).fate is Fate.DROPPED
    assert kept.one(SECOND).fate is Fate.FAILED


def test_who_lost_a_claim_changes_nothing_but_that_it_was_told(kept: Kept) -> None:
    late = kept.outbox.claim([kept.one(FIRST)], NOW, LATER)
    kept.outbox.claim([kept.one(FIRST)], LATER, LATER + timedelta(seconds=30))
    others = kept.one(FIRST)
    kept.outbox.give_back(late)
    kept.outbox.put_off(late, LATER, failed=True)
    kept.outbox.drop(late, NOW, "a reason")
    kept.outbox.record_failed(late, NOW, "a reason")
    assert kept.one(FIRST) == others
    kept.outbox.record_told(late, NOW)
    kept.outbox.put_off([others], LATER, failed=True)
    assert kept.one(FIRST).fate is Fate.TOLD
    assert [e.notice for e in kept.seen()] == [SECOND]


def test_a_summary_of_an_account_is_an_entry_like_the_others(kept: Kept) -> None:
    kept.add(summary(), -9)
    mine = kept.outbox.claim(kept.seen()[:1], NOW, LATER)
    assert [each.notice for each in mine] == [summary()]
    kept.outbox.put_off(mine, NOW - timedelta(seconds=1), failed=True)
    assert kept.seen()[0].attempts == 1
    kept.outbox.record_told(kept.outbox.claim(kept.seen()[:1], NOW, LATER), NOW)
    assert [e.notice for e in kept.seen()] == [FIRST, SECOND]


def test_the_entries_of_a_violation_are_its_own(kept: Kept) -> None:
    kept.add(ended(9, "bucket-1"), 0)
    both, none = (violation_shown_by(key(name)) for name in ("bucket-1", "bucket-9"))
    found = kept.outbox.of_violations([both, none])
    assert {entry.notice for entry in found[both]} == {FIRST, ended(9, "bucket-1")}
    assert not found[none]
