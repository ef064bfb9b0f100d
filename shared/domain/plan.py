"""A batch of results, folded into what has to be written together, without reading first.

Where nothing is known of a state, the plan follows what the event says: that the stored status is
the event's old result, or that nothing is stored. Each assumption is a condition of the write; when
the store refuses it, it says what is there, and the next plan is made from that knowledge.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from shared.domain.history import HistoryItem, history_of
from shared.domain.notices import Notice, notice_of
from shared.domain.observations import Evaluation, ResourceKey, StateKey, Version
from shared.domain.rollups import (
    Activity,
    ActivityKey,
    Counts,
    RollupKey,
    activity_key,
    activity_of,
    count,
)
from shared.domain.state import Closing, Record, insert
from shared.domain.transition import Step, Transition, decide, follow

DELETED = "the resource was deleted"


@dataclass(frozen=True, slots=True)
class Follows:
    """The stored state is open, has this status, and is older than this version."""

    status: str
    version: Version


@dataclass(frozen=True, slots=True)
class Absent:
    """Nothing is stored of the state, and its resource was last deleted at `buried` (or never)."""

    buried: Version | None


@dataclass(frozen=True, slots=True)
class StateWrite:
    """A record to store, on the condition that what it was made from is what is stored."""

    record: Record
    expected: Record | Follows | Absent


@dataclass(slots=True)
class Plan:
    """What is written in one transaction: all of it or nothing."""

    states: list[StateWrite] = field(default_factory=list)
    history: list[HistoryItem] = field(default_factory=list)
    rollups: dict[RollupKey, Counts] = field(default_factory=dict)
    activity: dict[ActivityKey, Activity] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    gaps: int = 0

    @property
    def size(self) -> int:
        """How many items the plan writes or checks, at most."""
        checked = sum(isinstance(write.expected, Absent) for write in self.states)
        counted = len(self.rollups) + len(self.activity)
        return len(self.states) + checked + len(self.history) + counted + len(self.notices)


@dataclass(slots=True)
class Knowledge:
    """What refused writes have told: stored records, deletions, and history that is there."""

    records: dict[StateKey, Record | None] = field(default_factory=dict)
    buried: dict[ResourceKey, Version | None] = field(default_factory=dict)
    recorded: set[tuple[str, ...]] = field(default_factory=set)


def plan_evaluations(batch: Iterable[Evaluation], known: Knowledge) -> Plan:
    """Return what recording `batch` (in order of arrival) means, given what is known."""
    plan = Plan()
    by_key: dict[StateKey, list[Evaluation]] = {}
    repeated = set(known.recorded)
    for heard in batch:
        item = history_of(heard)
        if item.identity in repeated:
            continue
        repeated.add(item.identity)
        by_key.setdefault(heard.key, []).append(heard)
        plan.history.append(item)
        key = activity_key(heard)
        plan.activity[key] = plan.activity.get(key, Activity()) + activity_of(
            heard.status, heard.old_status
        )
    for state_key, results in by_key.items():
        _plan_state(plan, state_key, results, known)
    return plan


def plan_closing(record: Record, closing: Closing) -> Plan:
    """Return what closing a stored state means; nothing if it is newer than its resource's end."""
    plan = Plan()
    after = _take(plan, decide(record, closing), closing)
    _write(plan, record.status, StateWrite(after, expected=record))
    return plan


def _plan_state(plan: Plan, key: StateKey, results: Sequence[Evaluation], known: Knowledge) -> None:
    first, rest = results[0], results[1:]
    stored = known.records.get(key)
    if stored is not None:
        after = _fold(plan, stored, results)
        _write(plan, stored.status, StateWrite(after, expected=stored))
    elif key not in known.records and first.is_change:
        after = _fold(plan, _take(plan, follow(first), first), rest)
        expected = Follows(str(first.old_status), first.version)
        _write(plan, first.old_status, StateWrite(after, expected))
    else:
        buried = known.buried.get(key.resource)
        start = insert(None, Closing(key, buried, DELETED)) if buried else None
        after = _fold(plan, _take(plan, decide(start, first), first), rest)
        if after.status is not None:
            _write(plan, None, StateWrite(after, Absent(buried)))


def _fold(plan: Plan, record: Record, results: Sequence[Evaluation]) -> Record:
    for heard in results:
        record = _take(plan, decide(record, heard), heard)
    return record


def _take(plan: Plan, transition: Transition, heard: Evaluation | Closing) -> Record:
    """Add to the plan what a step means beside the state, and return the state after it."""
    plan.steps.append(transition.step)
    plan.gaps += transition.gap
    if notice := notice_of(transition.step, heard):
        plan.notices.append(notice)
    return transition.record


def _write(plan: Plan, was: str | None, write: StateWrite) -> None:
    if write.record == write.expected:
        return
    plan.states.append(write)
    record = write.record
    delta = count(record.status) - count(was)
    if delta != Counts():
        key = record.key
        rollup = RollupKey(key.account, key.region, key.rule_name, key.resource_type)
        plan.rollups[rollup] = plan.rollups.get(rollup, Counts()) + delta
