"""Durations are said in two units, as people say them."""

from datetime import timedelta

import pytest

from shared.domain.durations import in_words


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (timedelta(hours=3, minutes=5), "3 h 5 min"),
        (timedelta(days=2, hours=4, minutes=59), "2 d 4 h"),
        (timedelta(seconds=45), "45 s"),
        (timedelta(minutes=2, seconds=1), "2 min 1 s"),
        (timedelta(hours=1), "1 h"),
        (timedelta(days=400), "400 d"),
        (timedelta(milliseconds=999), "less than a second"),
        (timedelta(seconds=-10), "less than a second"),
    ],
)
def test_a_duration_is_said_in_its_two_largest_units(duration: timedelta, words: str) -> None:
    assert in_words(duration) == words
