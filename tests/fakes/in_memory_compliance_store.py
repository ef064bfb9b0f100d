"""The compliance store in memory: the same conditions, none of the network."""

from collections.abc import Iterator
from datetime import datetime

from shared.domain.history import HistoryItem
from shared.domain.notices import Notice
from shared.domain.observations import ResourceKey, StateKey, Version
from shared.domain.plan import Absent, Follows, Knowledge, Plan, StateWrite
from shared.domain.rollups import Activity, ActivityKey, Counts, RollupKey
from shared.domain.state import Record


class InMemoryComplianceStore:
    """Keeps what is committed; counts the round trips."""

    def __init__(self) -> None:
        self.records: dict[StateKey, Record] = {}
        self.buried: dict[ResourceKey, Version] = {}
        self.items: dict[tuple[str, ...], HistoryItem] = {}
        self.rollups: dict[RollupKey, Counts] = {}
        self.activity: dict[ActivityKey, Activity] = {}
        self.notices: list[Notice] = []
        self.heard: set[tuple[str, str]] = set()
        self.trips = 0

    def commit(self, plan: Plan) -> Knowledge | None:
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
            case Absent(buried=buried):
                holds = stored is None
                if self.buried.get(key.resource) != buried:
                    learned.buried[key.resource] = self.buried.get(key.resource)
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

    def bury(self, resource: ResourceKey, version: Version) -> bool:
        stored = self.buried.get(resource)
        self.buried[resource] = max(stored, version) if stored else version
        return True

    def states_of(self, resource: ResourceKey) -> Iterator[Record]:
        yield from [r for k, r in self.records.items() if k.resource == resource]

    def remember(self, item: HistoryItem) -> None:
        self.items[item.identity] = item

    def hear_from(self, account: str, region: str, now: datetime) -> None:
        assert now.tzinfo is not None
        self.heard.add((account, region))
