"""Prove that states and rollups are what their history says; nothing is written."""

from dataclasses import replace
from datetime import timedelta

from shared.domain.comparison import Comparison, SumDifference
from shared.domain.observations import PlaceKey
from shared.domain.rebuild import compare
from shared.domain.rollups import Counts, total
from shared.domain.totals import part_of
from shared.ports.channel import Clock
from shared.ports.proving import ComplianceRecords
from shared.ports.totalling import TotalsStore

# What differs is looked at again after each of these: states and history are read one after the
# other, and what closes many states writes them in turn.
AGAIN_AFTER = (timedelta(seconds=1), timedelta(seconds=2), timedelta(seconds=4))
# History expires while it is read.
MARGIN = timedelta(hours=1)


def rebuild_place(
    place: PlaceKey, records: ComplianceRecords, retention: timedelta, clock: Clock
) -> Comparison:
    """Rebuild the states and rollups of a place and compare them with those that are stored.

    Raises:
        StoreUnavailableError: something could not be read.

    """
    seen = _look(place, records, retention, clock)
    before = seen
    for pause in AGAIN_AFTER:
        if seen.is_equal:
            return seen
        clock.sleep(pause)
        before, seen = seen, _look(place, records, retention, clock)
    moved = seen.differences - before.differences
    return replace(seen, differences=seen.differences - moved, unsettled=moved)


def compare_sums(place: PlaceKey, store: TotalsStore, clock: Clock) -> Comparison:
    """Compare what the organisation's sums have of a place with what the place counts.

    Raises:
        StoreUnavailableError: something could not be read.

    """
    before = seen = _sums(place, store)
    for pause in AGAIN_AFTER:  # the sums follow a second or two later
        if seen.is_equal:
            return Comparison(sums=1)
        clock.sleep(pause)
        before, seen = seen, _sums(place, store)
    if seen.is_equal:
        return Comparison(sums=1)
    found = frozenset({seen})
    return Comparison(differences=found) if seen == before else Comparison(unsettled=found)


def _sums(place: PlaceKey, store: TotalsStore) -> SumDifference:
    sums = store.sums([place])
    accounts = sums.parts[part_of(place)].by_account
    return SumDifference(
        place,
        summed=accounts.get(place.account, Counts()),
        contributed=total(sums.shares[place].counts.values()),
        counted=total(store.counts(place).values()),
    )


def _look(
    place: PlaceKey, records: ComplianceRecords, retention: timedelta, clock: Clock
) -> Comparison:
    oldest = clock.now() - retention + MARGIN
    history = list(records.history(place))
    return compare(records.kept(place), history, oldest)
