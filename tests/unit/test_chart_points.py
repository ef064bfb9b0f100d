"""What Slack draws of a digest is known: nothing is carried over a gap, nothing is invented."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.chart_points import Point, charts_of, score_by_day, severities
from shared.domain.standing import Standing
from tests.builders.snapshots import PAYMENTS, counts, digest, history, snapshot

CALM = Standing(snapshot(one=(1, 0)), of_the_day=True)
scores = st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9))


def violated(**by_rule: int) -> Standing:
    rules = {name.replace("_", "-"): counts(1, number) for name, number in by_rule.items()}
    return replace(CALM, snapshot=replace(CALM.snapshot, by_rule=rules))


def test_days_without_data_are_left_out_and_counted() -> None:
    drawn = score_by_day(digest(CALM, history=history(None, (1, 1), None, (0, 0), (3, 1))))
    assert drawn
    assert drawn.points == (Point("16 Nov", 50.0), Point("19 Nov", 75.0))
    assert (drawn.days, drawn.without_data) == (5, 3)
    assert (drawn.lowest, drawn.highest) == (50.0, 75.0)


def test_of_many_days_the_newest_twenty_that_are_known_are_drawn() -> None:
    past = history(*[(9, 1)] * 9, *[(1, 1), None] * 2, *[(3, 1)] * 18)
    drawn = score_by_day(digest(CALM, history=past))
    assert drawn
    assert [point.value for point in drawn.points] == [50.0] * 2 + [75.0] * 18
    assert (drawn.days, drawn.without_data) == (22, 2)


def test_one_day_is_no_line() -> None:
    assert score_by_day(digest(CALM, history=history(None, (1, 1), None))) is None
    assert score_by_day(digest(CALM)) is None


@given(st.lists(scores, max_size=31))
def test_each_point_is_the_score_of_its_day(past: list[tuple[int, int] | None]) -> None:
    made = digest(CALM, history=history(*past))
    drawn = score_by_day(made)
    known = [score for score in made.scores if score is not None]
    assert (drawn is None) == (len(known) < 2)
    if drawn:
        assert [point.value for point in drawn.points] == known[-20:]
        assert len({point.label for point in drawn.points}) == len(drawn.points) <= drawn.days
        of_these = made.scores[-drawn.days :]
        assert drawn.without_data == of_these.count(None)


def test_open_violations_are_drawn_by_severity_the_worst_first() -> None:
    made = digest(violated(root_account_mfa_enabled=2, our_own_rule=7))
    assert severities(made) == (
        Point("Critical", 2), Point("High", 0), Point("Medium", 7), Point("Low", 0)
    )  # fmt: skip


def test_without_violations_or_where_nobody_knows_there_are_no_bars() -> None:
    assert severities(digest(violated(restricted_ssh=0))) is None
    assert severities(digest(CALM)) is None
    unknown = digest(Standing(snapshot(8, one=(1, 1)), of_the_day=True), audience=PAYMENTS)
    assert unknown.severities is None
    assert severities(unknown) is None


def test_a_digest_has_the_charts_that_it_has_data_for() -> None:
    past = history((1, 1), (3, 1))
    both = charts_of(digest(violated(restricted_ssh=3), history=past))
    assert both
    assert both.score
    assert both.severities
    line = charts_of(digest(CALM, history=past))
    assert line
    assert line.severities is None
    bars = charts_of(digest(violated(restricted_ssh=3)))
    assert bars
    assert bars.score is None
    assert charts_of(digest(CALM)) is None
