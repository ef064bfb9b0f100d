"""A batch of results, folded into what has to be written together, without reading first.

Where nothing is known of a state, the plan follows what the event says: that the stored status is
the event's old result, or that nothing is stored. Each assumption is a condition of the write; when
the store refuses it, it says what is there, and the next plan is made from that knowledge.
"""

from collections.abc import Iterable, Sequence

from shared.domain.graves import reason_of
from shared.domain.history import history_of
from shared.domain.notices import notice_of
from shared.domain.observations import RECONCILE, Evaluation, Grave, StateKey, Version
from shared.domain.plan import Absent, Follows, Knowledge, Plan, StateWrite, Taken
from shared.domain.rollups import Activity, Counts, RollupKey, activity_key, activity_of, count
from shared.domain.state import Closing, Record, insert
from shared.domain.transition import Transition, decide, follow


def plan_evaluations(batch: Iterable[Evaluation], known: Knowledge) -> Plan:
    """Return what recording `batch` (in order of arrival) means, given what is known."""
    plan = Plan()
    by_key: dict[StateKey, list[Evaluation]] = {}
    repeated = set(known.recorded)
    for heard in batch:
        item = history_of(heard)
        if item.identity in repeated:
            plan.repeated += 1
            continue
        repeated.add(item.identity)
        by_key.setdefault(heard.key, []).append(heard)
        plan.history.append(item)
        _count_activity(plan, heard)
    for state_key, results in by_key.items():
        _plan_state(plan, state_key, results, known)
    return plan


def _count_activity(plan: Plan, heard: Evaluation) -> None:
    """Count a change that was heard of; what Reconcile found is counted in its own report."""
    if heard.origin.source == RECONCILE:
        return
    key = activity_key(heard)
    plan.activity[key] = plan.activity.get(key, Activity()) + activity_of(
        heard.status, heard.old_status
    )


def plan_closings(known: Knowledge, version: Version, reason: str) -> Plan:
    """Return what closing these states means; those with a newer result stay as they are.

    Where nothing is stored of one, its closed record is kept, so that nothing older opens it.
    """
    plan = Plan()
    for key, record in known.records.items():
        closing = Closing(key, version, reason)
        if record is None:
            graves = _graves(key, known)
            after = insert(_ended(key, graves), closing)
            if after.version == version:
                _write(plan, None, StateWrite(after, Absent(graves)))
        else:
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
        graves = _graves(key, known)
        after = _fold(plan, _take(plan, decide(_ended(key, graves), first), first), rest)
        if after.status is not None:
            _write(plan, None, StateWrite(after, Absent(graves)))


def _graves(key: StateKey, known: Knowledge) -> tuple[tuple[Grave, Version | None], ...]:
    return tuple((grave, known.buried.get(grave)) for grave in key.graves)


def _ended(key: StateKey, graves: Iterable[tuple[Grave, Version | None]]) -> Record | None:
    """Return the record of a state that ended with one of these before anything was heard of it."""
    ends = [(version, reason_of(grave)) for grave, version in graves if version]
    return insert(None, Closing(key, *max(ends))) if ends else None


def _fold(plan: Plan, record: Record, results: Sequence[Evaluation]) -> Record:
    for heard in results:
        record = _take(plan, decide(record, heard), heard)
    return record


def _take(plan: Plan, transition: Transition, heard: Evaluation | Closing) -> Record:
    """Add to the plan what a step means beside the state, and return the state after it."""
    plan.steps.append(Taken(transition.step, heard, transition.gap))
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
