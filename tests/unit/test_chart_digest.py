"""The pictures of a digest show what it says, and leave out what nobody knows."""

from dataclasses import replace

from shared.domain.chart_digest import BARS, pictures
from shared.domain.standing import Standing
from tests.builders.snapshots import (
    PAYMENTS,
    counts,
    digest,
    history,
    resolved,
    snapshot,
    weeks,
)

STANDING = Standing(
    replace(
        snapshot(one=(3, 1), two=(1, 4), three=(9, 0)),
        by_rule={"restricted-ssh": counts(4, 5)},
        by_resource_type={"AWS::EC2::SecurityGroup": counts(4, 5)},
    ),
    of_the_day=True,
)


def test_the_score_is_drawn_day_by_day() -> None:
    drawn = pictures(digest(STANDING, history=history((1, 1), None, (3, 1)))).score
    assert [dot.value for dot in drawn.dots] == [50.0, 75.0]
    assert [day.label for day in drawn.days] == ["17 Nov", "18 Nov", "19 Nov"]


def test_accounts_are_drawn_by_their_violations_without_those_that_have_none() -> None:
    drawn = pictures(digest(STANDING)).accounts
    assert [(row.name[0], row.bars[0].amount.written) for row in drawn.rows] == [
        ("2", "4"),
        ("1", "1"),
    ]


def test_rules_types_and_severities_are_drawn_unless_they_are_unknown() -> None:
    drawn = pictures(digest(STANDING))
    assert drawn.rules
    assert drawn.rules.rows[0].name == "restricted-ssh"
    assert drawn.severities
    assert drawn.severities.rows[0].bars[0].amount.kind == "critical"
    unknown = pictures(digest(Standing(snapshot(one=(1, 1)), of_the_day=True), audience=PAYMENTS))
    assert (unknown.rules, unknown.resource_types, unknown.severities) == (None, None, None)


def test_only_the_most_violated_are_drawn() -> None:
    many = {f"{n:012}": counts(1, n + 1) for n in range(BARS + 5)}
    standing = Standing(replace(snapshot(), by_account=many), of_the_day=True)
    rows = pictures(digest(standing)).accounts.rows
    assert len(rows) == BARS
    assert rows[0].bars[0].amount.written == str(BARS + 5)


def test_weeks_are_drawn_beside_each_other_and_those_without_data_have_no_bar() -> None:
    drawn = pictures(digest(STANDING, resolving=weeks(None, resolved(), resolved(2, 2)))).resolving
    assert [row.name for row in drawn.rows] == [
        "30 Oct to 5 Nov",
        "6 Nov to 12 Nov",
        "13 Nov to 19 Nov",
    ]
    written = [[bar.amount.written for bar in row.bars] for row in drawn.rows]
    assert written == [["no data"], ["none"], ["2 h 3 min", "2 h 3 min"]]
