"""What becomes of a violation when states are heard of and time passes.

It is told once for each period in which it lasts; a violation that comes back within the flap
window has not been away.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from shared.domain.alert import Alert, AlertKind
from shared.domain.alert_sightings import with_sightings
from shared.domain.life import Hush, Life, Sighting, Target, Tell, Verdict
from shared.domain.notices import Notice, NoticeKind

_LEFT_TO_DIGEST = Hush("it is left to the digest")
_ANEW = Hush("it is being decided anew")


@dataclass(frozen=True, slots=True)
class Due:
    """An alert, and when it is told at the earliest."""

    alert: Alert
    at: datetime


@dataclass(frozen=True, slots=True)
class Advanced:
    """A life after something was heard or time has passed, and what is to be told of it."""

    life: Life
    alerts: tuple[Due, ...] = ()


type Judge = Callable[[Life], Verdict]


def advance(
    life: Life, notices: Iterable[Notice], judge: Judge, flap_window: timedelta, now: datetime
) -> Advanced:
    """Return the life after these notices, at this time. The same notice twice is one."""
    alerts: list[Due] = []
    for notice in sorted(notices, key=lambda each: each.version):
        life = _hear(_settled(life, flap_window, notice.since, now, alerts), notice)
        life = _judged(life, judge, now, alerts)
    life = _settled(life, flap_window, now, now, alerts)
    life = _reminded(_judged_again(life, judge, now, alerts), judge, now, alerts)
    return Advanced(life, tuple(alerts))


def due(life: Life, flap_window: timedelta) -> datetime | None:
    """Return when time alone changes something, or None."""
    if not life.lasts:
        return None
    if life.ended is not None:
        return life.ended.since + flap_window
    times = [life.remind_at, life.hushed.until if life.hushed else None]
    return min((time for time in times if time is not None), default=None)


def speaks_of_the_unknown(life: Life, notices: Iterable[Notice]) -> bool:
    """Return whether an end is heard of something of which no beginning was, so far."""
    beginnings = {each.key for each in notices if each.kind is NoticeKind.OPENED}
    return any(
        each.kind is NoticeKind.RESOLVED
        and each.key not in life.sightings
        and each.key not in beginnings
        and (each.key not in life.heard or each.version > life.heard[each.key])
        for each in notices
    )


def _hear(life: Life, notice: Notice) -> Life:
    known = life.heard.get(notice.key)
    if known is not None and notice.version <= known:
        return life
    life = replace(life, heard={**life.heard, notice.key: notice.version})
    match notice.kind:
        case NoticeKind.OPENED:
            return _seen(life, notice)
        case NoticeKind.RESOLVED:
            return _gone(life, notice)
        case never:
            assert_never(never)


def _sighting(notice: Notice) -> Sighting:
    return Sighting(
        notice.key, notice.version, notice.status, notice.since, notice.reason, notice.first_result
    )


def _seen(life: Life, notice: Notice) -> Life:
    sighting = _sighting(notice)
    sightings = {**life.sightings, notice.key: sighting}
    if not life.lasts:
        return Life(
            violation=life.violation,
            sightings=sightings,
            heard=life.heard,
            period=max(life.period + 1, int(notice.since.timestamp())),
            lasts=True,
            first=sighting,
        )
    came_back = life.ended is not None
    hushed = _ANEW if _is_reason_to_judge_anew(life, notice) else life.hushed
    return replace(
        life, sightings=sightings, ended=None, flaps=life.flaps + came_back, hushed=hushed
    )


def _is_reason_to_judge_anew(life: Life, notice: Notice) -> bool:
    """Whether it was hushed because of all that show it, and this is another one."""
    by_sightings = life.hushed is not None and life.hushed.by_sightings
    return by_sightings and notice.key not in life.sightings


def _gone(life: Life, notice: Notice) -> Life:
    left = {key: each for key, each in life.sightings.items() if key != notice.key}
    if len(left) == len(life.sightings):
        return life
    return replace(life, sightings=left, ended=None if left else _sighting(notice))


def _settled(
    life: Life, flap_window: timedelta, until: datetime, now: datetime, alerts: list[Due]
) -> Life:
    """End the period if the violation has stayed away for the flap window before `until`."""
    if not life.lasts or life.first is None or life.ended is None:
        return life
    if life.ended.since + flap_window > until:
        return life
    alerts += [
        Due(_alert(AlertKind.RESOLVED, life, life.first, target, life.ended), now)
        for target in life.told
    ]
    return replace(life, lasts=False, hushed=None, remind_at=None)


def _judged(life: Life, judge: Judge, now: datetime, alerts: list[Due]) -> Life:
    """Decide who is told of a period that has just begun, or that is shown by more than before."""
    if life.first is None or not (life.waits_for_verdict or life.hushed == _ANEW):
        return life
    return _decided(replace(life, hushed=None), life.first, judge, now, alerts)


def _judged_again(life: Life, judge: Judge, now: datetime, alerts: list[Due]) -> Life:
    """Tell of what was hushed up to now and is still open."""
    until = life.hushed.until if life.hushed else None
    if life.first is None or not life.is_open or until is None or until > now:
        return life
    return _decided(replace(life, hushed=None), life.first, judge, now, alerts)


def _decided(life: Life, first: Sighting, judge: Judge, now: datetime, alerts: list[Due]) -> Life:
    match judge(life):
        case Hush() as hush:
            return replace(life, hushed=hush)
        case Tell() as tell:
            return _told(life, first, tell, now, alerts)
        case never:
            assert_never(never)


def _told(life: Life, first: Sighting, tell: Tell, now: datetime, alerts: list[Due]) -> Life:
    """Tell those that were not told of the period yet, and again those that were."""
    before = life.told
    channels = {target.channel for target in before}
    new = tuple(target for target in tell.targets if target.channel not in channels)
    if not (before or new):
        return replace(life, hushed=_LEFT_TO_DIGEST)
    alerts += [
        Due(_alert(AlertKind.OPENED, life, first, target, first), target.due) for target in new
    ]
    after = tell.remind_after
    life = replace(
        life,
        told=(*before, *new),
        decided_at=now,
        remind_after=after,
        remind_at=now + after if after is not None else None,
        reminders=life.reminders + bool(before),
    )
    again = [_alert(AlertKind.REMINDER, life, first, target, first) for target in before]
    alerts += [Due(replace(alert, out_of_mute=True), now) for alert in again]
    return life


def _reminded(life: Life, judge: Judge, now: datetime, alerts: list[Due]) -> Life:
    """Remind of what is open for long, unless nobody would be told of it now."""
    first, due_now = life.first, life.remind_at is not None and life.remind_at <= now
    if not due_now or not life.is_open or first is None or life.remind_after is None:
        return life
    life = replace(life, remind_at=now + life.remind_after)
    if life.hushed is not None or isinstance(judge(life), Hush):
        return life
    life = replace(life, reminders=life.reminders + 1)
    alerts += [
        Due(_alert(AlertKind.REMINDER, life, first, target, first), now) for target in life.told
    ]
    return life


def _alert(kind: AlertKind, life: Life, first: Sighting, target: Target, what: Sighting) -> Alert:
    alert = Alert(
        kind=kind,
        violation=life.violation,
        period=life.period,
        channel=target.channel,
        key=first.key,
        version=what.version,
        status=what.status,
        since=what.since,
        reason=what.reason,
        route=target.route,
        number=life.reminders if kind is AlertKind.REMINDER else 0,
        first_result=target.first_result,
        out_of_shadow=target.out_of_shadow,
    )
    return with_sightings(alert, life)
