"""What was heard of the states of a place in the last 90 days, and what has to be stored of it."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from benchmarks.organisation.fleet import SEED, Place, Rule
from shared.domain.history import history_of
from shared.domain.notices import notice_of
from shared.domain.observations import Evaluation, Origin, StateKey, Version
from shared.domain.plan import Absent, Plan, StateWrite
from shared.domain.resolve_times import OrganisationActivity, ResolveTimes, length_of
from shared.domain.rollups import Counts, RollupKey, activity_key, activity_of, count
from shared.domain.state import insert
from shared.domain.status import Status
from shared.domain.transition import Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
RETENTION = timedelta(days=90)
OLDEST = timedelta(days=89)
RECENT = timedelta(days=30)  # the mean age of a state
NOT_APPLICABLE, INSUFFICIENT_DATA = 0.05, 0.01
FIRST_RESULT = 0.6  # of the oldest events: those before which nothing was known
SOURCE, DETAIL_TYPE = "aws.config", "Config Rules Compliance Change"
ANNOTATION = "This resource does not meet what the rule requires of its configuration."


@dataclass
class Told:
    """What a place has to be stored with, and what it adds to the sums."""

    plan: Plan = field(default_factory=Plan)
    grown: dict[datetime, OrganisationActivity] = field(default_factory=dict)
    resolved: int = 0


def tell(place: Place, rules: Sequence[Rule]) -> Told:
    """Return the story of a place, the same every time."""
    chance = random.Random(f"{SEED} {place.number}")  # noqa: S311 - the same every time
    told, rollups = Told(), defaultdict[RollupKey, Counts](Counts)
    for number, states in place.states:
        rule = rules[number]
        rollup = RollupKey(place.key.account, place.key.region, rule.name, rule.resource_type)
        for resource in range(states):
            resource_id = place.resource(rule.resource_type, resource)
            key = StateKey(
                place.key.account, place.key.region, rule.name, rule.resource_type, resource_id
            )
            status = _status(rule, chance)
            _hear(told, list(_events(key, status, place.events_of_state, chance)))
            rollups[rollup] += count(status)
    told.plan.rollups = dict(rollups)
    return told


def _status(rule: Rule, chance: random.Random) -> Status:
    value = chance.random()
    if value < rule.bad:
        return Status.NON_COMPLIANT
    if value < rule.bad + NOT_APPLICABLE:
        return Status.NOT_APPLICABLE
    if value < rule.bad + NOT_APPLICABLE + INSUFFICIENT_DATA:
        return Status.INSUFFICIENT_DATA
    return Status.COMPLIANT


def _events(
    key: StateKey, status: Status, number: int, chance: random.Random
) -> Iterator[Evaluation]:
    """Yield the events of a state, the newest first."""
    age = min(timedelta(seconds=chance.expovariate(1 / RECENT.total_seconds())), OLDEST)
    for left in reversed(range(number)):
        at = NOW - age
        at = at.replace(microsecond=at.microsecond // 1000 * 1000)
        before = Status.COMPLIANT if status != Status.COMPLIANT else Status.NON_COMPLIANT
        first = not left and chance.random() < FIRST_RESULT
        event_id = f"{chance.getrandbits(128):032x}"
        yield Evaluation(
            Origin(event_id, SOURCE, DETAIL_TYPE, key.account, key.region),
            key,
            Version(at, at, event_id),
            status,
            None if first else before,
            ANNOTATION if status == Status.NON_COMPLIANT else None,
        )
        status = before
        age += (OLDEST - age) * chance.random() * 0.5


def _hear(told: Told, events: list[Evaluation]) -> None:
    plan, newest = told.plan, events[0]
    plan.states.append(StateWrite(insert(None, newest), Absent(())))
    for event, older in zip(events, [*events[1:], None], strict=True):
        plan.history.append(history_of(event))
        activity = activity_of(event.status, event.old_status)
        key = activity_key(event)
        known = plan.activity.get(key)
        plan.activity[key] = known + activity if known else activity
        began = older.version.recorded if older else event.version.recorded - RECENT / 10
        times = _lasted(event, began) if activity.resolved_violations else ResolveTimes()
        told.resolved += activity.resolved_violations
        grown, more = told.grown.get(key.bucket), OrganisationActivity(activity, times)
        told.grown[key.bucket] = grown + more if grown else more
    if newest.status == Status.NON_COMPLIANT and (notice := notice_of(Step.OPENED, newest)):
        plan.notices.append(notice)


def _lasted(event: Evaluation, began: datetime) -> ResolveTimes:
    return ResolveTimes({length_of(event.version.recorded - began): 1})
