"""Tell how long violations took to be resolved, week by week."""

from collections.abc import Collection
from datetime import datetime
from typing import cast

from shared.domain.filters import Window
from shared.domain.observations import PlaceKey
from shared.domain.resolve_times import ResolveTimes
from shared.domain.resolving import SevenDays
from shared.usecases.digest_desk import DigestDesk
from shared.usecases.look_at_organisation import Seen

# Weeks beside each other.
_WEEKS = 4


def resolving(
    seen: Seen, desk: DigestDesk, places: Collection[PlaceKey] | None
) -> tuple[SevenDays, ...]:
    """Return it of some places or, with None, of all; the newest week last.

    Raises:
        StoreUnavailableError: it cannot be read.

    """
    weeks = [seen.period.seven_days(weeks_ago) for weeks_ago in reversed(range(_WEEKS))]
    kept = [window for _, window in weeks if seen.still_kept(window.start)]
    if places is None:
        found = [desk.totals.activity(window).resolve_times for window in kept]
    else:
        found = _of_places(places, kept, desk)
    unknown = [None] * (_WEEKS - len(kept))
    return tuple(SevenDays(d, t) for (d, _), t in zip(weeks, [*unknown, *found], strict=True))


def _of_places(
    places: Collection[PlaceKey], kept: list[Window], desk: DigestDesk
) -> list[ResolveTimes]:
    """Return the times of weeks in a row, which are read as one range of each place."""
    if not kept:
        return []
    window = Window(start=kept[0].start, end=kept[-1].end)
    by_quarter = desk.queries.resolve_times(places, window)
    starts = [cast("datetime", week.start) for week in kept]
    found = [ResolveTimes() for _ in kept]
    for quarter, times in by_quarter.items():
        week = sum(start <= quarter for start in starts) - 1
        found[week] += times
    return found
