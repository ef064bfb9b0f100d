"""Prove that states and rollups are what their history says; nothing is written."""

from dataclasses import replace
from datetime import timedelta

from shared.domain.comparison import Comparison
from shared.domain.observations import PlaceKey
from shared.domain.rebuild import compare
from shared.ports.channel import Clock
from shared.ports.proving import ComplianceRecords

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


def _look(
    place: PlaceKey, records: ComplianceRecords, retention: timedelta, clock: Clock
) -> Comparison:
    oldest = clock.now() - retention + MARGIN
    history = list(records.history(place))
    return compare(records.kept(place), history, oldest)
