"""Whether a place is recorded follows from the calls, in whichever order they are heard of."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.observations import PlaceKey
from shared.domain.recorder import (
    START,
    STOPS,
    STOPS_KEPT,
    UNHEARD_OF,
    Recorder,
    RecorderCall,
    Recording,
    recorder_step,
)

BEGAN = datetime(2026, 11, 20, 9, tzinfo=UTC)
PLACE = PlaceKey("222222222222", "eu-central-1")
STOP, DELETE, CHANNEL = "StopConfigurationRecorder", *sorted(STOPS - {"StopConfigurationRecorder"})

calls = st.builds(
    RecorderCall,
    st.integers(0, 9).map(lambda seconds: BEGAN + timedelta(seconds=seconds)),
    st.sampled_from([START, *sorted(STOPS)]),
    st.sampled_from(["", "one", "two"]),
)


def call(seconds: float, name: str = STOP, by: str = "somebody") -> RecorderCall:
    return RecorderCall(BEGAN + timedelta(seconds=seconds), name, by)


def after(*heard: RecorderCall) -> Recorder:
    known = UNHEARD_OF
    for each in heard:
        known = known.after(each)
    return known


def told(*heard: RecorderCall, quiet: bool = False) -> list[tuple[Recording, RecorderCall]]:
    known, news = UNHEARD_OF, []
    for each in heard:
        step = recorder_step(PLACE, known, each, quiet=quiet)
        known = step.after
        news += [(one.recording, one.call) for one in step.news]
    return news


def test_nothing_is_known_of_a_recorder_before_the_first_call() -> None:
    assert (UNHEARD_OF.recording, UNHEARD_OF.since, UNHEARD_OF.because) == ("unknown", None, None)


def test_it_is_stopped_since_the_first_call_that_stopped_it() -> None:
    for heard in permutations([call(1, START), call(5), call(6, DELETE), call(7, CHANNEL)]):
        known = after(*heard)
        assert (known.recording, known.because) == (Recording.STOPPED, call(5))


def test_it_records_since_the_newest_start_whatever_stopped_it_before() -> None:
    for heard in permutations([call(1, START), call(5), call(8, START), call(9, START)]):
        known = after(*heard)
        assert (known.recording, known.since) == (Recording.RECORDING, call(9).called)


def test_what_stops_it_in_the_second_of_a_start_counts_as_after_it() -> None:
    for heard in permutations([call(5), call(5, START)]):
        assert after(*heard).recording is Recording.STOPPED


@given(st.lists(calls, max_size=STOPS_KEPT), st.randoms())
def test_order_and_repetition_change_nothing(heard: list[RecorderCall], random: object) -> None:
    shuffled = [*heard, *heard[::2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis gives a Random
    assert after(*shuffled) == after(*heard)


def test_a_recorder_that_is_stopped_every_hour_takes_no_more_room() -> None:
    known = after(*(call(3600 * hour) for hour in range(200)))
    assert len(known.stops) == STOPS_KEPT
    assert (known.stops[0], known.stops[-1]) == (call(0), call(3600 * 199))
    assert known.after(call(3600 * 199 + 1, START)).recording is Recording.RECORDING


def test_each_stop_is_told_once_and_so_is_the_start_after_it() -> None:
    stop, delete, start, again = call(5), call(6, DELETE), call(9, START), call(12)
    assert told(stop, stop, delete, start, start, stop, again) == [
        (Recording.STOPPED, stop),
        (Recording.RECORDING, start),
        (Recording.STOPPED, again),
    ]


def test_of_a_stop_that_is_heard_of_after_the_start_that_ended_it_nobody_is_told() -> None:
    assert told(call(9, START), call(5)) == []


def test_of_what_comes_from_an_archive_nobody_is_told() -> None:
    assert told(call(5), call(9, START), quiet=True) == []


def test_a_first_start_is_no_news() -> None:
    assert told(call(5, START)) == []


def test_the_news_that_it_records_again_says_what_had_stopped_it() -> None:
    [news] = recorder_step(PLACE, after(call(5), call(6, DELETE)), call(9, START), quiet=False).news
    assert (news.call, news.stopped, news.since) == (call(9, START), call(5), call(9).called)
