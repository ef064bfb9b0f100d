"""Which notices become one message, and when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.alert import Alert
from shared.domain.alerts import (
    LONGEST_MESSAGE,
    AlertGroup,
    Group,
    Onboarding,
    Recorders,
    groups_due,
    next_due,
)
from shared.domain.observations import StateKey
from shared.domain.outbox import OutboxEntry
from tests.builders.notices import ended, entry, opened, summary
from tests.builders.observations import key
from tests.fakes.clock import NOW

OTHER_RULE = key("bucket-1", "s3-bucket-public-write-prohibited")
OTHER_ACCOUNT = StateKey("333333333333", *["eu-central-1", "rule", "AWS::S3::Bucket", "b"])


def due_in(seconds: float, resource: str = "bucket-1") -> OutboxEntry[Alert]:
    return entry(opened(seconds, resource), NOW + timedelta(seconds=seconds))


def resources(group: Group) -> list[str]:
    if isinstance(group, Onboarding):
        return [each.notice.account for each in group.entries]
    if isinstance(group, Recorders):
        return [each.notice.place.account for each in group.entries]
    return [each.notice.key.resource_id for each in group.entries]


def told(*entries: OutboxEntry[Alert], failures: int = 0) -> list[list[str]]:
    return [resources(group) for group in groups_due(entries, NOW, failures)]


def test_nothing_is_told_before_its_window_is_over() -> None:
    assert not groups_due([due_in(1)], NOW)


def test_what_came_within_the_window_of_the_first_goes_along() -> None:
    [group] = groups_due([due_in(9, "late"), due_in(0, "first")], NOW)
    assert resources(group) == ["first", "late"]


def test_rules_and_accounts_are_told_apart() -> None:
    entries = [entry(opened(of=of), NOW) for of in (key(), OTHER_RULE, OTHER_ACCOUNT)]
    assert len(groups_due(entries, NOW)) == 3


def test_a_rule_is_one_whoever_deployed_it() -> None:
    by_hub = key("a", "securityhub-restricted-ssh-0a1b2c3d")
    [group] = groups_due(
        [entry(opened(of=of), NOW) for of in (key("b", "restricted-ssh"), by_hub)], NOW
    )
    assert isinstance(group, AlertGroup)
    assert (group.rule, len(group.entries)) == ("restricted-ssh", 2)


def of_rule(
    rule: str, minutes: float = 0, *, late: float = 0, attempts: int = 0
) -> OutboxEntry[Alert]:
    due = NOW + timedelta(seconds=late)
    return entry(opened(minutes, rule, of=key(rule, rule)), due, attempts=attempts)


def test_what_happened_longest_ago_is_told_first_whenever_it_is_due() -> None:
    newer, older = of_rule("newer", 5, late=-60), of_rule("older", 1, late=-1)
    assert told(newer, older) == [["older"], ["newer"]]


def test_the_oldest_notice_of_a_group_decides_where_the_group_stands() -> None:
    young = entry(opened(9, "young", of=key("young", "mixed")), NOW)
    assert told(of_rule("between", 5), young, of_rule("mixed", 1)) == [
        ["mixed", "young"],
        ["between"],
    ]


def test_an_end_has_its_place_by_time_and_stands_behind_what_began_then() -> None:
    end = entry(ended(5, "ended"), NOW)
    assert told(of_rule("later", 6), end, of_rule("then", 5)) == [["then"], ["ended"], ["later"]]


def test_a_summary_of_an_account_is_a_message_of_its_own() -> None:
    summaries = [entry(summary(account, 3), NOW) for account in ("111111111111", "333333333333")]
    groups = groups_due([*summaries, of_rule("older", 2)], NOW)
    assert [resources(group) for group in groups] == [["111111111111"], ["333333333333"], ["older"]]


def test_what_is_worst_stands_first_then_summaries_then_all_else() -> None:
    def of(rule: str, minutes: float) -> OutboxEntry[Alert]:
        return entry(opened(minutes, rule, of=key(rule, rule)), NOW)

    low, medium = of("s3-bucket-versioning-enabled", 1), of("access-keys-rotated", 2)
    high, critical = of("iam-user-mfa-enabled", 4), of("s3-bucket-public-read-prohibited", 5)
    end = entry(ended(0, "end", of=key("end", "s3-bucket-public-write-prohibited")), NOW)
    groups = groups_due(
        [low, end, high, medium, entry(summary("333333333333", 3), NOW), critical], NOW
    )
    assert [resources(group)[0] for group in groups] == [
        *("s3-bucket-public-read-prohibited", "iam-user-mfa-enabled", "333333333333"),
        *("end", "s3-bucket-versioning-enabled", "access-keys-rotated"),
    ]


def test_first_results_of_which_none_explains_many_are_messages_of_their_own() -> None:
    keys = [
        StateKey(f"{n:012}", "eu-central-1", f"rule-{n}", "AWS::S3::Bucket", "b") for n in range(6)
    ]
    entries = [entry(replace(opened(0, of=each), first_result=True), NOW) for each in keys]
    assert len(groups_due(entries, NOW, few=5)) == len(entries)


def test_a_summary_that_waits_for_its_time_is_not_told() -> None:
    later = entry(summary(), NOW + timedelta(seconds=1))
    assert not groups_due([later], NOW)
    assert next_due([later]) == NOW + timedelta(seconds=1)


def test_what_does_not_fit_into_one_message_is_told_in_several_the_oldest_first() -> None:
    many = [entry(opened(n, f"b{n}"), NOW) for n in reversed(range(LONGEST_MESSAGE + 1))]
    first, second = groups_due(many, NOW)
    assert len(first.entries) == LONGEST_MESSAGE
    assert resources(second) == [f"b{LONGEST_MESSAGE}"]


def test_what_waits_because_the_channel_failed_is_tried_with_the_channel() -> None:
    failed = of_rule("failed", 1, late=300, attempts=2)
    new = of_rule("new", 2, late=5)
    assert not told(failed, new)
    assert not told(failed, new, failures=2)  # nobody else failed: it waits for its own time
    assert told(failed, new, failures=4) == [["failed"]]


def test_every_second_time_another_group_than_the_oldest_is_tried_first() -> None:
    groups = [of_rule(name, n) for n, name in enumerate("abc")]
    firsts = [told(*groups, failures=failures)[0][0] for failures in range(8)]
    assert firsts == ["a", "b", "a", "c", "a", "b", "a", "c"]
    assert told(groups[0], failures=1) == [["a"]]


def test_of_one_violation_the_oldest_notice_comes_first_and_alone() -> None:
    notices = [opened(3), opened(1), ended(2, began=1)]
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
    began = opened(0)
    waiting_for_its_opening = [entry(began, NOW + timedelta(seconds=7)), entry(ended(9), NOW)]
    assert next_due(waiting_for_its_opening) == NOW + timedelta(seconds=7)


def test_what_is_being_told_can_be_told_when_that_claim_ends() -> None:
    claimed = entry(opened(), NOW, leased_until=NOW + timedelta(seconds=30))
    assert not groups_due([claimed], NOW)
    assert next_due([claimed]) == NOW + timedelta(seconds=30)
    assert groups_due([claimed], NOW + timedelta(seconds=30))


def test_an_entry_that_waits_has_a_time() -> None:
    with pytest.raises(AssertionError):
        next_due([entry(opened(), None)])
