"""Find who has been silent for longer than is usual there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.filters import Window
from shared.domain.observations import PlaceKey
from shared.domain.silence import Silence
from shared.domain.silence_norm import LEAST_SILENCE, norm_of
from shared.ports.reporting import DigestQueries


@dataclass(frozen=True, slots=True)
class Unusual:
    """A place that is silent since then, and the norm that it is beyond."""

    place: PlaceKey
    since: datetime
    norm: timedelta


def unusual_silences(
    silences: Iterable[Silence], now: datetime, kept: timedelta, queries: DigestQueries
) -> list[Unusual]:
    """Return those beyond their norm, as far as the activity that is `kept` shows one.

    Who never spoke has none, nor who is new or has been silent for so long that nothing is kept.

    Raises:
        StoreUnavailableError: it cannot be read.

    """
    since = {
        PlaceKey(each.account, each.region): each.since
        for each in silences
        if each.region and each.since and now - each.since > LEAST_SILENCE
    }
    active = queries.active(since, Window(start=now - kept, end=now))
    found = []
    for place, last in since.items():
        norm = norm_of(active.get(place, ()), last)
        if norm is not None and now - last > norm:
            found.append(Unusual(place, last, norm))
    return found
