"""Which places a run looks at, and what it does with each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.observations import PlaceKey
from shared.domain.reconciliation import HELD_BACK, UnknownSource
from shared.domain.sources import SUCCEEDED, Registered, Source, Sources, Wanted

# The copy of a source may be behind its own time stamp (nothing is documented): what is not in it
# is believed to be gone only where it is older than this.
SETTLING = timedelta(minutes=15)
# An account that first spoke no longer ago, and was never compared, may be in the organisation
# although the source does not list it: how soon AWS Config learns of new accounts is undocumented.
JOINING = timedelta(days=2)
# Closing more of all places than this share, and more than so many, takes somebody's consent.
LARGEST_SHARE, ALWAYS_CLOSED = 0.5, 2

NOT_WATCHED = "the account is no longer watched"
REGION_NOT_WATCHED = "the region is no longer watched"
LEFT = "the account left the organisation"
NOT_AGGREGATED = "NOT_AGGREGATED"


@dataclass(frozen=True, slots=True)
class Compare:
    """The place is to be compared; what was so at `settled` is in the source."""

    place: PlaceKey
    settled: datetime
    registered: Registered


@dataclass(frozen=True, slots=True)
class Close:
    """All of the place is to be closed."""

    place: PlaceKey
    reason: str


@dataclass(frozen=True, slots=True)
class Leave:
    """The place is to be left alone, and reported."""

    place: PlaceKey
    unknown: UnknownSource


type Task = Compare | Close | Leave


def tasks(
    sources: Sources,
    registered: Sequence[Registered],
    wanted: Wanted,
    now: datetime,
    *,
    confirmed: bool,
) -> list[Task]:
    """Return what to do with each place, in the order of places.

    Unless it is `confirmed`, what would close most of all there is, is left alone: it is more
    likely that settings or the aggregator are wrong.
    """
    known = {r.place: r for r in registered if not wanted.only or r.place.account in wanted.only}
    decision = _Decision(sources, known, wanted, now)
    places = {*known, *decision.listed, *wanted.places()}
    if wanted.only:
        places = {place for place in places if place.account in wanted.only}
    decided = map(decision.of, places)
    found: list[Task] = [task for task in decided if task is not None]
    found.sort(key=lambda task: (task.place.account, task.place.region))
    closings = sum(isinstance(task, Close) for task in found)
    if not confirmed and closings > max(ALWAYS_CLOSED, LARGEST_SHARE * len(known)):
        return [_held_back(task, closings, len(known)) for task in found]
    return found


class _Decision:
    """What to do with a place, by all that is known of places."""

    def __init__(
        self,
        sources: Sources,
        known: Mapping[PlaceKey, Registered],
        wanted: Wanted,
        now: datetime,
    ) -> None:
        self.listed = {source.place: source for source in sources.listed}
        self._known = known
        self._wanted = wanted
        self._accounts = {source.place.account for source in sources.listed}
        self._joining = _joining(known.values(), now)
        seen = any(source.status == SUCCEEDED for source in sources.listed)
        self._tells_who_left = wanted.organisation and sources.lists_all and seen

    def of(self, place: PlaceKey) -> Task | None:
        """Return what to do with the place; None where it is nobody's concern."""
        if place.region not in self._wanted.regions:
            return self._close(place, REGION_NOT_WATCHED)
        if not self._wanted.covers(place.account):
            return self._close(place, NOT_WATCHED)
        if source := self.listed.get(place):
            return self._compare(source)
        if self._has_left(place.account):
            return self._close(place, LEFT)
        reason = "the aggregator does not have it: no authorisation, or AWS Config is off there"
        return _leave(place, NOT_AGGREGATED, reason)

    def _compare(self, source: Source) -> Task:
        place = source.place
        if source.status != SUCCEEDED or source.updated is None:
            reason = source.error or "the aggregator gives no reason"
            return _leave(place, source.status, reason, source.updated)
        known = self._known.get(place, Registered(place))
        return Compare(place, source.updated - SETTLING, known)

    def _close(self, place: PlaceKey, reason: str) -> Task | None:
        return Close(place, reason) if place in self._known else None

    def _has_left(self, account: str) -> bool:
        """Whether the organisation is seen, and the account is nowhere in it."""
        if account in self._wanted.accounts or account in self._joining:
            return False
        return self._tells_who_left and account not in self._accounts


def _joining(known: Iterable[Registered], now: datetime) -> set[str]:
    """Return the accounts that have just spoken and were never compared: never listed, that is."""
    registered = list(known)
    compared = {of.place.account for of in registered if of.first_run is not None}
    spoke = {of.place.account for of in registered if _spoke_since(of, now - JOINING)}
    return spoke - compared


def _spoke_since(known: Registered, then: datetime) -> bool:
    return known.first_heard is not None and known.first_heard > then


def _leave(place: PlaceKey, status: str, reason: str, since: datetime | None = None) -> Leave:
    return Leave(place, UnknownSource(place.account, place.region, status, reason, since))


def _held_back(task: Task, closings: int, of: int) -> Task:
    if not isinstance(task, Close):
        return task
    reason = f"{closings} of {of} places would be closed at once; here: {task.reason}"
    return _leave(task.place, HELD_BACK, reason)


def following(found: Iterable[Task], place: PlaceKey | None) -> list[Task]:
    """Return the tasks that come after a place."""
    if place is None:
        return list(found)
    after = place.account, place.region
    return [task for task in found if (task.place.account, task.place.region) > after]
