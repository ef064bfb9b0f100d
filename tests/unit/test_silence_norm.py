"""How long a place may be silent is known from how long it ever was."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from shared.domain.filters import Window
from shared.domain.observations import PlaceKey
from shared.domain.silence import Silence
from shared.domain.silence_norm import norm_of
from shared.usecases.judge_silences import unusual_silences
from tests.builders.snapshots import HERE, ONE, THREE, TWO
from tests.fakes.clock import NOW
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_digest_store import InMemoryDigestQueries

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
    """Activity by account, and which accounts it was asked for."""

    def __init__(self, of: dict[str, list[datetime]]) -> None:
        super().__init__(InMemoryComplianceStore())
        self.of = of
        self.asked: list[str] = []

    def active(
        self, places: Iterable[PlaceKey], quarters: Window
    ) -> Mapping[PlaceKey, Sequence[datetime]]:
        self.asked = sorted(place.account for place in places)
        self.quarters = quarters
        return {PlaceKey(account, HERE): times for account, times in self.of.items()}


def silence(account: str, since: datetime | None, region: str | None = HERE) -> Silence:
    return Silence(account, region, since)


def test_who_is_silent_for_longer_than_the_norm_is_found() -> None:
    daily, monthly = active(*range(1, 40)), active(30)
    queries = Asked({ONE: daily, TWO: monthly})
    both = [silence(ONE, SINCE), silence(TWO, SINCE)]
    (found,) = unusual_silences(both, NOW, 90 * DAY, queries)
    assert (found.place.account, found.since, found.norm) == (ONE, SINCE, 2 * DAY)
    assert queries.quarters == Window(start=NOW - 90 * DAY, end=NOW)


def test_nothing_is_asked_of_who_never_spoke_or_was_heard_of_yesterday() -> None:
    queries = Asked({})
    quiet = [silence(ONE, None, None), silence(TWO, NOW - DAY), silence(THREE, SINCE)]
    assert unusual_silences(quiet, NOW, 90 * DAY, queries) == []
    assert queries.asked == [THREE]
