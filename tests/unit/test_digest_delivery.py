"""Digests are delivered, or tried again, or an error; and each is sent once."""

from datetime import date, timedelta

import pytest

from shared.domain.audience import Audience
from shared.domain.delivery import (
    Delivered,
    Delivery,
    Message,
    Refused,
    RetryLater,
    Unavailable,
)
from shared.domain.digest import Digest
from shared.domain.outbox import Pause
from shared.domain.period import Period
from shared.usecases.post_digest import DigestNotSentError, DigestRefusedError, post_digest
from shared.usecases.send_once import LEASE, DigestUnderWayError
from tests.builders.digest_office import DigestOffice
from tests.builders.snapshots import LAST_WEEK, PAYMENTS, ZONE
from tests.fakes.clock import NOW

TODAY = Period(date(2026, 11, 20), ZONE)
DATA = Audience("data", frozenset({"222222222222"}))
SECOND = timedelta(seconds=1)
NAME = "daily#2026-11-19#organisation"
PLAIN = Message("how things stand")
BARS = Message(PLAIN.text, ({"type": "section"},))
CHARTS = Message(PLAIN.text, ({"type": "data_visualization"},), simpler=BARS)


def test_a_failed_send_is_tried_again_a_few_times() -> None:
    desk = DigestOffice(RetryLater("429", timedelta(seconds=2)), RetryLater("500"))
    desk.send()
    assert desk.channel.taken == ["organisation 2026-11-19"]
    assert desk.clock.slept == timedelta(seconds=4)


def test_no_wait_outlasts_the_function() -> None:
    desk = DigestOffice(RetryLater("429", timedelta(hours=1)))
    desk.send()
    assert desk.clock.slept == timedelta(seconds=30)


def test_refused_blocks_are_sent_as_plain_text() -> None:
    desk = DigestOffice(Refused("400 invalid_blocks"))
    desk.send()
    assert not desk.channel.posted[0].blocks


@pytest.mark.parametrize(("refusals", "taken"), [(0, CHARTS), (1, BARS), (2, PLAIN)])
def test_refused_charts_are_sent_as_bars_of_characters_and_those_as_plain_text(
    refusals: int, taken: Message
) -> None:
    desk = DigestOffice(*[Refused("invalid_blocks")] * refusals)
    post_digest(CHARTS, NOW + LEASE, desk)
    assert desk.channel.posted == [taken]
    assert desk.clock.slept == timedelta(0)


def test_what_is_refused_as_plain_text_too_is_not_sent_again() -> None:
    desk = DigestOffice(*[Refused("invalid_blocks")] * 3)
    with pytest.raises(DigestRefusedError, match="invalid_blocks"):
        post_digest(CHARTS, NOW + LEASE, desk)
    assert len(desk.channel.times) == 3


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
    desk = DigestOffice(*answers)
    with pytest.raises(DigestNotSentError, match=why):
        desk.send()
    assert desk.store.snapshots


def test_a_digest_waits_for_its_turn_and_others_wait_for_theirs() -> None:
    desk = DigestOffice()
    desk.channel.interval = SECOND
    desk.pacing.take_turn(desk.channel.name(), NOW, SECOND)
    desk.send_all(teams=[PAYMENTS])
    assert desk.channel.times == [NOW + SECOND, NOW + 2 * SECOND]
    asked = desk.clock.now()
    assert desk.pacing.take_turn(desk.channel.name(), asked, SECOND) == asked + SECOND


def test_what_a_digest_is_told_of_too_many_messages_holds_for_all_who_post() -> None:
    desk = DigestOffice(RetryLater("429", 20 * SECOND))
    desk.channel.interval = SECOND
    desk.send()
    assert desk.channel.times == [NOW, NOW + 20 * SECOND]
    assert desk.pacing.pause(desk.channel.name()) == Pause(NOW + 20 * SECOND)


