"""Which notices become one message, and when."""

from datetime import timedelta

import pytest

from shared.domain.alerts import AlertGroup, groups_due, next_due
from shared.domain.observations import StateKey
from shared.domain.outbox import OutboxEntry
from tests.builders.notices import ended, entry, opened
from tests.builders.observations import key
from tests.fakes.clock import NOW

OTHER_RULE = key("bucket-1", "s3-bucket-public-write-prohibited")
OTHER_ACCOUNT = StateKey("333333333333", *["eu-central-1", "rule", "AWS::S3::Bucket", "b"])


def due_in(seconds: float, resource: str = "bucket-1") -> OutboxEntry:
    return entry(opened(seconds, resource), NOW + timedelta(seconds=seconds))


def resources(group: AlertGroup) -> list[str]:
    return [each.notice.key.resource_id for each in group.entries]


def test_nothing_is_told_before_its_window_is_over() -> None:
    assert not groups_due([due_in(1)], NOW)


def test_what_came_within_the_window_of_the_first_goes_along() -> None:
    [group] = groups_due([due_in(9, "late"), due_in(0, "first")], NOW)
    assert resources(group) == ["first", "late"]


def test_rules_and_accounts_are_told_apart() -> None:
    entries = [entry(opened(of=of), NOW) for of in (key(), OTHER_RULE, OTHER_ACCOUNT)]
    assert len(groups_due(entries, NOW)) == 3


def test_openings_are_told_before_endings_and_the_longest_due_first() -> None:
    entries = [
        entry(ended(5, "ended"), NOW - timedelta(seconds=9)),
        entry(opened(1, of=OTHER_RULE), NOW),
        entry(opened(0, "first"), NOW - timedelta(seconds=5)),
    ]
    assert [resources(group) for group in groups_due(entries, NOW)] == [
        ["first"],
        ["bucket-1"],
        ["ended"],
    ]


def test_of_one_violation_the_oldest_notice_comes_first_and_alone() -> None:
    notices = [opened(3), opened(1), ended(2)]
    entries = [entry(notice, NOW) for notice in notices]
    [group] = groups_due(entries, NOW)
    assert [each.notice for each in group.entries] == [opened(1)]


def test_what_is_being_told_or_was_put_off_does_not_go_along() -> None:
    later = NOW + timedelta(seconds=5)
    being_told = entry(opened(1, "being told"), later, leased_until=later)
    put_off = entry(opened(2, "put off"), later, attempts=1)
    [group] = groups_due([due_in(0, "first"), being_told, put_off], NOW)
    assert resources(group) == ["first"]


def test_what_was_put_off_is_told_when_it_is_due_again() -> None:
    assert groups_due([entry(opened(), NOW, attempts=3)], NOW)


def test_the_next_look_is_when_something_can_be_told() -> None:
    assert next_due([]) is None
    assert next_due([due_in(7, "a"), due_in(3, "b")]) == NOW + timedelta(seconds=3)
    waiting_for_its_opening = [due_in(7), entry(ended(9), NOW)]
    assert next_due(waiting_for_its_opening) == NOW + timedelta(seconds=7)


def test_an_entry_that_waits_has_a_time() -> None:
    with pytest.raises(AssertionError):
        next_due([entry(opened(), None)])
