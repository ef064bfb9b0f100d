"""What belongs to a wave of first results, and for how long it waits."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.wave import Wave, joined
from tests.builders.observations import at

WINDOW = timedelta(minutes=10)


def wave_of(*came: tuple[float, float]) -> list[Wave | None]:
    """Return the wave that each belongs to, of results with when they came and were new."""
    wave, found = None, list[Wave | None]()
    for since, known_since in came:
        after = joined(wave, at(since), at(known_since), WINDOW, at(since))
        wave = after or wave
        found.append(after)
    return found


def test_what_is_new_opens_a_wave_that_waits_for_thirty_minutes_at_most() -> None:
    [wave] = wave_of((3, 1))
    assert wave == Wave(new_since=at(1), opened=at(3), last=at(3))
    assert (wave.over_at(WINDOW), wave.wait(WINDOW)) == (at(13), at(33))


def test_a_rule_stays_new_while_first_results_come_within_the_window_of_the_one_before() -> None:
    waves = wave_of((0, 0), (9, 0), (18, 0), (28, 0))
    assert [wave.last for wave in waves if wave] == [at(0), at(9), at(18), at(28)]
    assert wave_of((0, 0), (10.1, 0))[1] is None


def test_what_comes_after_the_longest_wait_waits_for_the_next() -> None:
    *_, last = wave_of((0, 0), (10, 0), (20, 0), (29, 0), (31, 0))
    assert last
    assert last.wait(WINDOW) == at(60)


def test_a_rule_is_new_for_an_hour_at_most_whatever_goes_on() -> None:
    others = [(float(minute), float(minute)) for minute in range(0, 60, 5)]
    *_, before, after = wave_of((0, 0), *others, (59.9, 0), (60, 0))
    assert before
    assert after is None


def test_a_rule_that_was_known_before_the_wave_is_not_new_in_it() -> None:
    assert wave_of((0, 0), (5, -11))[1] is None
    assert wave_of((0, 0), (5, -9))[1]


def test_what_is_new_after_a_wave_opens_another() -> None:
    _, second = wave_of((0, 0), (11, 11))
    assert second
    assert second.opened == at(11)


def test_results_that_were_late_or_judged_late_are_judged_as_of_then() -> None:
    first = joined(None, at(0), at(0), WINDOW, at(25))
    assert first
    assert joined(first, at(12), at(0), WINDOW, at(25)) == first
    assert joined(None, at(-500), at(0), WINDOW, at(1)), "it was known when it came, or later"


@given(st.permutations([0.0, 4.0, 8.0, 12.0, 16.0, 20.0]))
def test_in_whatever_order_results_come_they_are_one_wave(order: list[float]) -> None:
    wave = None
    for since in order:
        wave = joined(wave, at(since), at(since - 1), WINDOW, at(21))
        assert wave
        assert wave.wait(WINDOW) == at(51)
