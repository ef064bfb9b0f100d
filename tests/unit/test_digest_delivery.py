"""The digest is delivered, or tried again, or an error."""

from datetime import timedelta

import pytest

from shared.domain.delivery import Delivery, Refused, RetryLater, Unavailable
from shared.usecases.send_daily_digest import DigestNotSentError
from tests.builders.digest_office import DigestOffice


def test_a_failed_send_is_tried_again_a_few_times() -> None:
    desk = DigestOffice(RetryLater("429", timedelta(seconds=2)), RetryLater("500"))
    desk.send()
    assert desk.channel.taken == ["2026-11-19"]
    assert desk.clock.slept == timedelta(seconds=4)


def test_no_wait_outlasts_the_function() -> None:
    desk = DigestOffice(RetryLater("429", timedelta(hours=1)))
    desk.send()
    assert desk.clock.slept == timedelta(seconds=30)


def test_refused_blocks_are_sent_as_plain_text() -> None:
    desk = DigestOffice(Refused("400 invalid_blocks"))
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
    desk = DigestOffice(*answers)
    with pytest.raises(DigestNotSentError, match=why):
        desk.send()
    assert desk.store.snapshots
