"""Find who has been silent for longer than is usual there."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from shared.domain.filters import Window
from shared.domain.observations import PlaceKey
from shared.domain.silence import Silence
from shared.domain.silence_norm import LEAST_SILENCE, SilenceNorm, activity_kept, norm_of
from shared.ports.reporting import DigestQueries, SilenceNorms


def unusual_silences(
    silences: Iterable[Silence],
    now: datetime,
    retention: timedelta,
    queries: DigestQueries,
    norms: SilenceNorms,
) -> list[SilenceNorm]:
    """Return those beyond their norm, until they speak again or are closed.

    The norm is what activity shows when a silence is young, and is remembered: the longer it lasts,
    the less is left of the time before. Who never spoke has none, nor who was new then.

    Raises:
        StoreUnavailableError: it cannot be read or kept.

    """
    since = {
        PlaceKey(each.account, each.region): each.since
        for each in silences
        if each.region and each.since and now - each.since > LEAST_SILENCE
    }
    remembered = norms.remembered()
    lasting = {one.place: one for one in remembered if since.get(one.place) == one.since}
    unknown = {place: last for place, last in since.items() if place not in lasting}
    seen = _seen(unknown, Window(start=now - activity_kept(retention), end=now), queries)
    norms.forget([one.place for one in remembered if one.place not in lasting])
    norms.remember(seen)
    silent = [*lasting.values(), *seen]
    return sorted((one for one in silent if one.is_beyond(now)), key=lambda one: one.since)


def _seen(
    since: Mapping[PlaceKey, datetime], kept: Window, queries: DigestQueries
) -> list[SilenceNorm]:
    """Return the norms that the activity which is kept shows."""
    active = queries.active(since, kept)
    norms = {place: norm_of(active.get(place, ()), last) for place, last in since.items()}
    return [SilenceNorm(place, since[place], norm) for place, norm in norms.items() if norm]
