"""Digests are made from sums and snapshots, and from what reconciling came to."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shared.domain.alert_policy import AlertPolicy
from shared.domain.audience import Audience
from shared.domain.observations import PlaceKey
from shared.domain.period import Period
from shared.domain.reconciliation import UnknownSource
from shared.domain.rollups import Activity, ActivityKey, Counts
from shared.domain.shadow import ShadowedRule, Shadows
from shared.domain.silence import Silence
from shared.domain.snapshots import Heard, Snapshot
from shared.domain.standing import of_team
from shared.domain.totals import Cell, Totals
from tests.builders.digest_office import CountedFallback, DigestOffice
from tests.builders.mutes import muting
from tests.builders.observations import C, N, key, result
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
    heard,
    report,
    resolved,
    snapshot,
    stopped,
)

TODAY = Period(date(2026, 11, 20), ZONE)
A_WEEK_AGO = Period(date(2026, 11, 12), ZONE)


def test_yesterday_is_told_as_things_stand_now_and_kept() -> None:
    desk = DigestOffice()
    digest = desk.send()
    assert digest.standing.of_the_day
    assert digest.standing.score().percentage == 50.0
    assert desk.store.snapshots == {YESTERDAY.day: digest.standing.snapshot}
    assert desk.channel.taken == ["organisation 2026-11-19"]


def test_only_what_changed_in_the_day_is_counted() -> None:
    desk = DigestOffice()
    assert desk.send(TODAY).found.activity == Activity(2, 1, 1)
    assert desk.send(YESTERDAY).found.activity == Activity()


def test_the_day_ends_at_midnight_in_its_time_zone() -> None:
    desk = DigestOffice()
    for bucket, amount in ((TODAY.start - timedelta(minutes=15), 10), (TODAY.start, 100)):
        desk.kept.activity[ActivityKey(ONE, "eu-west-1", bucket)] = Activity(amount)
    assert desk.send(YESTERDAY).found.activity == Activity(10)
    assert desk.send(TODAY).found.activity == Activity(102, 1, 1)


def test_a_snapshot_taken_after_the_day_is_not_taken_again() -> None:
    desk = DigestOffice()
    first = desk.send().standing.snapshot
    desk.clock.time += timedelta(hours=5)
    desk.send()
    assert desk.store.snapshots[YESTERDAY.day] == first


def test_a_snapshot_of_the_running_day_is_renewed() -> None:
    desk = DigestOffice()
    desk.send(TODAY)
    desk.clock.time += timedelta(hours=5)
    renewed = desk.send(TODAY).standing.snapshot
    assert desk.store.snapshots[TODAY.day] == renewed


def test_from_the_second_day_there_is_a_trend() -> None:
    desk = DigestOffice()
    desk.send(YESTERDAY)
    desk.record(result(20, C, N, of=key("bucket-2")))
    assert desk.send(TODAY).standing.score().changes == {1: 50.0, 7: None}


def test_an_older_day_is_told_from_its_snapshot() -> None:
    desk = DigestOffice()
    desk.store.snapshots[A_WEEK_AGO.day] = snapshot(8, one=(1, 3))
    standing = desk.send(A_WEEK_AGO).standing
    assert standing.of_the_day
    assert standing.score().percentage == 25.0


def test_an_older_day_without_a_snapshot_is_told_as_the_present_and_keeps_none() -> None:
    desk = DigestOffice()
    standing = desk.send(A_WEEK_AGO).standing
    assert not standing.of_the_day
    assert standing.score().percentage == 50.0
    assert not desk.store.snapshots


def test_of_a_day_that_is_no_longer_kept_no_changes_are_known() -> None:
    found = DigestOffice().send(Period(date(2026, 8, 1), ZONE)).found
    assert found.activity is None
    assert [week.times for week in found.resolving] == [None] * 4


def test_it_says_who_is_silent_and_what_reconciling_came_to() -> None:
    desk = DigestOffice()
    first = desk.send()
    assert first.silent == (Silence(ONE),)
    assert first.found.reconciled.late
    desk.reports.report = report(hours_ago=30)
    later = desk.send().found.reconciled
    assert (later.report, later.late) == (desk.reports.report, False)


def test_the_time_to_resolve_is_told_week_by_week() -> None:
    desk = DigestOffice()
    desk.totals.resolve_times = resolved(2)
    weeks = desk.send().found.resolving
    assert [week.last.isoformat()[5:] for week in weeks] == ["10-29", "11-05", "11-12", "11-19"]
    assert {week.resolved for week in weeks} == {1}
    newest, before = desk.totals.asked[-1], desk.totals.asked[-2]
    assert newest.start == before.end
    assert newest.end == YESTERDAY.end


def test_the_oldest_violations_are_told_with_their_age() -> None:
    [(record, age, _)] = DigestOffice().send().oldest
    assert record.key.resource_id == "bucket-2"
    assert age == DigestOffice().clock.now() - record.since


def test_where_recorders_are_stopped_is_kept_with_the_day() -> None:
    desk = DigestOffice()
    desk.send()
    assert desk.store.snapshots[YESTERDAY.day].not_recorded == {}
    desk = DigestOffice()
    desk.store.places = [stopped(ONE), heard(ONE, 1, THERE), stopped(TWO)]
    day = YESTERDAY.day - timedelta(days=5)
    desk.store.snapshots[day] = snapshot(5, one=(3, 1))
    digest = desk.send()
    assert desk.store.snapshots[YESTERDAY.day].not_recorded == {ONE: 1, TWO: 1}
    assert [digest.days[n].complete for n in (23, 24, 29)] == [None, None, False]
    assert (digest.days_not_complete, digest.days_not_known, digest.unknown) == (1, 1, False)
    team = desk.send(audience=PAYMENTS)
    assert team.days[29].not_recorded == 1
    assert team.standing.snapshot.not_recorded == {ONE: 1}


def test_what_is_unknown_of_a_day_stays_unknown_when_it_is_told_later() -> None:
    for kept, of_the_team in ((None, None), ({TWO: 1}, 0), ({ONE: 2, TWO: 1}, 2)):
        desk = DigestOffice()
        desk.store.snapshots[A_WEEK_AGO.day] = replace(
            snapshot(7, one=(3, 1), two=(1, 1)), not_recorded=kept
        )
        of_all, of_team = desk.send(A_WEEK_AGO), desk.send(A_WEEK_AGO, PAYMENTS)
        assert of_all.days[-1].not_recorded == (sum(kept.values()) if kept else None)
        assert of_team.days[-1].not_recorded == of_the_team


def test_the_last_thirty_days_are_told_with_their_gaps() -> None:
    desk = DigestOffice()
    day = YESTERDAY.day - timedelta(days=5)
    desk.store.snapshots[day] = snapshot(5, one=(3, 1))
    digest = desk.send()
    assert len(digest.scores) == 30
    assert [n for n, score in enumerate(digest.scores) if score is not None] == [24, 29]
    assert digest.scores[24] == 75.0


def test_a_week_is_told_as_its_last_day_ended() -> None:
    desk = DigestOffice()
    desk.store.snapshots[LAST_WEEK.day] = snapshot(4, one=(1, 3))
    digest = desk.send(LAST_WEEK)
    assert digest.standing.score().percentage == 25.0
    assert set(digest.standing.before) == {7, 28}
    assert digest.found.activity == Activity()


def test_a_team_is_told_of_its_own_accounts_alone() -> None:
    desk = DigestOffice()
    other = replace(key("bucket-9"), account=THREE)
    desk.record(result(3, N, of=other))
    desk.store.places = [heard(THREE, 1), heard(ONE, 1)]
    team = Audience("data", frozenset({THREE}))
    digest = desk.send(audience=team)
    assert digest.standing.snapshot.counts.total == 1
    assert [account.account for account in digest.accounts] == [THREE]
    assert [record.key for record, _, _ in digest.oldest] == [other]
    assert digest.rules is not None
    assert [counts.total for _, counts in digest.rules] == [1]


def test_what_happened_to_a_team_is_counted_in_its_places() -> None:
    desk = DigestOffice()
    desk.record(result(3, N, of=replace(key("bucket-9"), account=THREE)))
    digest = desk.send(TODAY, Audience("data", frozenset({THREE})))
    assert digest.found.activity == Activity(1, 1, 0)


def test_a_team_is_told_how_long_its_own_violations_took_week_by_week() -> None:
    desk, team = DigestOffice(), Audience("data", frozenset({THREE}))
    desk.store.places = [heard(THREE, 1), heard(ONE, 1)]
    last = YESTERDAY.end - timedelta(hours=2)
    for weeks_ago in range(6):
        quarter = last - timedelta(weeks=weeks_ago)
        desk.queries.resolved.setdefault(PlaceKey(THREE, HERE), {})[quarter] = resolved(
            *[1 + weeks_ago] * (1 + weeks_ago)
        )
    desk.queries.resolved[PlaceKey(THREE, HERE)][YESTERDAY.end] = resolved(*[9] * 99)
    desk.queries.resolved[PlaceKey(ONE, HERE)] = {last: resolved(*[9] * 99)}
    weeks = desk.send(audience=team).found.resolving
    assert [week.resolved for week in weeks] == [4, 3, 2, 1]
    assert [round(week.median / timedelta(hours=1), 1) for week in weeks if week.median] == [
        pytest.approx(hours, rel=0.06) for hours in (4, 3, 2, 1)
    ]


def test_of_weeks_that_are_no_longer_kept_a_team_is_told_nothing() -> None:
    team = Audience("data", frozenset({THREE}))
    found = DigestOffice().send(Period(date(2026, 8, 1), ZONE), team).found
    assert [week.times for week in found.resolving] == [None] * 4


def test_every_account_of_a_team_should_speak() -> None:
    digest = DigestOffice().send(audience=Audience("data", frozenset({TWO, THREE})))
    assert digest.silent == (Silence(TWO), Silence(THREE))


def test_a_team_is_told_what_of_its_own_was_not_compared() -> None:
    desk = DigestOffice()
    unknown = tuple(UnknownSource(account, "eu-west-1", "FAILED", "") for account in (ONE, TWO))
    desk.reports.report = report(unknown=unknown)
    found = desk.send(audience=Audience("data", frozenset({TWO}))).found.reconciled
    assert found.report
    assert [source.account for source in found.report.unknown] == [TWO]


def test_an_older_day_of_a_team_is_told_from_the_accounts_that_were_kept() -> None:
    desk = DigestOffice()
    desk.store.snapshots[A_WEEK_AGO.day] = snapshot(8, one=(1, 3), two=(1, 0))
    digest = desk.send(A_WEEK_AGO, Audience("data", frozenset({TWO})))
    assert digest.standing.score().percentage == 100.0
    assert digest.rules is None
    assert digest.severities is None


def test_a_report_of_each_digest_is_kept_beside_it() -> None:
    desk = DigestOffice()
    sent = desk.send_all(teams=[PAYMENTS])
    assert list(desk.shelf.pages.values()) == [
        "a page for organisation",
        "a page for team-payments",
    ]
    assert all(each.report for each in sent)


def test_a_report_that_cannot_be_kept_holds_up_no_digest() -> None:
    desk = DigestOffice()
    desk.shelf.broken = True
    [sent] = desk.send_all()
    assert sent.report is None
    assert desk.channel.taken == ["organisation 2026-11-19 without report"]


def test_thousands_of_accounts_are_read_as_sums() -> None:
    desk = DigestOffice()
    places = {PlaceKey(f"{n:012}", "eu-west-1"): counts(190, 10) for n in range(5000)}
    cells = {
        Cell("eu-west-1", f"rule-{n}", "AWS::S3::Bucket"): counts(4750, 250) for n in range(200)
    }
    desk.totals.fixed = Totals.of_places(places, cells)
    desk.store.places = [Heard(place.account, place.region) for place in places]
    digest = desk.send()
    assert len(digest.accounts) == 5001
    assert digest.rules
    assert (len(digest.rules), digest.still_open) == (200, 50_000)


def test_what_a_team_has_no_states_of_any_more_is_not_told() -> None:
    place = PlaceKey(THREE, "eu-west-1")
    shares = [{("restricted-ssh", "AWS::EC2::SecurityGroup"): Counts()}]
    team = Audience("data", frozenset({THREE}))
    found = of_team(team, Totals.of_places({place: Counts()}, {}), shares, YESTERDAY.end)
    assert found == Snapshot(YESTERDAY.end)


def test_runs_that_finished_within_the_period_are_told_and_no_others() -> None:
    desk = DigestOffice()
    for number, finished in enumerate((YESTERDAY.start, YESTERDAY.end, TODAY.start)):
        desk.reports.runs.append(replace(report(), run=f"run-{number}", finished=finished))
    assert [run.run for run in desk.send().found.reconciled.runs or ()] == ["run-0"]
    assert desk.send(Period(date(2026, 8, 1), ZONE)).found.reconciled.runs is None


def test_the_report_names_the_fifty_oldest() -> None:
    desk = DigestOffice()
    desk.record(*[result(3, N, of=key(f"bucket-{n}")) for n in range(100, 160)])
    assert len(desk.send().oldest) == 50


def test_what_is_muted_is_counted_and_kept_with_the_day() -> None:
    desk = DigestOffice()
    mine = muting("mine", account="222222222222", resource_id="bucket-2", days=30)
    theirs = muting("theirs", account=TWO, rule_name="restricted-ssh", days=30, tag=None)
    every = muting("every", rule_name="restricted-ssh", days=30)
    desk.mutes.mutes = {mute.id: mute for mute in (mine, theirs, every)}
    digest = desk.send()
    assert (digest.muted, digest.percentage_without_muted) == (1, 100.0)
    assert desk.store.snapshots[YESTERDAY.day].muted == 1
    assert [mute.id for mute in digest.mutes] == ["every", "mine", "theirs"]
    assert digest.mutes_ending == ()


def test_of_a_team_its_own_violations_are_counted_and_its_mutes_named() -> None:
    desk = DigestOffice()
    team = Audience("buckets", frozenset({"222222222222"}))
    mine = muting("mine", account="222222222222", days=2)
    theirs = muting("theirs", account=THREE, days=2)
    desk.mutes.mutes = {mute.id: mute for mute in (mine, theirs)}
    digest = desk.send(audience=team)
    assert (digest.muted, digest.percentage_without_muted) == (1, 100.0)
    assert digest.mutes == digest.mutes_ending == (mine,)
    many = Audience("many", frozenset(f"{number:012}" for number in range(101)))
    assert desk.send(audience=many).muted is None


def test_what_reached_only_the_fallback_channel_in_the_period_is_told_to_its_owners() -> None:
    office = DigestOffice()
    office.fallback = CountedFallback({(ONE, "r"): 2, (TWO, "r"): 1, (THREE, "s"): 4})
    everybody = office.send().fallback
    assert everybody is not None
    assert everybody.violations == 7
    team = office.send(audience=PAYMENTS).fallback
    owned = {
        account: n for (account, _), n in office.fallback.counts.items() if PAYMENTS.owns(account)
    }
    assert (dict(team.accounts) if team else {}) == owned
    assert set(office.fallback.asked) == {YESTERDAY.window}


def test_rules_in_shadow_are_those_that_the_settings_put_there_and_have_been_heard_of() -> None:
    office = DigestOffice()
    rule = "s3-bucket-public-read-prohibited"
    office.rules.first = {rule: YESTERDAY.end - timedelta(days=3), "over": YESTERDAY.start}
    assert office.send().found.shadows == Shadows()
    office.policy = AlertPolicy(shadow=timedelta(days=7), shadow_of={"over": timedelta(hours=1)})
    found = office.send().found.shadows
    end = YESTERDAY.end + timedelta(days=4)
    assert found.present == (ShadowedRule(rule, end, 1),)
    assert [each.rule_name for each in found.over] == ["over"]
