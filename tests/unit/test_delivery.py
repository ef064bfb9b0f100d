"""What became of a message says when it may be tried again."""

from datetime import timedelta

import pytest

from shared.domain.delivery import Message, RetryLater, Waits, wait_after, waits_after


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


@pytest.mark.parametrize(
    ("attempts", "wait"), [(0, 1), (1, 2), (2, 4), (8, 256), (9, 300), (5000, 300)]
)
def test_without_a_wish_the_wait_doubles_up_to_five_minutes(attempts: int, wait: int) -> None:
    assert wait_after(RetryLater("500"), attempts) == seconds(wait)


def test_the_time_that_the_channel_asks_for_is_kept() -> None:
    assert wait_after(RetryLater("429", seconds(17)), attempts=8) == seconds(17)


def test_a_wish_of_the_channel_is_a_pause_for_all_and_leaves_the_message_where_it_is() -> None:
    assert waits_after(RetryLater("429", seconds(30)), 3, failures=9) == Waits(seconds(30))


@pytest.mark.parametrize(("attempts", "own"), [(0, 1), (3, 8), (50, 300)])
def test_a_failure_of_one_message_alone_puts_off_that_one(attempts: int, own: int) -> None:
    assert waits_after(RetryLater("500"), attempts, failures=0) == Waits(seconds(1), seconds(own))


def test_when_others_failed_too_the_channel_is_to_blame() -> None:
    assert waits_after(RetryLater("500"), attempts=2, failures=2).own == seconds(4)
    assert waits_after(RetryLater("500"), attempts=2, failures=3).own is None


def test_the_pauses_of_a_failing_channel_come_in_pairs_and_grow_to_a_minute() -> None:
    waits = [waits_after(RetryLater("500"), 0, failures=n).pause for n in range(9)]
    assert waits == [seconds(number) for number in (1, 2, 4, 8, 4, 32, 4, 60, 4)]


def test_a_message_that_fails_alone_holds_back_the_others_for_seconds_only() -> None:
    pauses = [waits_after(RetryLater("500"), n, failures=n).pause for n in range(9)]
    assert max(pauses) == seconds(4)


def test_as_plain_text_a_message_keeps_its_text_alone() -> None:
    assert Message("text", ({"type": "divider"},)).as_plain_text() == Message("text")


def test_what_is_refused_is_made_simpler_until_nothing_simpler_is_left() -> None:
    plain = Message("text")
    bars = Message("text", ({"type": "divider"},))
    charts = Message("text", ({"type": "data_visualization"},), simpler=bars)
    assert [each.when_refused() for each in (charts, bars, plain)] == [bars, plain, None]
    assert charts.as_plain_text() == plain
