"""The digest says how things stand, and never takes silence for good news."""

from dataclasses import replace

from shared.domain.movers import Movers
from shared.domain.severity import Severity
from shared.domain.silence import Watched
from shared.domain.standing import Score, Standing
from tests.builders.snapshots import (
    ONE,
    PAYMENTS,
    THERE,
    THREE,
    TWO,
    counts,
    digest,
    heard,
    mute,
    snapshot,
)


def score(standing: Standing, account: str) -> tuple[float | None, float | None, float | None]:
    found = standing.score_of(account)
    return found.percentage, found.changes[1], found.changes[7]


def test_scores_are_compared_with_the_day_and_the_week_before() -> None:
    standing = Standing(
        snapshot(one=(3, 1), two=(1, 1)),
        of_the_day=True,
        before={1: snapshot(1, one=(1, 1), two=(1, 1)), 7: snapshot(7, one=(1, 0))},
    )
    assert score(standing, ONE) == (75.0, 25.0, -25.0)
    assert score(standing, TWO) == (50.0, 0.0, None)
    assert standing.score() == Score(counts(4, 2), {1: 16.67, 7: -33.33})


def test_what_has_no_data_is_no_improvement() -> None:
    standing = Standing(
        snapshot(two=(1, 0)), of_the_day=True, before={1: snapshot(1, one=(0, 1)), 7: None}
    )
    assert score(standing, ONE) == (None, None, None)
    assert score(standing, TWO) == (100.0, None, None)


def test_the_present_is_not_compared_with_the_days_before_another_day() -> None:
    standing = Standing(
        snapshot(one=(1, 0)), of_the_day=False, before={1: snapshot(1, one=(0, 1)), 7: None}
    )
    assert score(standing, ONE) == (100.0, None, None)
    assert standing.score().changes == {1: None, 7: None}


def test_the_worst_accounts_come_first_and_those_without_data_last() -> None:
    standing = Standing(snapshot(one=(9, 1), two=(1, 9)), of_the_day=True)
    made = digest(standing, heard(ONE, 1), heard(TWO, 1), watched=Watched((THREE,)))
    assert [account.account for account in made.accounts] == [TWO, ONE, THREE]


def test_an_account_is_silent_when_none_of_its_regions_was_heard_from() -> None:
    standing = Standing(snapshot(one=(1, 0), two=(1, 0)), of_the_day=True)
    made = digest(standing, heard(ONE, 90), heard(ONE, 1, THERE), heard(TWO, 60), mute(THREE))
    assert {a.account: a.silent for a in made.accounts} == {ONE: False, TWO: True, THREE: True}


def test_rules_and_types_without_violations_are_not_among_the_worst() -> None:
    groups = {"b": counts(0, 2), "none": counts(5, 0), "a": counts(1, 2), "most": counts(0, 3)}
    standing = Standing(
        replace(snapshot(one=(1, 1)), by_rule=groups, by_resource_type=groups), of_the_day=True
    )
    made = digest(standing)
    assert [name for name, _ in made.rules or ()] == ["most", "a", "b"]
    assert made.resource_types == made.rules


def test_accounts_that_improve_and_decline_are_named_the_most_at_first() -> None:
    before = snapshot(7, one=(1, 1), two=(1, 1), three=(3, 1))
    standing = Standing(
        snapshot(one=(2, 1), two=(3, 1), three=(1, 3)), of_the_day=True, before={1: None, 7: before}
    )
    moved = digest(standing, heard(ONE, 1), heard(TWO, 1), heard(THREE, 1)).movers
    assert moved
    assert moved.days == 7
    assert [account.account for account in moved.improving] == [TWO, ONE]
    assert [account.account for account in moved.declining] == [THREE]


def test_an_account_that_is_silent_is_not_among_those_that_improve() -> None:
    standing = Standing(
        snapshot(one=(1, 0)), of_the_day=True, before={1: snapshot(1, one=(0, 1)), 7: None}
    )
    assert digest(standing, heard(ONE, 99)).movers == Movers(1)


def test_where_nothing_is_kept_to_compare_with_nobody_moves_and_that_is_known() -> None:
    earlier = {1: snapshot(1, one=(0, 1))}
    now = snapshot(one=(1, 0))
    assert digest(Standing(now, of_the_day=True, before={1: None, 7: None})).movers is None
    assert digest(Standing(now, of_the_day=False, before=dict(earlier))).movers is None


def test_violations_are_counted_by_how_bad_those_of_their_rule_are() -> None:
    rules = {"restricted-ssh": counts(1, 2), "a-rule-of-our-own": counts(0, 3)}
    made = digest(Standing(replace(snapshot(one=(1, 5)), by_rule=rules), of_the_day=True))
    assert made.severities == {
        Severity.CRITICAL: 2,
        Severity.HIGH: 0,
        Severity.MEDIUM: 3,
        Severity.LOW: 0,
    }


def test_only_of_a_team_can_rules_be_unknown() -> None:
    standing = Standing(snapshot(one=(1, 1)), of_the_day=True)
    assert digest(standing).rules == ()
    assert digest(standing, audience=PAYMENTS).rules is None
    assert digest(Standing(snapshot(), of_the_day=True), audience=PAYMENTS).rules == ()


def test_what_was_counted_when_it_is_told_is_the_present_and_what_was_before_is_not() -> None:
    assert digest(Standing(snapshot(one=(1, 0)), of_the_day=True)).is_present
    assert not digest(Standing(snapshot(0.5, one=(1, 0)), of_the_day=True)).is_present
