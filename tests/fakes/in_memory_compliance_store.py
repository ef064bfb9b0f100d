"""The compliance store in memory: the same conditions, none of the network."""

import threading
from collections.abc import Iterator
from datetime import datetime

from shared.domain.history import HistoryItem
from shared.domain.notices import Notice
from shared.domain.observations import (
    Grave,
    PlaceKey,
    ResourceKey,
    RuleKey,
    Scope,
    StateKey,
    Version,
)
from shared.domain.plan import Absent, Follows, Knowledge, Plan, StateWrite
from shared.domain.recorder import UNHEARD_OF, Recorder, RecorderNews, RecorderStep
from shared.domain.rollups import Activity, ActivityKey, Counts, RollupKey
from shared.domain.state import Record


class InMemoryComplianceStore:
    """Keeps what is committed; counts the round trips."""

    def __init__(self) -> None:
        self.records: dict[StateKey, Record] = {}
        self.buried: dict[Grave, Version] = {}
        self.items: dict[tuple[str, ...], HistoryItem] = {}
        self.rollups: dict[RollupKey, Counts] = {}
        self.activity: dict[ActivityKey, Activity] = {}
        self.notices: list[Notice] = []
        self.registered: dict[PlaceKey, datetime | None] = {}
        self.first_heard: dict[PlaceKey, datetime] = {}
        self.reconciled: dict[PlaceKey, tuple[str, datetime]] = {}  # at first: by which run
        self.recorders: dict[PlaceKey, Recorder] = {}
        self.news: list[RecorderNews] = []
        self.trips = 0
        self.lock = threading.Lock()

    def commit(self, plan: Plan) -> Knowledge | None:
        with self.lock:
            return self._commit(plan)

    def _commit(self, plan: Plan) -> Knowledge | None:
        self.trips += 1
        learned = Knowledge()
        for write in plan.states:
            self._check(write, learned)
        learned.recorded |= {i.identity for i in plan.history if i.identity in self.items}
        if learned.records or learned.buried or learned.recorded:
            return learned
        self._apply(plan)
        return None

    def _check(self, write: StateWrite, learned: Knowledge) -> None:
        key, stored = write.record.key, self.records.get(write.record.key)
        match write.expected:
            case Follows(status=status, version=version):
                holds = stored is not None and stored.status == status and stored.version < version
            case Absent(graves=graves):
                holds = stored is None
                learned.buried |= {
                    grave: self.buried.get(grave)
                    for grave, ended in graves
                    if self.buried.get(grave) != ended
                }
            case Record() as expected:
                holds = stored == expected
        if not holds:
            learned.records[key] = stored

    def _apply(self, plan: Plan) -> None:
        self.records |= {write.record.key: write.record for write in plan.states}
        self.items |= {item.identity: item for item in plan.history}
        for rollup, counts in plan.rollups.items():
            self.rollups[rollup] = self.rollups.get(rollup, Counts()) + counts
        for bucket, activity in plan.activity.items():
            self.activity[bucket] = self.activity.get(bucket, Activity()) + activity
        self.notices += plan.notices

    def bury(self, grave: Grave, version: Version) -> bool:
        with self.lock:
            stored = self.buried.get(grave)
            self.buried[grave] = max(stored, version) if stored else version
        return True

    def states_of(self, scope: Scope) -> Iterator[Record]:
        with self.lock:
            found = [record for key, record in self.records.items() if _is_within(key, scope)]
        yield from found

    def remember(self, item: HistoryItem) -> None:
        self.items[item.identity] = item

    def register(self, place: PlaceKey, now: datetime, *, spoke: bool) -> None:
        assert now.tzinfo is not None
        self.registered[place] = now if spoke else self.registered.get(place)
        if spoke:
            self.first_heard.setdefault(place, now)

    def recorder(self, place: PlaceKey) -> Recorder:
        return self.recorders.get(place, UNHEARD_OF)

    def keep_recorder(self, step: RecorderStep) -> bool:
        with self.lock:
            if self.recorder(step.place) != step.before:
                return False
            self.recorders[step.place] = step.after
            self.news += step.news
        return True

    def forget(self, place: PlaceKey) -> None:
        self.registered.pop(place, None)
        self.first_heard.pop(place, None)
        self.reconciled.pop(place, None)
        self.recorders.pop(place, None)


def _is_within(key: StateKey, scope: Scope) -> bool:
    match scope:
        case StateKey():
            return key == scope
        case ResourceKey() | RuleKey() | PlaceKey():
            return scope in key.graves
