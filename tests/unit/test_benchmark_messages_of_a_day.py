"""The day that is measured with has what it says, and each of its violations is accounted for."""

from collections import Counter
from dataclasses import replace

import pytest

from benchmarks.day import parts
from benchmarks.day import replay as replaying
from benchmarks.day.accounting import Account, Fate, account_for
from benchmarks.day.replay import Told, replay
from benchmarks.day.slack import Kind
from benchmarks.day.story import LENGTH, ORDINARY, PARTS, Day, violations
from benchmarks.messages_of_a_day import DEPLOYED, ROUTED, most_in_a_minute, settings_of
from shared.domain.alert import AlertKind
from shared.domain.notices import NoticeKind
from shared.domain.rule_names import normalise
from shared.domain.violation_keys import violation_shown_by
from tests.fakes.in_memory_outbox import InMemoryOutbox

SMALL = Day(300)
SETTINGS = settings_of(DEPLOYED)


@pytest.fixture(scope="module")
def told() -> Told:
    return replay(SMALL, SETTINGS)


@pytest.fixture(scope="module")
def account(told: Told) -> Account:
    return account_for(told)


@pytest.mark.parametrize("count", [300, 1_000, 10_000])
def test_a_day_has_as_many_violations_as_are_asked_for_and_all_on_that_day(count: int) -> None:
    results = [each for some in Day(count).results.values() for each in some]
    assert violations(results) == count
    assert all(parts.DAY <= each.at < parts.DAY + LENGTH for each in results)


def test_a_day_is_the_same_for_each_seed_and_another_for_others() -> None:
    assert Day(300).events == SMALL.events
    assert Day(300, seed=6).events != SMALL.events


def test_results_of_a_state_take_turns() -> None:
    latest: dict[object, str | None] = {}
    for each in sorted((r for some in SMALL.results.values() for r in some), key=lambda r: r.at):
        assert each.before == latest.get(each.key, each.before)
        assert each.status != each.before
        latest[each.key] = each.status


def test_what_four_packs_find_is_one_violation_of_one_rule_and_so_is_what_five_regions_do() -> None:
    for name, reports in (("four packs find the same", 4), ("global resources in five regions", 5)):
        keys = {each.key for each in SMALL.results[name]}
        shown = Counter(violation_shown_by(key) for key in keys)
        assert set(shown.values()) == {reports}
    names = {each.key.rule_name for each in SMALL.results["four packs find the same"]}
    assert len({normalise(name) for name in names}) < len(names)


def test_a_storm_comes_within_a_minute() -> None:
    begun = [each.at for each in SMALL.results["a storm"] if each.is_violation]
    assert {at.replace(second=0, microsecond=0) for at in begun} == {parts.STORM.replace(second=0)}


def test_each_violation_has_one_fate_and_none_is_lost(account: Account) -> None:
    for name in (ORDINARY, *PARTS):
        assert account.fates[name].total() == violations(SMALL.results[name])
    assert account.total.total() == SMALL.violations
    assert account.total[Fate.LOST] == account.told_twice == 0


def test_each_part_of_the_day_has_the_fate_that_it_is_there_for(account: Account) -> None:
    same, regions = "four packs find the same", "global resources in five regions"
    assert account.fates[same][Fate.ANOTHER_RULE] == 3 * violations(SMALL.results[same]) / 4
    assert account.fates[regions][Fate.ANOTHER_REGION] == (
        4 * violations(SMALL.results[regions]) / 5
    )
    assert account.fates["a rule that flaps"][Fate.CAME_BACK] == (
        violations(SMALL.results["a rule that flaps"]) - 5
    )
    assert not account.fates["what is back every 55 minutes"][Fate.CAME_BACK]
    for new in ("a new account", "a new rule everywhere"):
        assert set(account.fates[new]) == {Fate.FIRST_RESULTS}
    assert account.fates["a storm"][Fate.ROLLED_UP] > 0
    assert set(account.fates["under a mute"]) == {Fate.TOLD_AFTER_MUTE, Fate.MUTED}


def test_each_message_tells_something_and_no_minute_has_more_than_the_policy_says(
    told: Told,
) -> None:
    assert all(each.alerts and each.kind is not Kind.OTHER for each in told.posted)
    assert most_in_a_minute(told) <= SETTINGS.alert_policy.messages_per_minute + 1


def test_what_is_heard_is_what_one_message_for_each_would_be(told: Told) -> None:
    begun = [each for each in told.heard if each.kind is NoticeKind.OPENED]
    assert len(begun) == SMALL.violations
    assert len(told.posted) < len(told.heard)


def test_a_violation_whose_message_is_missing_is_lost(told: Told, account: Account) -> None:
    opened = [
        each
        for each in told.posted
        if each.kind is Kind.VIOLATIONS and each.alerts[0].kind is AlertKind.OPENED
    ]
    missing = account_for(replace(told, posted=[p for p in told.posted if p is not opened[0]]))
    assert missing.total[Fate.LOST] == len(opened[0].alerts)
    assert missing.total.total() == account.total.total()


def test_a_message_that_is_there_twice_tells_twice(told: Told) -> None:
    again = account_for(replace(told, posted=[*told.posted, told.posted[0]]))
    assert again.told_twice == len(told.posted[0].alerts)


def test_a_bot_tells_the_same_with_answers_and_edits_of_its_own() -> None:
    told = replay(Day(100), SETTINGS, bot=True)
    found = account_for(told)
    assert found.total.total() == 100
    assert found.total[Fate.LOST] == found.told_twice == 0
    assert set(found.fates["a new account"]) == {Fate.FIRST_RESULTS}
    assert told.edits
    assert all(each.alerts and (each.answer or not each.broadcast) for each in told.posted)
    assert any(each.answer for each in told.posted)


def test_what_a_route_leaves_to_the_digest_is_counted_as_that() -> None:
    settings = settings_of(ROUTED)
    told = replay(Day(300), settings)
    found = account_for(told)
    assert found.total[Fate.DIGEST] > 0
    assert found.total[Fate.LOST] == 0
    assert {each.channel for each in told.posted} == {"default", *settings.channels}


def test_the_outbox_that_looks_only_at_what_is_due_tells_what_the_plain_one_does(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaying, "DaysOutbox", InMemoryOutbox)
    assert replay(SMALL, SETTINGS).posted == told.posted
