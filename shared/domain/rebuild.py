"""States and rollups as history says that they are, against those that are stored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from shared.domain.comparison import Comparison, Kept, RollupDifference, StateDifference
from shared.domain.fold import fold
from shared.domain.history import HistoryItem
from shared.domain.observations import StateKey
from shared.domain.rollups import Counts, RollupKey, count
from shared.domain.state import Record


def compare(kept: Kept, history: Iterable[HistoryItem], oldest: datetime) -> Comparison:
    """Compare what is kept with what history says from `oldest` on, where it is complete.

    States that nothing is said of since then are counted as they are stored.
    """
    rebuilt = fold((item for item in history if item.time >= oldest), kept.records)
    beyond = {
        key: record
        for key, record in kept.records.items()
        if key not in rebuilt and record.version.recorded < oldest
    }
    states = _states(kept, rebuilt, beyond)
    differing = {pair for pair in states if not _agree(pair, oldest)}
    rollups = _rollups(kept, {**rebuilt, **beyond})
    miscounted = {pair for pair in rollups if not pair.stored == pair.of_states == pair.of_history}
    return Comparison(
        states=len(states) - len(differing),
        rollups=len(rollups) - len(miscounted),
        beyond=len(beyond),
        differences=frozenset(differing | miscounted),
    )


def _states(
    kept: Kept, rebuilt: Mapping[StateKey, Record], beyond: Mapping[StateKey, Record]
) -> list[StateDifference]:
    """Return what is compared; of what ended before it was heard of, nothing has to be stored."""
    is_open = {key for key, record in rebuilt.items() if record.status is not None}
    return [
        StateDifference(key, kept.records.get(key), rebuilt.get(key))
        for key in (kept.records.keys() | is_open) - beyond.keys()
    ]


def _agree(pair: StateDifference, oldest: datetime) -> bool:
    stored, rebuilt = pair.stored, pair.rebuilt
    if stored is None or rebuilt is None:
        return False
    return _known(stored, stored, oldest) == _known(rebuilt, stored, oldest)


def _known(record: Record, stored: Record, oldest: datetime) -> object:
    """Return as much of a record as history can say of the stored one."""
    if stored.began.recorded < oldest:
        return record.status, record.version, record.annotation, record.closed_because
    if stored.bound is not None and stored.bound.recorded < oldest:
        return replace(record, bound=None, previous_status=None)
    return record


def _rollups(kept: Kept, expected: Mapping[StateKey, Record]) -> list[RollupDifference]:
    of_states, of_history = _recount(kept.records.values()), _recount(expected.values())
    stored = {key: counts for key, counts in kept.rollups.items() if counts != Counts()}
    return [
        RollupDifference(
            key, *(counts.get(key, Counts()) for counts in (stored, of_states, of_history))
        )
        for key in stored.keys() | of_states.keys() | of_history.keys()
    ]


def _recount(records: Iterable[Record]) -> dict[RollupKey, Counts]:
    counted: defaultdict[RollupKey, Counts] = defaultdict(Counts)
    for record in records:
        key = record.key
        rollup = RollupKey(key.account, key.region, key.rule_name, key.resource_type)
        counted[rollup] += count(record.status)
    return {rollup: counts for rollup, counts in counted.items() if counts != Counts()}
