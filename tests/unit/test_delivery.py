"""What became of a message says when it may be tried again."""

from datetime import timedelta

import pytest

from shared.domain.delivery import Message, RetryLater, wait_after


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


@pytest.mark.parametrize(
    ("attempts", "wait"), [(0, 1), (1, 2), (2, 4), (8, 256), (9, 300), (5000, 300)]
)
def test_without_a_wish_the_wait_doubles_up_to_five_minutes(attempts: int, wait: int) -> None:
    assert wait_after(RetryLater("500"), attempts) == seconds(wait)


def test_the_time_that_the_channel_asks_for_is_kept() -> None:
    assert wait_after(RetryLater("429", seconds(17)), attempts=8) == seconds(17)


def test_as_plain_text_a_message_keeps_its_text_alone() -> None:
    assert Message("text", ({"type": "divider"},)).as_plain_text() == Message("text")
