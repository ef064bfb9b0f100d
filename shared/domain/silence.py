"""Who was not heard from, among all who should have been."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.domain.observations import PlaceKey
from shared.domain.recorder import Recording
from shared.domain.snapshots import Heard


@dataclass(frozen=True, slots=True)
class Watched:
    """What a deployment watches: accounts (none where an organisation decides) and regions."""

    accounts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()

    def places(self, known: Iterable[str]) -> set[PlaceKey]:
        """Return the places that should speak; `known` accounts stand in where none is listed."""
        accounts = self.accounts or known
        return {PlaceKey(account, region) for account in accounts for region in self.regions}


@dataclass(frozen=True, slots=True)
class Silence:
    """An account that was not heard from, in a region since then, or ever at all.

    `reconciled` is when its states were last compared with AWS Config, if they were.
    """

    account: str
    region: str | None = None
    since: datetime | None = None
    reconciled: datetime | None = None


def silences(heard: Sequence[Heard], watched: Watched, start: datetime) -> tuple[Silence, ...]:
    """Return who was not heard from since then: those that never spoke, then the longest silent."""
    registry = {known.place: known for known in heard}
    quiet = [
        Silence(known.account, known.region, known.last, known.reconciled)
        for known in heard
        if known.last is not None and known.last < start
    ]
    longest_first = sorted(quiet, key=lambda s: (s.since or start, s.account, s.region or ""))
    return *_never(registry, watched), *longest_first


def unreconciled(heard: Sequence[Heard]) -> tuple[str, ...]:
    """Return the accounts that speak and of which a place was never compared with AWS Config."""
    speakers = {known.account for known in heard if known.last is not None}
    missing = {known.account for known in heard if known.reconciled is None}
    return tuple(sorted(speakers & missing))


def not_recorded(heard: Iterable[Heard]) -> tuple[Heard, ...]:
    """Return the places whose recorder is stopped, the longest at first."""
    stopped = filter(_is_stopped, heard)
    return tuple(sorted(stopped, key=lambda each: (each.recorder.stops, each.account, each.region)))


def nowhere_recorded(heard: Iterable[Heard]) -> frozenset[str]:
    """Return the accounts whose recorders are stopped in each place that is known of them."""
    places = tuple(heard)
    stopped = {each.account for each in not_recorded(places)}
    return frozenset(stopped - {each.account for each in places if not _is_stopped(each)})


def _is_stopped(place: Heard) -> bool:
    return place.recorder.recording is Recording.STOPPED


def _never(registry: Mapping[PlaceKey, Heard], watched: Watched) -> Iterator[Silence]:
    """Yield who never spoke: an account as a whole, or a region of one that speaks elsewhere."""
    speakers = {place.account for place, known in registry.items() if known.last is not None}
    expected = registry.keys() | watched.places({place.account for place in registry})
    compared: dict[tuple[str, str], datetime | None] = {}
    compared |= {(account, ""): None for account in watched.accounts if account not in speakers}
    for place in expected:
        known = registry.get(place, Heard(place.account, place.region))
        if known.last is None:
            line = place.account, place.region if place.account in speakers else ""
            times = filter(None, (compared.get(line), known.reconciled))
            compared[line] = max(times, default=None)
    for (account, region), reconciled in sorted(compared.items()):
        yield Silence(account, region or None, None, reconciled)
