"""The digest is made from rollups and snapshots, and from what reconciling came to."""

from datetime import date, timedelta

from shared.domain.period import Period
from shared.domain.rollups import Activity, ActivityKey
from shared.domain.silence import Silence
from shared.usecases.record_batch import Message as Recorded
from shared.usecases.record_batch import record_batch
from tests.builders.digest_office import DigestOffice
from tests.builders.observations import C, N, key, result
from tests.builders.snapshots import ONE, YESTERDAY, ZONE, report, snapshot

TODAY = Period(date(2026, 11, 20), ZONE)
LAST_WEEK = Period(date(2026, 11, 12), ZONE)


def test_yesterday_is_told_as_things_stand_now_and_kept() -> None:
    desk = DigestOffice()
    digest = desk.send()
    assert digest.standing.of_the_day
    assert digest.standing.score().percentage == 50.0
    assert desk.store.snapshots == {YESTERDAY.day: digest.standing.snapshot}
    assert desk.channel.taken == ["2026-11-19"]


def test_only_what_changed_in_the_day_is_counted() -> None:
    desk = DigestOffice()
    assert desk.send(TODAY).activity == Activity(2, 1, 1)
    assert desk.send(YESTERDAY).activity == Activity()


def test_the_day_ends_at_midnight_in_its_time_zone() -> None:
    desk = DigestOffice()
    for bucket, amount in ((TODAY.start - timedelta(minutes=15), 10), (TODAY.start, 100)):
        desk.kept.activity[ActivityKey(ONE, "eu-west-1", bucket)] = Activity(amount)
    assert desk.send(YESTERDAY).activity == Activity(10)
    assert desk.send(TODAY).activity == Activity(102, 1, 1)


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
    record_batch(
        [Recorded("3", result(20, C, N, of=key("bucket-2")))],
        desk.kept,
        desk.clock.now(),
        lambda _: None,
    )
    assert desk.send(TODAY).standing.score().since_day_before == 50.0


def test_an_older_day_is_told_from_its_snapshot() -> None:
    desk = DigestOffice()
    desk.store.snapshots[LAST_WEEK.day] = snapshot(8, one=(1, 3))
    standing = desk.send(LAST_WEEK).standing
    assert standing.of_the_day
    assert standing.score().percentage == 25.0


def test_an_older_day_without_a_snapshot_is_told_as_the_present_and_keeps_none() -> None:
    desk = DigestOffice()
    standing = desk.send(LAST_WEEK).standing
    assert not standing.of_the_day
    assert standing.score().percentage == 50.0
    assert not desk.store.snapshots


def test_of_a_day_that_is_no_longer_kept_no_changes_are_known() -> None:
    assert DigestOffice().send(Period(date(2026, 8, 1), ZONE)).activity is None


def test_it_says_who_is_silent_and_what_reconciling_came_to() -> None:
    desk = DigestOffice()
    first = desk.send()
    assert first.silent == (Silence(ONE),)
    assert first.reconciled.late
    desk.reports.report = report(hours_ago=30)
    later = desk.send().reconciled
    assert (later.report, later.late) == (desk.reports.report, False)
