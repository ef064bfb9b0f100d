"""What waits and who has it: the outbox on DynamoDB and the one in memory are alike."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from shared.adapters.dynamodb_entry_updates import claim
from tests.builders.notices import entry, opened
from tests.builders.outboxes import BOTH, LATER, Kept
from tests.fakes.clock import NOW

FIRST, SECOND = opened(1, "bucket-1"), opened(2, "bucket-2")


@pytest.fixture(params=BOTH)
def kept(request: pytest.FixtureRequest) -> Iterator[Kept]:
    with request.param() as each:
        each.add(FIRST, 0)
        each.add(SECOND, 5)
        yield each


def test_what_waits_is_seen_the_longest_due_first(kept: Kept) -> None:
    kept.add(opened(3, "bucket-3"), -5)
    kept.add(opened(4, "beyond the look"), 31)
    assert [e.notice for e in kept.seen()] == [opened(3, "bucket-3"), FIRST, SECOND]


def test_an_entry_is_claimed_by_one_only(kept: Kept) -> None:
    seen = kept.seen()
    mine = kept.outbox.claim(seen, NOW, LATER)
    assert [e.notice for e in mine] == [FIRST, SECOND]
    assert not kept.outbox.claim(seen, NOW, LATER)
    assert not kept.outbox.claim(mine, NOW, LATER)


def test_only_what_waits_can_be_asked_for() -> None:
    with pytest.raises(AssertionError):
        claim(entry(FIRST, None), "claim-1", LATER)


def test_what_cannot_be_claimed_does_not_keep_back_the_rest(kept: Kept) -> None:
    seen = kept.seen()
    kept.outbox.claim(seen[:1], NOW, LATER)
    assert [e.notice for e in kept.outbox.claim(seen, NOW, LATER)] == [SECOND]


def test_a_claim_leaves_an_entry_due_as_it_was_until_the_lease_ends(kept: Kept) -> None:
    [mine] = kept.outbox.claim(kept.seen()[:1], NOW, LATER)
    assert mine == kept.one(FIRST) == entry(FIRST, NOW, leased_until=LATER)
    again = [entry for entry in kept.seen() if entry.notice == FIRST]
    assert not kept.outbox.claim(again, NOW, LATER)
    assert kept.outbox.claim(again, LATER, LATER + timedelta(seconds=30))


def test_more_than_a_hundred_are_claimed_and_told_together(kept: Kept) -> None:
    for number in range(100):  # and the two that are there: more than one transaction holds
        kept.add(opened(number, f"many-{number}"), 0)
    seen = kept.seen()
    assert len(kept.outbox.claim(seen, NOW, LATER)) == 102
    kept.outbox.record_told(seen, NOW)
    assert not kept.seen()
