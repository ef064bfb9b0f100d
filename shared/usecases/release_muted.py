"""Tell of what is still open when a mute is over: what it hushed, and what was told before it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import batched, islice

from shared.domain.alert import AlertKind
from shared.domain.life import Hush, Life
from shared.domain.mute_watch import Watch
from shared.domain.mutes import Mute, Selector, StateSubject
from shared.domain.muting import MUTED, ActiveMutes
from shared.domain.observations import StateKey
from shared.domain.outbox import Fate
from shared.domain.sightings import ViolationKey
from shared.domain.violation_keys import violation_shown_by
from shared.ports.planning import KeptLife
from shared.usecases.judge_mutes import may_be_muted, shown_by, tags_for_mutes
from shared.usecases.plan_alerts import Case, PlanningDesk, alerts_of, write_cases

# Violations that are looked at together, and how often in a run: others have to be told too.
PAGE = 500
MOST_PAGES = 4
_MOMENT = timedelta(microseconds=1)


def release_muted(desk: PlanningDesk, now: datetime) -> int:
    """Plan what is told of what mutes silenced that are over; return how many alerts.

    Mutes that are active are watched, so that it is seen when they are over, however they end.

    Raises:
        StoreUnavailableError: it cannot be read or written; it is tried again.

    """
    watches = desk.hushes.watches()
    active = {mute.id: mute for mute in desk.mutes.active(now)}
    for mute in active.values():
        if watches.get(mute.id) != Watch(mute):
            desk.hushes.watch(mute)
    over = sorted(watches.keys() - active.keys())
    return sum(_release(mute_id, watches[mute_id], desk, now) for mute_id in over)


def _release(mute_id: str, watch: Watch, desk: PlanningDesk, now: datetime) -> int:
    planned = _tell_hushed(mute_id, desk, now)
    mute = desk.mutes.get(mute_id, now) or watch.mute
    if mute is not None and not watch.done:
        ended = desk.hushes.ended(mute_id, min(mute.ends, now))
        again, done = _tell_again(replace(mute, ended_at=ended), watch, desk, now)
        planned += again
        if not done:
            return planned
    desk.hushes.forget(mute_id)
    return planned


def _tell_hushed(mute_id: str, desk: PlanningDesk, now: datetime) -> int:
    """Plan what is told of what the mute hushed, by the lives of these; of the rest the next run.

    What is done is kept in between, so that a run that dies is no reason to begin anew.
    """
    planned = 0
    for some in islice(batched(desk.hushes.hushed_by(mute_id), PAGE, strict=False), MOST_PAGES):
        kept = desk.lives.kept(some).values()
        written = write_cases(_cases(kept, desk, now), desk, now)
        desk.hushes.release(mute_id, [step.life.violation for step in written])
        planned += alerts_of(written)
    return planned


def _tell_again(mute: Mute, watch: Watch, desk: PlanningDesk, now: datetime) -> tuple[int, bool]:
    """Plan what is told of violations that were told before the mute; return whether that is all.

    Whoever does this again, or at the same time, tells nothing twice: each life says when it was
    decided last that it is told.
    """
    every = [*desk.mutes.kept(now), mute]
    mutes, planned, after = ActiveMutes(every, mute.ends - _MOMENT), 0, watch.after
    for _ in range(MOST_PAGES):
        page = desk.open_states.covered_by(mute.selector, PAGE, after)
        told = _told_before(_violations(page.items, mute.selector), mute.ends, desk)
        silenced = _silenced(told, mutes, mute.ends, desk)
        written = write_cases(_cases(silenced, desk, now, Hush(MUTED)), desk, now)
        planned += alerts_of(written)
        if len(written) < len(silenced):  # somebody else was first: they are looked at again
            return planned, False
        after = page.next
        desk.hushes.looked_through(mute.id, after)
        if after is None:
            return planned, True
    return planned, False


def _violations(states: Iterable[StateKey], selector: Selector) -> set[ViolationKey]:
    return {
        violation_shown_by(key) for key in states if selector.admits(StateSubject(key)) is not False
    }


def _told_before(
    violations: Iterable[ViolationKey], ended: datetime, desk: PlanningDesk
) -> list[KeptLife]:
    """Return those that last and were told before a mute was over, and not since."""
    return [
        kept
        for kept in desk.lives.kept(violations).values()
        if kept.life.lasts
        and kept.life.told
        and kept.life.hushed is None
        and (kept.life.decided_at is None or kept.life.decided_at < ended)
    ]


def _silenced(
    told: Iterable[KeptLife], mutes: ActiveMutes, ended: datetime, desk: PlanningDesk
) -> list[KeptLife]:
    """Return those that mutes silenced just before one was over, as far as is known."""
    then = [(kept, _until(kept.life, ended)) for kept in told]
    tags = tags_for_mutes([life for _, life in then], mutes, desk.judgement.desk.tags)
    return [kept for kept, life in then if may_be_muted(shown_by(life), mutes, tags)]


def _until(life: Life, ended: datetime) -> Life:
    """Return a life without what showed the violation only after a mute was over."""
    before = {key: each for key, each in life.sightings.items() if each.since < ended}
    return replace(life, sightings=before)


def _cases(
    kept: Collection[KeptLife], desk: PlanningDesk, now: datetime, hush: Hush | None = None
) -> list[Case]:
    """Return the lives as if what hushes them (or `hush`) was over now."""
    waiting = _waiting(kept, desk)
    hushed = [(each, each.life.hushed or hush) for each in kept]
    return [
        Case(
            each,
            hushed=replace(of, until=now) if of else None,
            waiting=waiting.get(each.life.violation, frozenset()),
        )
        for each, of in hushed
    ]


def _waiting(kept: Iterable[KeptLife], desk: PlanningDesk) -> Mapping[ViolationKey, frozenset[str]]:
    """Return the channels that wait to be told that the present period began."""
    periods = {each.life.violation: each.life.period for each in kept if each.life.told}
    if not periods:
        return {}
    return {
        violation: frozenset(
            entry.notice.channel
            for entry in entries
            if entry.fate is Fate.WAITING
            and entry.notice.kind is AlertKind.OPENED
            and entry.notice.period == periods[violation]
        )
        for violation, entries in desk.outbox.of_violations(periods).items()
    }
