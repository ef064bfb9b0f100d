"""Decide who is told of violations that have just begun, or that were hushed until now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.domain.alert_policy import AlertPolicy
from shared.domain.catalogue import rule_info
from shared.domain.life import Hush, Life, Sighting, Target, Tell, Verdict
from shared.domain.mutes import StateSubject
from shared.domain.muting import ActiveMutes
from shared.domain.observations import StateKey
from shared.domain.rollups import RollupKey
from shared.domain.routing import Decision, Routing, Subject, due
from shared.ports.planning import KnownRules
from shared.usecases.route_violations import RoutingDesk, route_violations


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What verdicts are made from: settings, and where what they ask for is looked up."""

    routing: Routing
    policy: AlertPolicy
    grouping_window: timedelta
    desk: RoutingDesk
    rules: KnownRules


def judge_violations(
    lives: Sequence[Life], mutes: ActiveMutes, judgement: Judgement, now: datetime
) -> Mapping[StateKey, Verdict]:
    """Return the verdict on each violation, by the state in which it showed first.

    Raises:
        StoreUnavailableError: what has to be known cannot be read now.

    """
    firsts = {life.first.key: (life, life.first) for life in lives if life.first is not None}
    plain = {key: _subject(life, first) for key, (life, first) in firsts.items()}
    subjects = _with_tags_for_mutes(plain, mutes, judgement.desk)
    hushed = {key: hush for key in subjects if (hush := _hush(key, subjects[key], mutes))}
    told = [key for key in subjects if key not in hushed]
    decided = route_violations(judgement.routing, [subjects[key] for key in told], judgement.desk)
    waits = _first_results([firsts[key][1] for key in told], judgement, now)
    tells = {
        key: _tell(decision, waits.get(key), judgement, subjects[key], now)
        for key, decision in zip(told, decided, strict=True)
    }
    return {**hushed, **tells}


def _subject(life: Life, first: Sighting) -> Subject:
    key = first.key
    return Subject(
        account=key.account,
        rule_name=key.rule_name,
        severity=rule_info(key.rule_name).severity,
        region=life.violation.region,
        resource_type=key.resource_type,
        resource_id=key.resource_id,
    )


def _with_tags_for_mutes(
    subjects: Mapping[StateKey, Subject], mutes: ActiveMutes, desk: RoutingDesk
) -> Mapping[StateKey, Subject]:
    """Ask for the tags of what a mute by tag may cover."""
    asked = {key: key.resource for key in subjects if not mutes.on_state(key).known}
    if not asked:
        return subjects
    found = desk.tags.of(set(asked.values()))
    known = {key: replace(subjects[key], tags=found.get(of)) for key, of in asked.items()}
    return {**subjects, **known}


def _hush(key: StateKey, subject: Subject, mutes: ActiveMutes) -> Hush | None:
    mute = mutes.on(StateSubject(key, subject.tags)).mute
    return Hush("it is muted", mute=mute.id) if mute else None


def _first_results(
    firsts: Iterable[Sighting], judgement: Judgement, now: datetime
) -> Mapping[StateKey, datetime]:
    """Return until when first results wait, of those that do."""
    kinds = {first.key: _kind(first.key) for first in firsts if first.first_result}
    if not kinds:
        return {}
    since = judgement.rules.known_since(set(kinds.values()))
    waits = {
        key: judgement.policy.first_results_due(since.get(kind), now) for key, kind in kinds.items()
    }
    return {key: until for key, until in waits.items() if until is not None}


def _kind(key: StateKey) -> RollupKey:
    return RollupKey(key.account, key.region, key.rule_name, key.resource_type)


def _tell(
    decision: Decision,
    first_results: datetime | None,
    judgement: Judgement,
    subject: Subject,
    now: datetime,
) -> Tell:
    targets = []
    for each in decision.targets:
        at = due(each.mode, each.batch_minutes, now, judgement.grouping_window)
        if at is not None:
            at = max(at, first_results) if first_results else at
            targets.append(Target(each.channel, each.route, at, first_results is not None))
    return Tell(tuple(targets), judgement.policy.remind_after.get(subject.severity))
