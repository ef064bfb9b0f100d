"""The digest names what AWS Config charges for most, and says what is not known of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.adapters.jinja_messages import JinjaMessages
from shared.adapters.jinja_reports import JinjaReports
from shared.domain.change_counts import ChangeCounts
from shared.domain.changing import ChangedResource, Changing, Interval
from shared.domain.cost_lens import Cause, cost_lens
from shared.domain.observations import ResourceKey
from shared.domain.period import Kind
from shared.domain.snapshots import Snapshot
from shared.domain.standing import Standing, share_of
from tests.builders.slack_payloads import markup
from tests.builders.snapshots import (
    HERE,
    LAST_WEEK,
    ONE,
    PAYMENTS,
    YESTERDAY,
    counts,
    digest,
    snapshot,
)

TYPE = "AWS::EC2::SecurityGroup"
NOW = replace(
    snapshot(one=(8, 1)),
    by_rule={"busy": counts(1, 1), "wide": counts(6, 0), "quiet": counts(1, 0)},
    by_resource_type={TYPE: counts(8, 1)},
    changes=ChangeCounts({"busy": 30, "gone": 9, "wide": 6, "quiet": 1}, {TYPE: 46}),
)
EARLIER = replace(
    snapshot(1, one=(8, 1)),
    changes=ChangeCounts({"busy": 10, "wide": 6, "quiet": 1}, {TYPE: 17}),
)
KNOWN = Standing(NOW, of_the_day=True, before={1: EARLIER, 7: None})


def said(standing: Standing, **given: object) -> tuple[str, str, str]:
    """Return the digest as text, as blocks, and its report."""
    made = digest(standing, **given)  # type: ignore[arg-type] # a period or an audience
    message = JinjaMessages().digest(made, None)
    return message.text, "\n".join(t["text"] for t in markup(message)), JinjaReports().page(made)


def test_what_changed_most_comes_first_then_what_has_most_results() -> None:
    lens = cost_lens(KNOWN, 1)
    assert lens.rules == (
        Cause("busy", 2, 20),
        Cause("gone", 0, 9),
        Cause("wide", 6, 0),
        Cause("quiet", 1, 0),
    )
    assert lens.resource_types == (Cause(TYPE, 9, 29),)
    assert lens.counted == (EARLIER.taken_at, NOW.taken_at)


@pytest.mark.parametrize(
    "standing",
    [
        Standing(NOW, of_the_day=True, before={1: None}),
        Standing(NOW, of_the_day=True, before={1: replace(EARLIER, changes=None)}),
        Standing(replace(NOW, changes=None), of_the_day=True, before={1: EARLIER}),
        Standing(NOW, of_the_day=False, before={1: EARLIER}),
    ],
    ids=["no snapshot", "of before they were counted", "nor is the present's", "another day"],
)
def test_changes_that_are_not_known_are_no_data_and_never_none(standing: Standing) -> None:
    lens = cost_lens(standing, 1)
    assert lens.counted is None
    assert [(cause.name, cause.changes) for cause in lens.rules] == [
        ("wide", None),
        ("busy", None),
        ("quiet", None),
    ]
    text, blocks, page = said(standing)
    assert "wide: 6 results\n" in text
    assert "`busy`: 2 results\n" in blocks
    assert "No data on changes in this time." in text
    assert "There is no data on changes in this time." in page
    assert "0 changes" not in text + blocks


def test_a_digest_says_what_changed_and_what_cannot_be_known() -> None:
    text, blocks, page = said(KNOWN)
    for words in (text, blocks):
        assert "2 results, 20 changes" in words
        assert "0 results, 9 changes" in words
        assert "evaluations that change nothing are told by no event" in words
        assert "Changes from 2026-11-19 12:00:00 UTC to 2026-11-20 12:00:00 UTC" in words
    assert '<th scope="row">gone</th><td class="n" data-name="Changes">9</td>' in page


def test_a_week_is_counted_from_the_week_before() -> None:
    assert LAST_WEEK.kind is Kind.WEEKLY
    weekly = digest(replace(KNOWN, before={7: EARLIER, 28: None}), period=LAST_WEEK)
    assert weekly.costs
    assert weekly.costs.counted == (EARLIER.taken_at, NOW.taken_at)


def test_more_than_five_are_counted_and_the_report_has_all() -> None:
    many = {f"rule-{n:02}": counts(0, n + 1) for n in range(12)}
    text, blocks, page = said(Standing(replace(NOW, by_rule=many), of_the_day=True))
    section = text.partition("Rules with most changes and results:")[2]
    assert section.partition("Most results")[0].count("rule-") == 5
    assert "Most results: rule-11 (12), rule-10 (11), rule-09 (10)\nand 7 more" in text
    assert "Most results: `rule-11` (12), `rule-10` (11), `rule-09` (10)\nand 7 more" in blocks
    assert "and 7 more: python -m tools.api rules" in text
    assert "and 7 more: `python -m tools.api rules`" in blocks
    table = page.partition("Rules, those with most changes first")[2].partition("</table>")[0]
    assert all(name in table for name in many)


def test_a_team_has_results_and_no_data_on_changes() -> None:
    present = Snapshot(
        NOW.taken_at, {ONE: counts(8, 1)}, {"busy": counts(1, 1)}, {TYPE: counts(1, 1)}
    )
    earlier = share_of(PAYMENTS, EARLIER)
    made = digest(Standing(present, of_the_day=True, before={1: earlier}), audience=PAYMENTS)
    assert made.costs
    assert made.costs.counted is None


DAY = Interval(YESTERDAY.start, YESTERDAY.end)
BUSY = ResourceKey(ONE, HERE, TYPE, "sg-1")
CHANGING = Changing((ChangedResource(BUSY, 3, 21),), 46, DAY)


def test_resources_are_named_with_the_time_in_which_their_changes_were_counted() -> None:
    text, blocks, page = said(KNOWN, changing=CHANGING)
    assert f"sg-1 ({TYPE}, {ONE} {HERE}): 3 results, 21 changes" in text
    assert f"`sg-1` (`{TYPE}`, `{ONE}` `{HERE}`): 3 results, 21 changes" in blocks
    counted = "from 2026-11-18 23:00:00 UTC to 2026-11-19 23:00:00 UTC"
    for words in (text, blocks, page):
        assert f"46 changes that AWS Config told of {counted}" in words
        assert "the newest" not in words
    table = page.partition("Resources with most of")[2].partition("</table>")[0]
    assert ">sg-1</a>" in table
    assert '<td class="n" data-name="Changes">21</td>' in table


def test_a_digest_says_when_only_the_newest_changes_were_counted() -> None:
    part = Interval(YESTERDAY.end - timedelta(hours=1), YESTERDAY.end)
    for words in said(KNOWN, changing=replace(CHANGING, counted=part)):
        assert "UTC, the newest of more than can be counted" in words


def test_resources_of_which_nothing_is_known_are_no_data_and_without_changes_none_is_listed() -> (
    None
):
    for words in said(KNOWN):
        assert "o data on changes of single resources in this time." in words
    for words in said(KNOWN, changing=Changing((), 0, DAY)):
        assert "single resources" not in words
        assert "Resources with most changes" not in words


def test_a_message_names_five_resources_and_the_report_all() -> None:
    many = [ChangedResource(replace(BUSY, resource_id=f"sg-{n}"), 1, 9 - n) for n in range(7)]
    text, blocks, page = said(KNOWN, changing=Changing(tuple(many), 42, DAY))
    for words in (text, blocks):
        assert "sg-4" in words
        assert "sg-5" not in words
    assert "sg-6" in page


def test_of_a_teams_past_day_nothing_is_known() -> None:
    standing = Standing(share_of(PAYMENTS, NOW), of_the_day=True)
    made = digest(standing, audience=PAYMENTS, period=YESTERDAY)
    assert made.costs is None
    assert "Rules with most changes" not in said(standing, audience=PAYMENTS)[0]
