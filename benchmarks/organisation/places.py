"""The rows of a place: states, history, alerts, rollups, activity; what it adds to the sums."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from benchmarks.key_store.shelf import Row, Shape, columns, row_of
from benchmarks.organisation import made, moulds, story
from benchmarks.organisation.fleet import SEED, Fleet, Place
from benchmarks.organisation.made import TABLES
from benchmarks.organisation.moulds import AT, EVENT_ID, Mould
from benchmarks.organisation.story import NOW, RETENTION, Change, Heard
from shared.adapters.dynamodb_items import Item, marshal
from shared.adapters.dynamodb_keys import ACTIVITY_SHARDS, shard
from shared.adapters.dynamodb_registry import place_members, registry_key
from shared.domain.observations import PlaceKey
from shared.domain.resolve_times import length_of
from shared.domain.rollups import Activity, Counts, activity_of, count, quarter_of
from shared.domain.status import Status
from shared.domain.times import sortable

if TYPE_CHECKING:
    from datetime import datetime

type Rows = dict[str, list[Row]]
# A region, a shard of accounts, a quarter of an hour, and what is counted: all changes, violations
# that began, that ended; or from LENGTHS_FROM on how long those had lasted.
type Grown = Counter[tuple[str, int, datetime, int]]
LENGTHS_FROM = 10
STATES, EVENTS, NOTIFICATIONS = TABLES.config_compliance, TABLES.events, TABLES.notifications


@dataclass
class Contributed:
    """What a place adds to the sums of the organisation."""

    place: PlaceKey
    counts: dict[tuple[str, str], Counts]
    activity: dict[datetime, Activity] = field(default_factory=dict)
    grown: Grown = field(default_factory=Counter)


class Moulds:
    """One mould for each kind of item, made when it is first wanted."""

    def __init__(self, shape: Shape) -> None:
        self.rules = Fleet(1).rules
        self.names = {table: columns(keys) for table, keys in shape.items()}
        self.of_change = cache(self._of_change)
        self.of_activity = cache(self._of_activity)

    def _of_change(
        self, table: str, region: str, rule: int, status: Status, before: Status | None
    ) -> Mould:
        judged = self.rules[rule]
        resource, place = moulds.resource(judged), moulds.mould_place(region).key
        event = made.evaluation(
            place, judged, resource, at=AT, status=status, before=before, event_id=EVENT_ID
        )
        make = {STATES: made.state, EVENTS: made.history, NOTIFICATIONS: made.told_alert}[table]
        stand_ins = [*moulds.of_rule(judged, moulds.ACCOUNT), resource, EVENT_ID]
        return self._cut(make(event), table, region, stand_ins)

    def _of_activity(self, region: str, numbers: Activity) -> Mould:
        item = made.activity(moulds.mould_place(region).key, AT, numbers)
        return self._cut(item, STATES, region, [])

    def _cut(self, item: Item, table: str, region: str, stand_ins: list[str]) -> Mould:
        always = moulds.account(moulds.mould_place(region).key) | moulds.moment(AT)
        return Mould.of(item, self.names[table], [*always, *stand_ins])


class Writer:
    """Makes the rows of one place."""

    def __init__(self, place: Place, ready: Moulds) -> None:
        self._place = place
        self._moulds = ready
        self._chance = random.Random(f"{SEED} digests {place.number}")  # noqa: S311 - the same every time
        self._account = moulds.account(place.key)
        self._statuses: dict[int, Counter[Status]] = defaultdict(Counter)
        self._of_rule = cache(self._of_rule_here)
        self._shard = shard(place.key.account, ACTIVITY_SHARDS)
        self._rows: Rows = defaultdict(list)
        self._contributed = Contributed(place.key, {})

    def write(self) -> tuple[Rows, Contributed]:
        """Return the rows by their tables, and what the place contributes."""
        for heard in story.heard(self._place, self._moulds.rules):
            self._write_state(heard)
        for quarter, numbers in self._contributed.activity.items():
            mould = self._moulds.of_activity(self._place.key.region, numbers)
            puts = self._account | moulds.moment(quarter)
            self._rows[STATES].append(mould.row(puts, self._chance))
        names = self._moulds.names[STATES]
        self._rows[STATES] += [row_of(item, names) for item in self._summed()]
        return dict(self._rows), self._contributed

    def _write_state(self, heard: Heard) -> None:
        rule, newest = self._moulds.rules[heard.rule], heard.changes[0]
        self._statuses[heard.rule][newest.status] += 1
        resource_id = moulds.resource(rule, self._place, heard.resource)
        puts = self._of_rule(heard.rule) | {moulds.resource(rule): resource_id}
        for change in heard.changes:
            told = puts | moulds.moment(change.at)
            told[EVENT_ID] = change.event_id
            self._put(EVENTS, heard.rule, change, told)
            self._count(change)
            if change is newest:
                self._put(STATES, heard.rule, change, told)
                if change.status == Status.NON_COMPLIANT:
                    self._put(NOTIFICATIONS, heard.rule, change, told)

    def _put(self, table: str, rule: int, change: Change, puts: dict[str, str]) -> None:
        region = self._place.key.region
        mould = self._moulds.of_change(table, region, rule, change.status, change.before)
        self._rows[table].append(mould.row(puts, self._chance))

    def _of_rule_here(self, rule: int) -> dict[str, str]:
        of_rule = moulds.of_rule(self._moulds.rules[rule], self._place.key.account)
        return self._account | of_rule

    def _count(self, change: Change) -> None:
        quarter, activity = quarter_of(change.at), self._contributed.activity
        added = activity_of(change.status, change.before)
        known = activity.get(quarter)
        activity[quarter] = known + added if known else added
        at, grown = (self._place.key.region, self._shard, quarter), self._contributed.grown
        grown[*at, 0] += 1
        grown[*at, 1] += added.new_violations
        if added.resolved_violations:
            grown[*at, 2] += 1
            grown[*at, LENGTHS_FROM + length_of(change.lasted)] += 1

    def _summed(self) -> list[Item]:
        """Return the rollups and the entry in the registry."""
        place, items = self._place.key, []
        for number, statuses in self._statuses.items():
            rule, counts = self._moulds.rules[number], Counts()
            for status, many in statuses.items():
                members = Counts._fields
                counts += Counts(**{name: many * getattr(count(status), name) for name in members})
            self._contributed.counts[rule.name, rule.resource_type] = counts
            items.append(made.rollup(place, rule, counts))
        return [*items, registered(place)]


def registered(place: PlaceKey) -> Item:
    """Return what the registry has of a place."""
    times = {"first_heard": NOW - RETENTION, "last_heard": NOW, "reconciled_at": NOW}
    moments = {name: sortable(at) for name, at in times.items()}
    return registry_key(place) | place_members(place) | marshal(**moments)
