"""Accounts, rules and days as they are listed: what is not known is nothing, never zero."""

from datetime import date, timedelta

import pytest

from shared.domain.account_list import AccountLine, account_line
from shared.domain.catalogue import CATALOGUE
from shared.domain.filters import Filters
from shared.domain.observations import PlaceKey
from shared.domain.rollups import Counts
from shared.domain.rule_list import rule_lines
from shared.domain.severity import Severity
from shared.domain.snapshots import Heard
from shared.domain.telling import Telling
from shared.domain.trend import DayCounts, Days, trend_of
from shared.domain.violations import Violation, ViolationsQuestion
from shared.domain.visibility import BadScopeError, Visibility, visibility_of
from tests.builders.observations import N, at, result
from tests.builders.snapshots import HERE, ONE, THERE, TWO, counts, heard, mute
from tests.fakes.clock import NOW
from tests.unit.test_timeline import kept

SSH = "restricted-ssh"


def line(*places: Heard, account: str = ONE, known: bool = True) -> AccountLine:
    standing = {PlaceKey(ONE, HERE): counts(3, 1)} if known else {}
    share = {(SSH, "T"): counts(3, 1), (f"securityhub-{SSH}-0a1b2c3d", "T"): Counts()}
    shares = {PlaceKey(ONE, HERE): share} if known else {}
    return account_line(account, places, [HERE], standing, shares, NOW)


def test_an_account_speaks_through_its_regions() -> None:
    said = line(heard(ONE, 2), heard(ONE, 30, THERE))
    assert said.last_heard == NOW - timedelta(hours=2)
    assert said.first_heard == NOW - timedelta(hours=54)
    assert [(place.heard.region, place.silent) for place in said.regions] == [
        (HERE, False),
        (THERE, True),
    ]
    assert (said.silent, said.rules, said.counts) == (False, 1, counts(3, 1))


def test_an_account_that_should_speak_and_never_did_is_silent_and_unknown() -> None:
    said = line(account=TWO, known=False)
    assert (said.silent, said.first_heard, said.last_heard, said.reconciled) == (
        *(True, None, None, None),
    )
    assert (said.rules, said.counts) == (None, None)
    [region] = said.regions
    assert (region.heard, region.rules, region.counts) == (Heard(TWO, HERE), None, None)


def test_an_account_is_reconciled_only_when_all_of_it_is() -> None:
    assert line(mute(ONE, hours_ago=5), mute(ONE, THERE)).reconciled is None
    both = line(mute(ONE, hours_ago=5), mute(ONE, THERE, hours_ago=9))
    assert both.reconciled == NOW - timedelta(hours=9)
    assert both.silent


def test_an_account_that_was_reconciled_and_has_nothing_has_counts_of_zero() -> None:
    assert line(mute(ONE, hours_ago=5), known=False).counts == Counts()


def test_rules_are_those_of_the_catalogue_and_those_that_are_seen() -> None:
    pack = f"{SSH}-conformance-pack-a1b2c3d4e"
    seen = [(SSH, counts(1, 1)), (pack, counts(0, 2)), ("zz-own", counts(1, 0)), ("gone", Counts())]
    lines = {one.info.name: one for one in rule_lines(seen)}
    assert list(lines) == sorted({*CATALOGUE, "zz-own"})
    assert (lines[SSH].seen, lines[SSH].counts) == (True, counts(1, 3))
    assert (lines["zz-own"].classified, lines["zz-own"].info.severity) == (False, "medium")
    unseen = [one for one in lines.values() if not one.seen]
    assert len(unseen) == len(CATALOGUE) - 1
    assert all(one.classified and one.counts == Counts() for one in unseen)


def test_a_day_of_which_nothing_was_kept_is_nothing_and_not_the_day_before() -> None:
    first = date(2026, 11, 18)
    days = Days(first, first + timedelta(days=2))
    assert len(days) == 3
    found = trend_of(days, {first: DayCounts(first, counts(1, 1), 1)})
    assert found == [
        DayCounts(first, counts(1, 1), 1),
        DayCounts(date(2026, 11, 19), None),
        DayCounts(date(2026, 11, 20), None),
    ]
    assert [day.percentage_without_muted for day in found] == [100.0, None, None]


def test_a_violation_is_as_old_as_it_is_open_and_never_younger_than_nothing() -> None:
    violation = Violation(kept(result(0, N)), Telling())
    assert violation.age(at(5)) == timedelta(minutes=5)
    assert violation.age(at(-5)) == timedelta()


def test_a_rule_of_another_severity_than_the_one_asked_for_has_no_violations_of_it() -> None:
    asked = Filters(rule_name=SSH)
    assert ViolationsQuestion(filters=asked, severity=Severity.LOW).contradicts_itself
    assert not ViolationsQuestion(filters=asked).contradicts_itself
    assert not ViolationsQuestion(severity=Severity.LOW).contradicts_itself


def test_a_scope_lists_accounts_or_is_everything() -> None:
    assert visibility_of([TWO, ONE, TWO]) == Visibility((ONE, TWO))
    assert visibility_of([ONE, "*"]) == Visibility()
    assert Visibility().admits(ONE)
    assert not Visibility((TWO,)).admits(ONE)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([], "it names no account"),
        (["12345"], "it names something else than accounts"),
        ([f"{number:012}" for number in range(101)], "it names 101 accounts; 100 are possible"),
    ],
)
def test_a_scope_that_cannot_be_meant_shows_nothing(entries: list[str], said: str) -> None:
    with pytest.raises(BadScopeError, match=said):
        visibility_of(entries)


def test_filters_never_choose_what_may_not_be_seen() -> None:
    visible = Visibility((ONE,))
    assert visible.narrow(Filters()).chosen == (ONE,)
    assert visible.narrow(Filters(account=ONE)).chosen == (ONE,)
    assert visible.narrow(Filters(account=TWO)).chosen == ()
    assert Visibility().narrow(Filters(account=TWO)).chosen == (TWO,)
