"""The digest says how things stand, and never takes silence for good news."""

from dataclasses import replace

from shared.domain.digest import Score, Standing
from shared.domain.silence import Watched
from tests.builders.snapshots import ONE, THERE, THREE, TWO, counts, digest, heard, mute, snapshot


def score(standing: Standing, account: str) -> tuple[float | None, float | None, float | None]:
    found = standing.score_of(account)
    return found.percentage, found.since_day_before, found.since_week_before


def test_scores_are_compared_with_the_day_and_the_week_before() -> None:
    standing = Standing(
        snapshot(one=(3, 1), two=(1, 1)),
        of_the_day=True,
        day_before=snapshot(1, one=(1, 1), two=(1, 1)),
        week_before=snapshot(7, one=(1, 0)),
    )
    assert score(standing, ONE) == (75.0, 25.0, -25.0)
    assert score(standing, TWO) == (50.0, 0.0, None)
    assert standing.score() == Score(counts(4, 2), 16.67, -33.33)


def test_what_has_no_data_is_no_improvement() -> None:
    standing = Standing(snapshot(two=(1, 0)), of_the_day=True, day_before=snapshot(1, one=(0, 1)))
    assert score(standing, ONE) == (None, None, None)
    assert score(standing, TWO) == (100.0, None, None)


def test_the_present_is_not_compared_with_the_days_before_another_day() -> None:
    standing = Standing(snapshot(one=(1, 0)), of_the_day=False, day_before=snapshot(1, one=(0, 1)))
    assert score(standing, ONE) == (100.0, None, None)
    assert standing.score().since_day_before is None


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
    assert [name for name, _ in made.rules] == ["most", "a", "b"]
    assert made.resource_types == made.rules