def test_a_digest_for_which_there_is_no_turn_in_time_is_an_error_for_the_schedule() -> None:
    desk = DigestOffice()
    desk.channel.interval = SECOND
    desk.pacing.keep_pause(desk.channel.name(), Pause(NOW + LEASE))
    with pytest.raises(DigestNotSentError, match="no turn"):
        desk.send_all()
    desk.clock.time += LEASE
    desk.send_all()
    assert desk.channel.taken == ["organisation 2026-11-19"]


def test_a_day_is_told_once_however_often_it_is_asked_for() -> None:
    desk = DigestOffice()
    desk.send_all()
    [again] = desk.send_all()
    assert desk.channel.taken == ["organisation 2026-11-19"]
    assert again.digest is None


def test_a_day_that_is_asked_for_again_is_told_again() -> None:
    desk = DigestOffice()
    desk.send_all()
    desk.send_all(again=True)
    assert len(desk.channel.taken) == 2


def test_the_running_day_is_told_whenever_it_is_asked_for_and_does_not_count_as_told() -> None:
    desk = DigestOffice()
    desk.send_all(TODAY)
    desk.send_all(TODAY)
    assert not desk.sent.sent
    desk.clock.time += timedelta(days=1)
    desk.send_all(TODAY)
    assert len(desk.channel.taken) == 3


def test_a_day_and_the_week_that_ends_with_it_are_told_both() -> None:
    desk = DigestOffice()
    desk.send_all(LAST_WEEK)
    desk.send_all(Period(LAST_WEEK.day, ZONE))
    assert len(desk.channel.taken) == 2


def test_what_another_run_is_sending_is_an_error_until_its_lease_is_over() -> None:
    desk = DigestOffice()
    desk.sent.claim(NAME, NOW, NOW + LEASE)
    with pytest.raises(DigestUnderWayError):
        desk.send_all()
    desk.clock.time += LEASE
    desk.send_all()
    assert desk.channel.taken == ["organisation 2026-11-19"]


def test_what_another_run_has_sent_meanwhile_is_not_sent_again() -> None:
    desk = DigestOffice()
    page = desk.writer.page

    def sent_meanwhile(digest: Digest) -> str:
        desk.sent.record_sent(NAME, NOW)
        return page(digest)

    desk.writer.page = sent_meanwhile  # type: ignore[method-assign] # a run beside this one
    [outcome] = desk.send_all()
    assert outcome.digest is None
    assert not desk.channel.taken


def test_a_failed_digest_can_be_sent_by_the_next_run_at_once() -> None:
    desk = DigestOffice(Unavailable("no webhook"))
    with pytest.raises(DigestNotSentError):
        desk.send_all()
    desk.send_all()
    assert desk.channel.taken == ["organisation 2026-11-19"]


def test_teams_are_told_after_the_organisation_and_only_those_that_were_not() -> None:
    desk = DigestOffice(Delivered(), Unavailable("no webhook"))
    with pytest.raises(DigestNotSentError):
        desk.send_all(teams=[PAYMENTS, DATA])
    outcomes = desk.send_all(teams=[PAYMENTS, DATA])
    assert desk.channel.taken == [
        "organisation 2026-11-19",
        "team-payments 2026-11-19",
        "team-data 2026-11-19",
    ]
    assert [outcome.digest is not None for outcome in outcomes] == [False, True, True]


def test_a_digest_that_is_refused_for_good_holds_up_no_other() -> None:
    desk = DigestOffice(Delivered(), Refused("400"), Refused("400 again"))
    with pytest.raises(DigestRefusedError, match=r"team-payments: .*400 again"):
        desk.send_all(teams=[PAYMENTS, DATA])
    assert desk.channel.taken == ["organisation 2026-11-19", "team-data 2026-11-19"]


def test_no_attempt_is_begun_when_the_lease_is_nearly_over() -> None:
    desk = DigestOffice(*[RetryLater("500", timedelta(seconds=30))] * 5)
    desk.channel.takes = timedelta(seconds=30)
    with pytest.raises(DigestNotSentError):
        desk.send_all()
    assert len(desk.channel.times) == 3
