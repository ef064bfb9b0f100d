"""Decide who is told of violations that have just begun, or that were hushed until now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.domain.alert_policy import AlertPolicy
from shared.domain.catalogue import rule_info
from shared.domain.life import Hush, Life, Sighting, Target, Tell, Verdict
from shared.domain.muting import MUTED, ActiveMutes
from shared.domain.observations import StateKey
from shared.domain.routing import Decision, Mode, Routing, Subject, due
from shared.domain.shadow import IN_SHADOW
from shared.domain.sightings import ViolationKey
from shared.ports.planning import KnownRules, NewRules, Waves
from shared.usecases.await_first_results import first_results
from shared.usecases.judge_mutes import mute_of, shown_by, tags_for_mutes
from shared.usecases.judge_shadows import shadow_ends
from shared.usecases.route_violations import RoutingDesk, route_violations


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What verdicts are made from: settings, and where what they ask for is looked up."""

    routing: Routing
    policy: AlertPolicy
    grouping_window: timedelta
    desk: RoutingDesk
    rules: KnownRules
    new_rules: NewRules
    waves: Waves


@dataclass(frozen=True, slots=True)
class _Wait:
    """Until when something waits to be told with others, and whether that is after a shadow."""

    until: datetime
    out_of_shadow: bool = False


def judge_violations(
    lives: Sequence[Life],
    gathering: Mapping[ViolationKey, timedelta],
    mutes: ActiveMutes,
    judgement: Judgement,
    now: datetime,
) -> Mapping[StateKey, Verdict]:
    """Return the verdict on each violation, by the state in which it showed first.

    `gathering` says for how long each waits for others of its group, from now on.

    Raises:
        StoreUnavailableError: what has to be known cannot be read now.

    """
    firsts = {life.first.key: (life, life.first) for life in lives if life.first is not None}
    tags = tags_for_mutes([life for life, _ in firsts.values()], mutes, judgement.desk.tags)
    subjects = {
        key: replace(_subject(life, first), tags=tags.get(key.resource))
        for key, (life, first) in firsts.items()
    }
    hushed = {
        key: Hush(MUTED, mute=mute.id, by_sightings=True)
        for key, (life, _) in firsts.items()
        if (mute := mute_of(shown_by(life), mutes, tags))
    }
    loud = [firsts[key][0] for key in subjects if key not in hushed]
    ends = shadow_ends(loud, judgement.policy, judgement.new_rules, now)
    hushed |= {
        key: Hush(IN_SHADOW, until=end, by_sightings=True) for key, end in ends.items() if end > now
    }
    told = [key for key in subjects if key not in hushed]
    decided = route_violations(judgement.routing, [subjects[key] for key in told], judgement.desk)
    waits = _waits([firsts[key][1] for key in told], ends, judgement, now)
    tells = {
        key: _tell(
            decision,
            gathering[firsts[key][0].violation],
            waits.get(key),
            judgement.policy.remind_after.get(subjects[key].severity),
            now,
        )
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


def _waits(
    firsts: Sequence[Sighting],
    shadows: Mapping[StateKey, datetime],
    judgement: Judgement,
    now: datetime,
) -> Mapping[StateKey, _Wait]:
    """Return what waits for others: first results, and what began in a shadow that is over."""
    window = judgement.policy.first_results_window
    found = first_results(firsts, judgement.rules, judgement.waves, window, now)
    waits = {key: _Wait(until) for key, until in found.items()}
    if summary := judgement.policy.summary_due(now):
        began_in_shadow = [
            first.key
            for first in firsts
            if first.key in shadows and first.since < shadows[first.key]
        ]
        waits |= {key: _Wait(summary, out_of_shadow=True) for key in began_in_shadow}
    return waits


def _tell(
    decision: Decision,
    gathers_for: timedelta,
    wait: _Wait | None,
    remind_after: timedelta | None,
    now: datetime,
) -> Tell:
    """Return who is told when; what waits for others is told with them, and in no later batch."""
    targets = []
    for each in decision.targets:
        mode = Mode.IMMEDIATE if wait and each.mode is Mode.BATCHED else each.mode
        at = due(mode, each.batch_minutes, now, gathers_for)
        if at is not None:
            targets.append(
                Target(
                    channel=each.channel,
                    route=each.route,
                    due=max(at, wait.until) if wait else at,
                    first_result=wait is not None and not wait.out_of_shadow,
                    out_of_shadow=wait is not None and wait.out_of_shadow,
                )
            )
    return Tell(tuple(targets), remind_after)
