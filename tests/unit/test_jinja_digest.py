"""What people read in the digest."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.adapters.jinja_messages import JinjaMessages
from shared.domain.delivery import Message
from shared.domain.period import Kind, Period
from shared.domain.reconciliation import UnknownSource
from shared.domain.rollups import Activity
from shared.domain.sending import Report
from shared.domain.shadow import ShadowedRule, Shadows
from shared.domain.silence import Watched
from shared.domain.snapshots import Snapshot
from shared.domain.standing import Standing
from tests.builders.mutes import muting
from tests.builders.pages import REPORTS
from tests.builders.slack_payloads import problems, texts
from tests.builders.snapshots import (
    HERE,
    LAST_WEEK,
    ONE,
    PAYMENTS,
    THERE,
    THREE,
    TWO,
    YESTERDAY,
    ZONE,
    counts,
    digest,
    heard,
    history,
    mute,
    reconciled,
    record,
    report,
    resolved,
    snapshot,
    stopped,
    weeks,
)
from tests.fakes.clock import NOW

WRITER = JinjaMessages()
ADDRESS = "https://api.example/reports/daily_2026-11-19_organisation-1?expires=1&signature=2"
REPORT = Report(ADDRESS, NOW + timedelta(days=7))
FULL = Standing(
    replace(
        snapshot(one=(3, 1), two=(1, 1)),
        by_rule={"restricted-ssh": counts(2, 2)},
        by_resource_type={"AWS::EC2::SecurityGroup": counts(2, 2)},
    ),
    of_the_day=True,
    before={1: snapshot(1, one=(1, 1), two=(1, 1)), 7: None},
)


def both(message: Message) -> tuple[str, str]:
    assert not problems(message)
    blocks = "\n".join(texts(list(message.blocks)))
    return message.text, blocks.replace("`", "").replace("*", "")


def test_it_says_how_things_stand_and_what_changed() -> None:
    made = digest(
        FULL,
        heard(ONE, 1),
        heard(TWO, 60),
        watched=Watched((ONE, TWO, THREE), (HERE, THERE)),
        activity=Activity(9, 4, 3),
    )
    for text in both(WRITER.digest(made, REPORT)):
        for part in (
            "📊 Compliance digest of Thursday, 19 November 2026",
            "2026-11-19 in Europe/Berlin (2026-11-18 23:00:00 UTC to 2026-11-19 23:00:00 UTC)",
            "As of 2026-11-20 12:00:00 UTC",
            "66.67 %",
            "+16.67 points",
            "over 7 days: no data",
            f"{ONE}: 75.00 % (1 non-compliant of 4), since the day before: +25.00 points",
            f"{TWO}: 50.00 % (1 non-compliant of 2), no data on change: not heard from",
            f"{THREE}: no data",
            "restricted-ssh: 2 non-compliant of 4",
            "AWS::EC2::SecurityGroup: 2 non-compliant of 4",
            f"{TWO} in eu-central-1: nothing since 2026-11-18 00:00:00 UTC",
            f"{THREE}: never heard from",
            f"{ONE} in us-east-1: never heard from",
        ):
            assert part in text
    assert (
        "New violations: 4\nResolved violations: 3\nStill open: 2\n"
        in WRITER.digest(made, REPORT).text
    )


def test_a_score_that_did_not_change_says_so() -> None:
    made = digest(replace(FULL, before={1: FULL.snapshot, 7: None}), heard(ONE, 1))
    for text in both(WRITER.digest(made, REPORT)):
        assert "since the day before: unchanged" in text


def test_with_nothing_to_tell_it_still_reads_well() -> None:
    made = digest(Standing(snapshot(), of_the_day=True), activity=Activity())
    text, blocks = both(WRITER.digest(made, REPORT))
    for said in (text, blocks):
        assert "no data" in said
        assert "No account has been heard from yet." in said
        assert "Most violated" not in said


def test_the_present_is_not_passed_off_as_another_day() -> None:
    made = digest(replace(FULL, of_the_day=False), heard(ONE, 1))
    for text in both(WRITER.digest(made, REPORT)):
        assert "No snapshot of that day is kept: this is how things stand now" in text
    assert "New violations: no data" in WRITER.digest(made, REPORT).text


def test_nothing_is_cut_without_saying_how_much() -> None:
    many = {f"{n:012}": counts(0, n + 1) for n in range(25)}
    standing = Standing(Snapshot(NOW, many, many, many), of_the_day=True)
    places = [heard(account, 99) for account in many]
    sources = tuple(UnknownSource(account, HERE, "FAILED", "") for account in many)
    last = report(unknown=sources, unknown_more=0)
    made = digest(standing, *places, reconciled=reconciled(last, late=False))
    for text in both(WRITER.digest(made, REPORT)):
        assert text.count("and 15 more") == 6
    linked = [
        block["text"]["text"] for block in WRITER.digest(made, REPORT).blocks[5:] if "text" in block
    ]
    assert sum("signature=2|and 15 more>" in text for text in linked) == 6


def test_it_leads_to_its_report_and_says_until_when() -> None:
    message = WRITER.digest(digest(FULL, heard(ONE, 1)), REPORT)
    [button] = [block["elements"][0] for block in message.blocks if block["type"] == "actions"]
    assert button["url"] == ADDRESS
    for text in both(message):
        assert "until 2026-11-27 12:00:00 UTC" in text


def test_without_a_report_it_says_so() -> None:
    for text in both(WRITER.digest(digest(FULL, heard(ONE, 1)), None)):
        assert "The report with charts and complete lists could not be written" in text


def test_it_draws_the_last_days_and_bars_of_characters() -> None:
    past = history((1, 1), None, (3, 1), (4, 0))
    for text in both(WRITER.digest(digest(FULL, heard(ONE, 1), history=past), REPORT)):
        assert "▁·▅█" in text
        assert "50.00 % to 100.00 %, dots are days without data" in text
    assert "████████░░" in both(WRITER.digest(digest(FULL, heard(ONE, 1)), REPORT))[1]


def test_it_compares_the_time_to_resolve_with_the_week_before() -> None:
    made = digest(FULL, heard(ONE, 1), resolving=weeks(resolved(5), resolved(1, 2, 30)))
    for text in both(WRITER.digest(made, REPORT)):
        assert "half within 2 h 3 min, 90 % within 1 d 5 h" in text
        assert "the 7 days before: half within 4 h 50 min" in text
    for text in both(WRITER.digest(digest(FULL, resolving=weeks(None, resolved())), REPORT)):
        assert "nothing was resolved" in text
        assert "the 7 days before: no data" in text


def test_it_names_who_improves_and_who_declines() -> None:
    before = {1: None, 7: snapshot(7, one=(1, 1), two=(3, 1))}
    made = digest(replace(FULL, before=before), heard(ONE, 1), heard(TWO, 1))
    for text in both(WRITER.digest(made, REPORT)):
        assert "Improving over 7 days" in text
        assert f"{ONE}: +25.00 points to 75.00 %" in text
        assert "Declining over 7 days" in text
        assert f"{TWO}: -25.00 points to 50.00 %" in text


def test_it_names_the_oldest_violations_and_how_many_others_there_are() -> None:
    old = record(days=12)
    made, command = digest(FULL, heard(ONE, 1), oldest=(old,)), "python -m tools.api violations"
    text, blocks = both(WRITER.digest(made, REPORT))
    assert f"and 1 more: {ADDRESS}" in text
    assert f"<{ADDRESS.replace('&', '&amp;')}|and 1 more>" in blocks
    text, blocks = both(WRITER.digest(made, None))
    assert f"and 1 more: {command}" in text
    assert f"and 1 more: {command}" in blocks
    assert f"`{command}`" in "".join(texts(list(WRITER.digest(made, None).blocks)))
    for text in both(WRITER.digest(digest(FULL, heard(ONE, 1), oldest=(old,)), REPORT)):
        assert f"12 d: {old.key.resource_id} ({old.key.rule_name}, {old.key.account})" in text
        assert "and 1 more" in text


def test_the_oldest_are_those_of_now_even_where_an_older_day_is_told() -> None:
    standing = replace(FULL, snapshot=replace(FULL.snapshot, taken_at=NOW - timedelta(days=9)))
    for text in both(WRITER.digest(digest(standing, oldest=(record(days=2),)), REPORT)):
        assert "As of 2026-11-20 12:00:00 UTC; " in text
        assert "all that are open" in text


def test_a_week_names_its_first_and_last_day() -> None:
    made = digest(replace(FULL, before={7: None, 28: None}), heard(ONE, 1), period=LAST_WEEK)
    for text in both(WRITER.digest(made, REPORT)):
        assert "Compliance digest of the week from 9 to 15 November 2026" in text
        assert "2026-11-09 to 2026-11-15 in Europe/Berlin" in text
        assert "over 28 days: no data" in text


def test_what_is_not_over_is_told_as_not_final() -> None:
    today = Period(YESTERDAY.day + timedelta(days=1), ZONE)
    for text in both(WRITER.digest(digest(FULL, heard(ONE, 1), period=today), REPORT)):
        assert "It is not over yet" in text


def test_a_team_is_told_nothing_that_is_counted_of_all_accounts() -> None:
    last = report(unknown=(UnknownSource(ONE, HERE, "FAILED", ""),), unknown_more=3)
    made = digest(
        FULL,
        heard(ONE, 1),
        audience=PAYMENTS,
        resolving=weeks(resolved(5), resolved(1, 2, 30)),
        reconciled=reconciled(last, late=False),
    )
    text, blocks = both(WRITER.digest(made, REPORT))
    for said in (text, blocks):
        assert "Team payments: Compliance digest" in said
        assert "Compared 100 states" not in said
        assert "and some of 3 places of all accounts that the run did not name" in said
        assert "half within 2 h 3 min, 90 % within 1 d 5 h" in said


def test_rules_of_a_team_are_unknown_for_past_days() -> None:
    standing = Standing(snapshot(8, one=(1, 1)), of_the_day=True, before={1: None, 7: None})
    for text in both(WRITER.digest(digest(standing, audience=PAYMENTS), REPORT)):
        assert "Rules and resource types of a team are not kept for past days." in text


def test_a_place_that_never_spoke_says_when_its_states_were_compared() -> None:
    made = digest(FULL, heard(ONE, 1), mute(ONE, THERE, hours_ago=3))
    for text in both(WRITER.digest(made, REPORT)):
        assert (
            f"{ONE} in us-east-1: never heard from,"
            " last compared with AWS Config 2026-11-20 09:00:00 UTC" in text
        )


def test_a_week_that_has_just_begun_says_when() -> None:
    monday = Period(YESTERDAY.day - timedelta(days=3), ZONE, Kind.WEEKLY)
    for text in both(WRITER.digest(digest(FULL, heard(ONE, 1), period=monday), REPORT)):
        assert "of the week that began on Monday, 16 November 2026" in text
        assert "It is not over yet" in text


def test_it_says_what_is_muted_since_when_and_until_when_and_the_score_without() -> None:
    soon = muting("a", days=3, rule_name="restricted-ssh", account=ONE)
    later = muting("b", days=30, resource_id="<!here>", tag=("team", "a&b"), created_at=None)
    muted = replace(FULL, snapshot=replace(FULL.snapshot, muted=1))
    for text in both(WRITER.digest(digest(muted, heard(ONE, 1), mutes=(later, soon)), REPORT)):
        assert "1; score without them: 80.00 %" in text
        ends, _, every = text.partition("Mutes that end within 7 days")[2].partition(
            "What is muted"
        )
        line = (
            f"account {ONE}, rule restricted-ssh: since 2026-11-20 09:00:00 UTC until"
            " 2026-11-23 09:00:00 UTC, team-payments: a migration is under way"
        )
        assert line in ends
        assert line in every
        assert "<!here>" not in text
        assert "resource &lt;!here&gt;, tag team=a&amp;b: by the settings until" in every
        assert "by the settings" not in ends


def test_where_it_is_not_known_how_much_is_muted_it_says_so_and_long_lists_say_how_much_more() -> (
    None
):
    long = [muting(str(n), days=40, resource_id="&" * 768, owner="<" * 256) for n in range(9)]
    made = digest(FULL, heard(ONE, 1), mutes=long)
    address, command = REPORT.address, "python -m tools.mute list"
    for linked, in_text, in_blocks in (
        (REPORT, address, f"<{address.replace('&', '&amp;')}|and 4 more>"),
        (None, command, f"and 4 more: {command}"),
    ):
        text, blocks = both(WRITER.digest(made, linked))
        for said in (text, blocks):
            assert "no data; score without them: no data" in said
            assert "Mutes that end" not in said
        assert f"and 4 more: {in_text}\n" in text
        assert in_blocks in blocks


def test_what_reached_only_the_fallback_channel_is_said_with_where_it_comes_from() -> None:
    counted = {(ONE, "restricted-ssh"): 1200, (TWO, "<!channel>"): 1}
    for said in both(WRITER.digest(digest(FULL, fallback=counted), REPORT)):
        assert "1,201 violations reached only the fallback channel" in said
        assert f"accounts: {ONE} (1,200), {TWO} (1)" in said
        assert "rules: restricted-ssh (1,200), &lt;!channel&gt; (1)" in said
        assert "python -m tools.route explain" in said


def test_one_violation_on_the_fallback_channel_is_one_and_none_is_not_mentioned() -> None:
    many = {(f"{n:012}", f"rule-{n}"): 1 for n in range(5)}
    for said in both(WRITER.digest(digest(FULL, fallback=many), REPORT)):
        assert "and 2 more" in said
    for said in both(WRITER.digest(digest(FULL, fallback={(ONE, "r"): 1}), REPORT)):
        assert "1 violation reached only the fallback channel" in said
    for said in both(WRITER.digest(digest(FULL), REPORT)):
        assert "fallback" not in said


def test_rules_in_shadow_are_named_with_their_ends_and_those_that_left_it() -> None:
    end = YESTERDAY.end + timedelta(days=3, hours=12)
    present = (ShadowedRule("our-rule<1>", end, 1200), ShadowedRule("another", end, None))
    over = (ShadowedRule("old-rule", YESTERDAY.start, 2),)
    made = digest(FULL, shadows=Shadows(present, over))
    for said in both(WRITER.digest(made, REPORT)):
        assert re.search(r"our-rule&lt;1&gt;`?: until 2026-11-23 11:00:00 UTC, 1,200 open", said)
        assert re.search(r"another`?: until 2026-11-23 11:00:00 UTC, no data open", said)
        assert re.search(r"old-rule`?: since 2026-11-18 23:00:00 UTC, 2 open", said)
        assert "nobody is told of them before that" in said
    page = REPORTS.page(made)
    for said in ("our-rule&lt;1&gt;", "1,200", "told as all others", "2026-11-23 11:00:00 UTC"):
        assert said in page
    for said in (
        *both(WRITER.digest(digest(FULL), REPORT)),
        REPORTS.page(digest(FULL)),
    ):
        assert "shadow" not in said


def test_where_the_recorder_is_stopped_the_digest_is_not_complete_and_says_so() -> None:
    before = snapshot(7, one=(1, 1))
    standing = Standing(snapshot(one=(3, 1), two=(1, 0)), of_the_day=True, before={7: before})
    made = digest(standing, stopped(ONE), heard(ONE, 1, THERE), heard(TWO, 1))
    for text in both(WRITER.digest(made, REPORT)):
        for part in (
            "Not complete: in 1 region of an account the recorder is stopped.",
            "What is counted of it is how it was, and unknown now.",
            f"{ONE} in {HERE}: since 2026-11-20 09:00:00 UTC, by somebody",
            f"{ONE}: 75.00 % (1 non-compliant of 4), not recorded everywhere: a part is how it was",
        ):
            assert part in text
        assert "Improving" not in text
        assert re.search(r"Compliance score:?\W+80\.00 %", text)
    page = REPORTS.page(made)
    assert "Not complete: where the recorder is stopped" in page
    assert "no data: not recorded" in page
    assert "Not complete" not in WRITER.digest(digest(standing, heard(ONE, 1)), REPORT).text


def test_the_score_of_an_account_that_is_recorded_nowhere_is_unknown() -> None:
    standing = Standing(snapshot(one=(3, 1), two=(1, 0)), of_the_day=True)
    made = digest(standing, stopped(ONE), stopped(ONE, THERE), heard(TWO, 1))
    for text in both(WRITER.digest(made, REPORT)):
        assert f"{ONE}: unknown (1 non-compliant of 4), not recorded: this is how it was" in text
        assert f"{TWO}: 100.00 %" in text
        assert "75.00 %" not in text
    assert re.search(rf"{ONE}</code></th><td [^>]*>unknown<", REPORTS.page(made))


def test_where_nothing_is_recorded_any_more_no_score_is_told_as_that_of_now() -> None:
    before = {1: snapshot(1, one=(3, 1)), 7: None}
    made = digest(Standing(snapshot(one=(3, 1)), of_the_day=True, before=before), stopped(ONE))
    for text in both(WRITER.digest(made, REPORT)):
        assert re.search(r"Compliance score:?\W+unknown", text)
        assert "75.00 %" not in text
        assert "+0.00" not in text
    page = REPORTS.page(made)
    assert "<dt>Compliance score</dt><dd>unknown<small></small></dd>" in page
    assert "75.00 %" not in page


def test_a_day_that_was_kept_has_its_score_whatever_was_stopped_since() -> None:
    made = digest(Standing(snapshot(2, one=(3, 1)), of_the_day=True), stopped(ONE))
    for text in both(WRITER.digest(made, REPORT)):
        assert re.search(r"Compliance score:?\W+75\.00 %", text)
        assert f"{ONE}: 75.00 %" in text
        assert "Not complete" in text


@pytest.mark.parametrize(
    ("not_recorded", "said"),
    [
        ((0, 0), "dots are days without data"),
        ((2, 0), "without data, 1 day is not complete (a recorder was stopped)"),
        ((1, 1), "2 days are not complete (a recorder was stopped)"),
        ((1, None), "(a recorder was stopped), of 1 day it is not known whether"),
        ((None, None), "data, of 2 days it is not known whether recorders were stopped"),
    ],
)
def test_days_that_are_not_complete_are_counted_beside_the_scores(
    not_recorded: tuple[int | None, int | None], said: str
) -> None:
    days = history((1, 1), (3, 1), None, (4, 0), not_recorded=(*not_recorded, None, 0))
    for text in both(WRITER.digest(digest(FULL, heard(ONE, 1), history=days), REPORT)):
        assert said in text
        assert ("not complete" in text) is ("not complete" in said or "(a rec" in said)
        assert ("not known whether" in text) is ("not known" in said)
