"""The life of a violation: one fault of one resource, whichever rules and regions tell of it.

`advance` is what becomes of it when states are heard of and time passes. It is told once for each
period in which it lasts; a violation that comes back within the flap window has not been away.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from shared.domain.notices import Notice, NoticeKind
from shared.domain.observations import StateKey, Version
from shared.domain.sightings import ViolationKey


class AlertKind(StrEnum):
    """What a channel is told of a violation."""

    OPENED = "opened"
    REMINDER = "reminder"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A state in which the violation shows at present."""

    key: StateKey
    version: Version
    since: datetime
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A channel that is to be told, by which route, and when at the earliest."""

    channel: str
    route: str
    due: datetime


@dataclass(frozen=True, slots=True)
class Tell:
    """Somebody is to be told; with no targets it is left to the digest."""

    targets: tuple[Target, ...] = ()
    remind_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Hush:
    """Nobody is told, and why; at `until` it is decided anew, if there is such a time."""

    because: str
    until: datetime | None = None


type Verdict = Tell | Hush


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What is known of a violation.

    `period` counts how often it began; `since` is when it began last, `ended` when its last
    sighting went (it is over once the flap window has passed). `told` are the channels that were
    told of this period. `heard` is the newest that was heard of each of its states.
    """

    violation: ViolationKey
    sightings: Mapping[StateKey, Sighting] = field(default_factory=dict[StateKey, Sighting])
    heard: Mapping[StateKey, Version] = field(default_factory=dict[StateKey, Version])
    period: int = 0
    lasts: bool = False
    first: Sighting | None = None
    ended: Notice | None = None
    flaps: int = 0
    told: tuple[Target, ...] = ()
    hushed: Hush | None = None
    reminders: int = 0
    remind_at: datetime | None = None
    remind_after: timedelta | None = None
    acknowledged_by: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether the violation shows in some state."""
        return bool(self.sightings)


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that one channel is to be told of one violation, once."""

    kind: AlertKind
    violation: ViolationKey
    period: int
    target: Target
    sighting: Sighting
    ended: Notice | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Advanced:
    """A life after something was heard or time has passed, and what is to be told of it."""

    life: Life
    alerts: tuple[Alert, ...] = ()


type Judge = Callable[[Life], Verdict]


def advance(
    life: Life, notices: Iterable[Notice], judge: Judge, flap_window: timedelta, now: datetime
) -> Advanced:
    """Return the life after these notices, at this time. The same notice twice is one."""
    alerts: list[Alert] = []
    for notice in sorted(notices, key=lambda each: each.version):
        life = _hear(_settled(life, flap_window, notice.since, now, alerts), notice)
        life = _judged(life, judge, now, alerts)
    life = _settled(life, flap_window, now, now, alerts)
    life = _reminded(_judged_again(life, judge, now, alerts), now, alerts)
    return Advanced(life, tuple(alerts))


def due(life: Life, flap_window: timedelta) -> datetime | None:
    """Return when time alone changes something, or None."""
    if not life.lasts:
        return None
    if life.ended is not None:
        return life.ended.since + flap_window
    times = [life.remind_at, life.hushed.until if life.hushed else None]
    return min((time for time in times if time is not None), default=None)


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


def _seen(life: Life, notice: Notice) -> Life:
    sighting = Sighting(notice.key, notice.version, notice.since, notice.reason)
    life = replace(life, sightings={**life.sightings, notice.key: sighting})
    if not life.lasts:
        return Life(
            violation=life.violation,
            sightings=life.sightings,
            heard=life.heard,
            period=life.period + 1,
            lasts=True,
            first=sighting,
        )
    if life.ended is not None:
        return replace(life, ended=None, flaps=life.flaps + 1)
    return life


def _gone(life: Life, notice: Notice) -> Life:
    left = {key: each for key, each in life.sightings.items() if key != notice.key}
    if len(left) == len(life.sightings):
        return life
    return replace(life, sightings=left, ended=None if left else notice)


def _settled(
    life: Life, flap_window: timedelta, until: datetime, now: datetime, alerts: list[Alert]
) -> Life:
    """End the period if the violation has stayed away for the flap window before `until`."""
    if not life.lasts or life.ended is None or life.ended.since + flap_window > until:
        return life
    if life.first is None:
        raise AssertionError("what lasts was seen at first")
    for target in life.told:
        told = replace(target, due=now)
        alerts.append(
            Alert(AlertKind.RESOLVED, life.violation, life.period, told, life.first, life.ended)
        )
    return replace(life, lasts=False, hushed=None, remind_at=None)


def _judged(life: Life, judge: Judge, now: datetime, alerts: list[Alert]) -> Life:
    """Decide who is told of a period that has just begun."""
    if not life.lasts or life.told or life.hushed or life.first is None:
        return life
    match judge(life):
        case Hush() as hush:
            return replace(life, hushed=hush)
        case Tell(targets=()):
            return replace(life, hushed=Hush("it is left to the digest"))
        case Tell(targets=targets, remind_after=after):
            alerts += [
                Alert(AlertKind.OPENED, life.violation, life.period, each, life.first)
                for each in targets
            ]
            remind_at = now + after if after is not None else None
            return replace(life, told=targets, remind_after=after, remind_at=remind_at)


def _judged_again(life: Life, judge: Judge, now: datetime, alerts: list[Alert]) -> Life:
    """Tell of what was hushed up to now and is still open."""
    hushed = life.hushed
    if not life.is_open or hushed is None or hushed.until is None or hushed.until > now:
        return life
    return _judged(replace(life, hushed=None), judge, now, alerts)


def _reminded(life: Life, now: datetime, alerts: list[Alert]) -> Life:
    due_now = life.remind_at is not None and life.remind_at <= now
    if not due_now or not life.is_open or life.first is None or life.remind_after is None:
        return life
    if life.acknowledged_by is not None:
        return replace(life, remind_at=None)
    number = life.reminders + 1
    alerts += [
        Alert(
            AlertKind.REMINDER,
            life.violation,
            life.period,
            replace(target, due=now),
            life.first,
            number=number,
        )
        for target in life.told
    ]
    return replace(life, reminders=number, remind_at=now + life.remind_after)
