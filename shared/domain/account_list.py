"""The accounts that are watched or known: when each was heard of, and how it stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.observations import PlaceKey
from shared.domain.recorder import UNHEARD_OF, Recorder, Recording
from shared.domain.rollups import Counts, total
from shared.domain.rule_names import normalise
from shared.domain.snapshots import Heard

# Who was not heard of for so long is silent.
SILENT_AFTER = timedelta(hours=24)

type Share = Mapping[tuple[str, str], Counts]  # by full rule name and resource type


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A region of an account; `counts` and `rules` are None where nothing was ever known of it."""

    heard: Heard
    silent: bool
    rules: int | None
    counts: Counts | None


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account with its regions; what is said of it as a whole follows from them."""

    account: str
    regions: tuple[PlaceLine, ...]
    rules: int | None

    @property
    def first_heard(self) -> datetime | None:
        """When any of it spoke at first."""
        return min((p.heard.first for p in self.regions if p.heard.first), default=None)

    @property
    def last_heard(self) -> datetime | None:
        """When any of it spoke at last."""
        return max((p.heard.last for p in self.regions if p.heard.last), default=None)

    @property
    def reconciled(self) -> datetime | None:
        """Since when all of it has been compared with AWS Config; None if some of it never was."""
        times = [place.heard.reconciled for place in self.regions]
        known = [moment for moment in times if moment is not None]
        return min(known) if known and len(known) == len(times) else None

    @property
    def recorder(self) -> Recorder:
        """Of its recorders the one that is worst off: stopped for the longest, or unknown."""
        return min((place.heard.recorder for place in self.regions), key=_worst, default=UNHEARD_OF)

    @property
    def silent(self) -> bool:
        """Whether none of it was heard of lately."""
        return all(place.silent for place in self.regions)

    @property
    def counts(self) -> Counts | None:
        """How it stands; None where nothing was ever known of it."""
        known = [place.counts for place in self.regions if place.counts is not None]
        return total(known) if known else None


def account_line(
    account: str,
    heard: Iterable[Heard],
    regions: Sequence[str],
    counts: Mapping[PlaceKey, Counts],
    shares: Mapping[PlaceKey, Share],
    now: datetime,
) -> AccountLine:
    """Return the line of an account; the `regions` that should speak are in it even if none did."""
    known = {place.region: place for place in heard}
    places = [known.get(name, Heard(account, name)) for name in sorted({*known, *regions})]
    lines = tuple(
        PlaceLine(
            place,
            _is_silent(place, now),
            *_standing(place, counts, shares),
        )
        for place in places
    )
    rules = {rule for place in places for rule in _rules(shares.get(place.place, {}))}
    return AccountLine(account, lines, len(rules) if known else None)


_WORST_FIRST = (Recording.STOPPED, Recording.UNKNOWN, Recording.RECORDING)


def _worst(recorder: Recorder) -> tuple[int, float]:
    """Return the order: stopped, unknown, recording; the longest stopped and the newest start."""
    since = recorder.since.timestamp() if recorder.since else 0.0
    is_stopped = recorder.recording is Recording.STOPPED
    return _WORST_FIRST.index(recorder.recording), since if is_stopped else -since


def _is_silent(place: Heard, now: datetime) -> bool:
    return place.last is None or place.last < now - SILENT_AFTER


def _standing(
    place: Heard, counts: Mapping[PlaceKey, Counts], shares: Mapping[PlaceKey, Share]
) -> tuple[int | None, Counts | None]:
    if place.first is None and place.reconciled is None and place.place not in counts:
        return None, None
    return len(_rules(shares.get(place.place, {}))), counts.get(place.place, Counts())


def _rules(share: Share) -> set[str]:
    return {normalise(rule) for (rule, _), counts in share.items() if counts.total > 0}
