"""First results of an account, region or rule that is new are one summary, and nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.delivery import RetryLater
from shared.domain.observations import StateKey
from shared.domain.routing import Mode, Route, Routing
from tests.builders.mutes import muting
from tests.builders.observations import key
from tests.builders.quiet_starts import MINUTE, Start

ACCOUNTS = [f"{number:012}" for number in range(1, 61)]
RULES = tuple(f"rule-{number}" for number in range(12))
OLD = -10_000


def of_account(number: int, account: str = "299999999999") -> StateKey:
    return replace(key(f"r{number}", RULES[number % len(RULES)]), account=account)


def of_region(number: int) -> StateKey:
    return replace(of_account(number), account="222222222222", region="ap-southeast-1")


def of_rule(number: int) -> StateKey:
    return replace(key(f"r{number}", "new-rule"), account=ACCOUNTS[number % len(ACCOUNTS)])


@pytest.mark.parametrize("of", [of_account, of_region], ids=["account", "region"])
def test_what_is_found_in_a_new_account_or_region_is_one_summary(
    of: Callable[[int], StateKey],
) -> None:
    start = Start()
    start.pass_by(60, {minute: [of(2 * minute), of(2 * minute + 1)] for minute in range(8)})
    assert start.told == [(17, "first", 16)]


def test_a_new_rule_in_many_accounts_is_one_summary_though_it_takes_its_time() -> None:
    start = Start()
    found = {minute: [of_rule(6 * minute + n) for n in range(6)] for minute in range(20)}
    start.pass_by(60, found)
    assert start.told == [(29, "first", 120)]


def test_a_few_first_results_are_told_one_by_one_when_no_more_come() -> None:
    for of in (of_account, of_region):
        start = Start()
        start.pass_by(30, {0: [of(n) for n in range(3)], 8: [of(n) for n in range(3, 5)]})
        assert start.told == [(18, "opened", 1)] * 5
    start = Start()
    start.pass_by(30, {0: [of_rule(n) for n in range(5)]})
    assert start.told == [(10, "opened", 1)] * 5


def test_what_goes_on_for_long_is_told_every_thirty_minutes() -> None:
    start = Start()
    start.pass_by(90, {minute: [of_account(minute)] for minute in range(50)})
    assert start.told == [(30, "first", 30), (59, "first", 20)]


def test_they_are_one_summary_though_some_of_them_would_wait_for_a_batch() -> None:
    batched = Route(name="b", channel="default", mode=Mode.BATCHED, rules=RULES[:6])
    start = Start(Routing((batched,)))
    start.pass_by(30, {0: [of_account(n) for n in range(12)]})
    assert start.told == [(10, "first", 12)]


def test_a_batch_waits_for_its_time_though_first_results_need_not_wait_any_more() -> None:
    start = Start(Routing((Route(name="b", channel="default", mode=Mode.BATCHED),)))
    start.pass_by(1, {0: [of_account(n) for n in range(6)]})
    start.pass_by(5)
    start.known(key("a"), OLD)
    start.pass_by(5)
    start.hear(key("a"))
    start.pass_by(20)
    assert start.told == [(10, "first", 6), (15, "opened", 1)]


def test_a_violation_that_follows_a_known_result_is_told_at_once() -> None:
    start = Start()
    start.pass_by(3, {0: [of_account(n) for n in range(6)]})
    start.hear(of_account(99), first=False)
    start.pass_by(20)
    assert start.told == [(3, "opened", 1), (10, "first", 6)]


def test_a_new_resource_under_a_rule_that_has_long_been_there_is_told_at_once() -> None:
    start = Start()
    created = replace(of_rule(0), resource_id="created", account="222222222222")
    start.known(created, OLD)
    start.pass_by(3, {0: [of_rule(n) for n in range(6)]})
    start.hear(created)
    start.pass_by(20)
    assert start.told == [(3, "opened", 1), (10, "first", 6)]


def test_each_channel_has_its_summary() -> None:
    start = Start(Routing((Route(name="b", channel="team", mode=Mode.IMMEDIATE, rules=RULES[:6]),)))
    team = start.office.another("team")
    team.address = "team"
    start.pass_by(30, {minute: [of_account(minute)] for minute in range(12)})
    assert start.told == [(21, "first", 6)]
    assert [text.split()[0] for text in team.taken] == ["first"]


def test_what_dispatchers_judge_at_once_is_one_summary() -> None:
    start = Start()
    for overtaken in (0, 1, 9):
        start.office.waves.overtaken = start.office.lives.overtaken = overtaken
        start.pass_by(1, {n: [of_account(3 * n + m) for m in range(3)] for n in range(3)})
    start.office.waves.overtaken = start.office.lives.overtaken = 0
    start.pass_by(30)
    assert start.told == [(13, "first", 9)]


def test_the_same_heard_twice_is_told_once_and_keeps_nothing_waiting() -> None:
    start = Start()
    start.pass_by(1)
    again = [start.hear(of_account(n)) for n in range(6)]
    start.pass_by(5)
    start.office.hear(*again)
    start.pass_by(30)
    assert start.told == [(11, "first", 6)]


def test_what_nobody_judged_for_long_is_one_summary_all_the_same() -> None:
    start = Start()
    for minute in range(25):
        start.hear(of_rule(minute % 5))
        start.hear(of_account(minute))
        start.office.clock.time += MINUTE
    start.pass_by(30)
    assert start.told == [(35, "first", 25), *[(35, "opened", 1)] * 5]


def test_what_was_muted_at_the_start_is_told_as_all_else_when_the_mute_is_over() -> None:
    start = Start()
    start.office.mutes.mutes = {"mine": muting("mine", account="299999999999", days=1)}
    start.pass_by(1, {0: [of_account(n) for n in range(6)]})
    start.office.mutes.mutes = {}
    start.office.clock.time += timedelta(days=2)
    start.pass_by(5)
    assert [each[1:] for each in start.told] == [("opened", 1)] * 6


def test_a_summary_that_slack_does_not_take_is_posted_again() -> None:
    start = Start()
    start.office.channel.answers = [RetryLater("503", timedelta(seconds=5))]
    start.pass_by(30, {0: [of_account(n) for n in range(6)]})
    assert [text.split()[0] for text in start.office.channel.taken] == ["first"]
