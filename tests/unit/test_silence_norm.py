"""How long a place may be silent is known from how long it ever was."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.filters import Window
from shared.domain.observations import PlaceKey
from shared.domain.silence import Silence
from shared.domain.silence_norm import SilenceNorm, norm_of
from shared.usecases.judge_silences import unusual_silences
from tests.builders.snapshots import HERE, ONE, THREE, TWO
from tests.fakes.clock import NOW
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_digest_store import InMemoryDigestQueries, InMemorySilenceNorms

DAY = timedelta(days=1)
SINCE = NOW - 8 * DAY


def active(*days_before: int, since: datetime = SINCE) -> list[datetime]:
    return [since - days * DAY for days in days_before]


def test_the_norm_is_twice_as_long_as_a_place_was_ever_silent() -> None:
    assert norm_of(active(1, 4, 7, 20), SINCE) == 26 * DAY
    assert norm_of(active(20, 7, 4, 1), SINCE) == 26 * DAY


def test_nobody_is_missed_for_less_than_two_days() -> None:
    every_hour = [SINCE - timedelta(hours=hours) for hours in range(1, 400)]
    assert norm_of(every_hour, SINCE) == 2 * DAY


def test_a_place_that_is_known_for_less_than_two_weeks_has_no_norm() -> None:
    assert norm_of(active(1, 2, 13), SINCE) is None
    assert norm_of([], SINCE) is None
    assert norm_of(active(1, 2, 14), SINCE) == 24 * DAY


def test_what_happened_after_it_was_last_heard_changes_nothing() -> None:
    assert norm_of([*active(7, 14), SINCE + DAY], SINCE) == 14 * DAY


class Asked(InMemoryDigestQueries):
    """Activity by account as far as it was asked for, and which accounts that was."""

    def __init__(self, of: dict[str, list[datetime]]) -> None:
        super().__init__(InMemoryComplianceStore())
        self.of = of
        self.asked: list[str] = []

    def active(
        self, places: Iterable[PlaceKey], quarters: Window
    ) -> Mapping[PlaceKey, Sequence[datetime]]:
        self.asked = sorted(place.account for place in places)
        self.quarters = quarters
        start, end = quarters.start or NOW, quarters.end or NOW
        return {
            PlaceKey(account, HERE): [moment for moment in times if start <= moment < end]
            for account, times in self.of.items()
        }


def silence(account: str, since: datetime | None, region: str | None = HERE) -> Silence:
    return Silence(account, region, since)


def test_who_is_silent_for_longer_than_the_norm_is_found() -> None:
    daily, monthly = active(*range(1, 40)), active(30)
    queries = Asked({ONE: daily, TWO: monthly})
    both = [silence(ONE, SINCE), silence(TWO, SINCE)]
    (found,) = unusual_silences(both, NOW, 90 * DAY, queries, InMemorySilenceNorms())
    assert (found.place.account, found.since, found.norm) == (ONE, SINCE, 2 * DAY)
    assert queries.quarters == Window(start=NOW - 90 * DAY, end=NOW)


def test_nothing_is_asked_of_who_never_spoke_or_was_heard_of_yesterday() -> None:
    queries = Asked({})
    quiet = [silence(ONE, None, None), silence(TWO, NOW - DAY), silence(THREE, SINCE)]
    assert unusual_silences(quiet, NOW, 90 * DAY, queries, InMemorySilenceNorms()) == []
    assert queries.asked == [THREE]


# What the settings allow, most of all what is short.
RETENTIONS = st.one_of(st.integers(1, 40), st.integers(41, 3650))


def days_counted(times: list[datetime], retention: int, asked: range) -> list[int]:
    """Return on which of the days of silence that are asked for a place is counted."""
    queries, norms = Asked({ONE: times}), InMemorySilenceNorms()
    return [
        day
        for day in asked
        if unusual_silences(
            [silence(ONE, SINCE)], SINCE + day * DAY, retention * DAY, queries, norms
        )
    ]


@given(RETENTIONS, st.integers(3, 15), st.integers(1, 30))
def test_who_is_silent_beyond_the_norm_stays_so_for_as_long_as_it_is_silent(
    retention: int, first_digest: int, between_digests: int
) -> None:
    asked = range(first_digest, 400, between_digests)
    assert days_counted(active(*range(1, 400)), retention, asked) == [*asked]


@given(RETENTIONS, st.integers(3, 100))
def test_who_is_seldom_heard_of_is_not_counted_while_that_is_usual(
    retention: int, between: int
) -> None:
    seldom = active(*range(between, 400, between))
    assert days_counted(seldom, retention, range(1, 2 * between + 1)) == []


@given(RETENTIONS, st.integers(3, 14))
def test_who_is_heard_of_every_few_days_is_counted_from_twice_that_on(
    retention: int, between: int
) -> None:
    seldom = active(*range(between, 400, between))
    assert days_counted(seldom, retention, range(1, 200)) == [*range(2 * between + 1, 200)]


def test_who_has_spoken_again_or_is_closed_is_no_longer_counted_and_not_remembered() -> None:
    queries, norms = Asked({ONE: active(*range(1, 40))}), InMemorySilenceNorms()
    lasting, closed = silence(ONE, SINCE), silence(TWO, SINCE)
    norms.remember([SilenceNorm(PlaceKey(TWO, HERE), SINCE, 2 * DAY)])
    both = unusual_silences([lasting, closed], NOW, 90 * DAY, queries, norms)
    assert [each.place.account for each in both] == [TWO, ONE]
    assert len(unusual_silences([lasting], NOW, 90 * DAY, queries, norms)) == 1
    assert [each.place.account for each in norms.remembered()] == [ONE]
    assert unusual_silences([silence(ONE, NOW - DAY)], NOW, 90 * DAY, queries, norms) == []
    assert norms.remembered() == []


def test_a_new_silence_is_judged_by_what_was_heard_before_it() -> None:
    later = SINCE + 4 * DAY
    queries, norms = Asked({ONE: [*active(*range(40)), later]}), InMemorySilenceNorms()
    assert unusual_silences([silence(ONE, SINCE)], later, 90 * DAY, queries, norms)
    now = later + 5 * DAY
    assert unusual_silences([silence(ONE, later)], now, 90 * DAY, queries, norms) == []
    [kept] = norms.remembered()
    assert (kept.since, kept.norm) == (later, 8 * DAY)


def test_nothing_is_asked_again_of_who_is_known_to_be_silent() -> None:
    queries, norms = Asked({ONE: active(*range(1, 40))}), InMemorySilenceNorms()
    for _ in range(2):
        unusual_silences([silence(ONE, SINCE)], NOW, 90 * DAY, queries, norms)
    assert queries.asked == []
