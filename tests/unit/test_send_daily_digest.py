"""The digest is made from rollups and snapshots, and delivered or retried."""

from datetime import date, timedelta

import pytest

from shared.domain.delivery import Delivery, Message, Refused, RetryLater, Unavailable
from shared.domain.digest import Digest
from shared.domain.period import Period
from shared.domain.rollups import Activity, ActivityKey
from shared.usecases.record_batch import Message as Recorded
from shared.usecases.record_batch import record_batch
from shared.usecases.send_daily_digest import DigestDesk, DigestNotSentError, send_daily_digest
from tests.builders.observations import C, N, key, result
from tests.builders.snapshots import ONE, YESTERDAY, ZONE, snapshot
from tests.fakes.clock import FakeClock
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_digest_store import InMemoryDigestStore
from tests.fakes.in_memory_queries import InMemoryComplianceQueries
from tests.fakes.scripted_channel import ScriptedChannel

TODAY = Period(date(2026, 11, 20), ZONE)
LAST_WEEK = Period(date(2026, 11, 12), ZONE)
RETENTION = timedelta(days=90)


class Writer:
    """Keeps the digest that it is given."""

    def digest(self, digest: Digest) -> Message:
        return Message(digest.period.day.isoformat(), ({"type": "divider"},))


class Desk:
    """A desk whose ports are fakes; two states were recorded this morning, one a violation."""

    def __init__(self, *answers: Delivery) -> None:
        self.clock = FakeClock()
        self.kept = InMemoryComplianceStore()
        self.store = InMemoryDigestStore()
        self.channel = ScriptedChannel(self.clock, *answers)
        batch = [result(1, C, N), result(2, N, of=key("bucket-2"))]
        messages = [Recorded(str(n), heard) for n, heard in enumerate(batch)]
        record_batch(messages, self.kept, self.clock.now(), lambda _: None)

    def send(self, period: Period = YESTERDAY) -> Digest:
        desk = DigestDesk(
            queries=InMemoryComplianceQueries(self.kept),
            store=self.store,
            writer=Writer(),
            channel=self.channel,
            clock=self.clock,
        )
        return send_daily_digest(period, [ONE], RETENTION, desk)


def test_yesterday_is_told_as_things_stand_now_and_kept() -> None:
    desk = Desk()
    digest = desk.send()
    assert digest.standing.of_the_day
    assert digest.standing.score().percentage == 50.0
    assert desk.store.snapshots == {YESTERDAY.day: digest.standing.snapshot}
    assert desk.channel.taken == ["2026-11-19"]


def test_only_what_changed_in_the_day_is_counted() -> None:
    desk = Desk()
    assert desk.send(TODAY).activity == Activity(2, 1, 1)
    assert desk.send(YESTERDAY).activity == Activity()


def test_the_day_ends_at_midnight_in_its_time_zone() -> None:
    desk = Desk()
    for bucket, amount in ((TODAY.start - timedelta(minutes=15), 10), (TODAY.start, 100)):
        desk.kept.activity[ActivityKey(ONE, "eu-west-1", bucket)] = Activity(amount)
    assert desk.send(YESTERDAY).activity == Activity(10)
    assert desk.send(TODAY).activity == Activity(102, 1, 1)


def test_a_snapshot_taken_after_the_day_is_not_taken_again() -> None:
    desk = Desk()
    first = desk.send().standing.snapshot
    desk.clock.time += timedelta(hours=5)
    desk.send()
    assert desk.store.snapshots[YESTERDAY.day] == first


def test_a_snapshot_of_the_running_day_is_renewed() -> None:
    desk = Desk()
    desk.send(TODAY)
    desk.clock.time += timedelta(hours=5)
    renewed = desk.send(TODAY).standing.snapshot
    assert desk.store.snapshots[TODAY.day] == renewed


def test_from_the_second_day_there_is_a_trend() -> None:
    desk = Desk()
    desk.send(YESTERDAY)
    record_batch(
        [Recorded("3", result(20, C, N, of=key("bucket-2")))],
        desk.kept,
        desk.clock.now(),
        lambda _: None,
    )
    assert desk.send(TODAY).standing.score().since_day_before == 50.0


def test_an_older_day_is_told_from_its_snapshot() -> None:
    desk = Desk()
    desk.store.snapshots[LAST_WEEK.day] = snapshot(8, one=(1, 3))
    standing = desk.send(LAST_WEEK).standing
    assert standing.of_the_day
    assert standing.score().percentage == 25.0


def test_an_older_day_without_a_snapshot_is_told_as_the_present_and_keeps_none() -> None:
    desk = Desk()
    standing = desk.send(LAST_WEEK).standing
    assert not standing.of_the_day
    assert standing.score().percentage == 50.0
    assert not desk.store.snapshots


def test_of_a_day_that_is_no_longer_kept_no_changes_are_known() -> None:
    assert Desk().send(Period(date(2026, 8, 1), ZONE)).activity is None


def test_a_failed_send_is_tried_again_a_few_times() -> None:
    desk = Desk(RetryLater("429", timedelta(seconds=2)), RetryLater("500"))
    desk.send()
    assert desk.channel.taken == ["2026-11-19"]
    assert desk.clock.slept == timedelta(seconds=4)


def test_no_wait_outlasts_the_function() -> None:
    desk = Desk(RetryLater("429", timedelta(hours=1)))
    desk.send()
    assert desk.clock.slept == timedelta(seconds=30)


def test_refused_blocks_are_sent_as_plain_text() -> None:
    desk = Desk(Refused("400 invalid_blocks"))
    desk.send()
    assert not desk.channel.posted[0].blocks


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ([RetryLater("500")] * 5, "500"),
        ([Refused("400 invalid_blocks"), Refused("400 no_text")], "400 no_text"),
        ([Unavailable("the Slack secret holds no webhook address yet")], "no webhook address"),
    ],
)
def test_what_cannot_be_sent_is_an_error_for_the_schedule(
    answers: list[Delivery], why: str
) -> None:
    desk = Desk(*answers)
    with pytest.raises(DigestNotSentError, match=why):
        desk.send()
    assert desk.store.snapshots
