"""Each answer of Slack has one meaning."""

from datetime import timedelta

import pytest

from shared.adapters.slack_answers import read_answer
from shared.domain.delivery import Delivered, Delivery, Refused, RetryLater, Unavailable


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (200, Delivered),
        (204, Delivered),
        (302, Unavailable),
        (400, Refused),
        (405, Unavailable),
        (401, Unavailable),
        (403, Unavailable),
        (404, Unavailable),
        (408, RetryLater),
        (410, Unavailable),
        (413, Refused),
        (429, RetryLater),
        (500, RetryLater),
        (503, RetryLater),
    ],
)
def test_each_status_has_one_meaning(status: int, kind: type[Delivery]) -> None:
    assert isinstance(read_answer(status, "why", {}), kind)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("1", 1), ("2.5", 2.5), ("0", None), ("-1", None), ("Fri, 20 Nov", None), ("1e99", None)],
)
def test_slack_says_how_long_to_wait(said: str, seconds: float | None) -> None:
    after = None if seconds is None else timedelta(seconds=seconds)
    assert read_answer(429, "", {"retry-after": said}) == RetryLater("429", after)


def test_nobody_waits_longer_than_an_hour() -> None:
    assert read_answer(429, "", {"X": "1", "Retry-After": "99999"}) == RetryLater(
        "429", timedelta(hours=1)
    )
