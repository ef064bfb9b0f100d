"""What became of each violation of the day: told, told in a summary alone, or not told, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from benchmarks.day.slack import Kind
from shared.domain.alert import AlertKind
from shared.domain.notices import NoticeKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.day.replay import Told
    from benchmarks.day.slack import Posted
    from benchmarks.day.stores import Period
    from shared.domain.notices import Notice
    from shared.domain.sightings import ViolationKey


class Fate(StrEnum):
    """What became of a violation that a rule found."""

    TOLD = "told with its rule and account"
    TOLD_AFTER_MUTE = "told when its mute was over"
    FIRST_RESULTS = "told among first results"
    ROLLED_UP = "told in a roll-up"
    ANOTHER_RULE = "found by another rule before"
    ANOTHER_REGION = "reported by another region before"
    CAME_BACK = "back within the flap window"
    MUTED = "over before its mute was"
    DIGEST = "left to the digest"
    LOST = "lost"


_IN_MESSAGE = {
    Kind.VIOLATIONS: Fate.TOLD,
    Kind.FIRST_RESULTS: Fate.FIRST_RESULTS,
    Kind.ROLL_UP: Fate.ROLLED_UP,
}
_BEST_FIRST = tuple(_IN_MESSAGE.values())


@dataclass
class Account:
    """How many violations of each part of the day had which fate; what was told more than once."""

    fates: dict[str, Counter[Fate]] = field(default_factory=lambda: defaultdict(Counter[Fate]))
    told_twice: int = 0

    @property
    def total(self) -> Counter[Fate]:
        """All parts together."""
        return sum(self.fates.values(), Counter[Fate]())


def account_for(told: Told) -> Account:
    """Follow each violation that was heard to the message that tells it, or to why there is none.

    What was heard and nobody planned is lost, and so is what was planned and not told.
    """
    account, in_messages = Account(), _in_messages(told.posted)
    planned: dict[Notice, Fate] = {}
    for violation, notices in told.lives.opened.items():
        planned |= _of_violation(violation, notices, told, in_messages)
    for notice in told.heard:
        if notice.kind is NoticeKind.OPENED:
            fate = planned.get(notice, Fate.LOST)
            account.fates[notice.version.event_id.partition("#")[0]][fate] += 1
    times = Counter(alert for each in told.posted for alert in each.alerts)
    account.told_twice = sum(count - 1 for count in times.values())
    return account


def _in_messages(posted: Sequence[Posted]) -> Mapping[tuple[ViolationKey, int], Fate]:
    """Return the best that was told of the beginning of each period, in any channel."""
    found: dict[tuple[ViolationKey, int], Fate] = {}
    for message in posted:
        fate = _IN_MESSAGE.get(message.kind)
        for alert in message.alerts:
            if fate is not None and alert.kind is AlertKind.OPENED:
                name = alert.violation, alert.period
                found[name] = min(fate, found.get(name, fate), key=_BEST_FIRST.index)
    return found


def _of_violation(
    violation: ViolationKey,
    notices: Sequence[Notice],
    told: Told,
    in_messages: Mapping[tuple[ViolationKey, int], Fate],
) -> Mapping[Notice, Fate]:
    periods = told.lives.periods[violation]
    fates: dict[Notice, Fate] = {}
    seen: set[object] = set()
    first: Notice | None = None
    for notice in sorted(notices, key=lambda each: each.version):
        begun = [n for n, period in periods.items() if period.began_with(notice)]
        if begun:
            first, seen = notice, set()
            fates[notice] = _of_period(in_messages.get((violation, begun[0])), periods[begun[0]])
        elif first is None:
            fates[notice] = Fate.LOST
        else:
            fates[notice] = _of_same(notice, first, came_back=notice.key in seen)
        seen.add(notice.key)
    return fates


def _of_period(fate: Fate | None, period: Period) -> Fate:
    muted = period.hushed is not None and period.hushed.mute is not None
    if fate is not None:
        return Fate.TOLD_AFTER_MUTE if muted and fate is Fate.TOLD else fate
    if period.hushed is None:
        return Fate.LOST
    return Fate.MUTED if muted else Fate.DIGEST


def _of_same(notice: Notice, first: Notice, *, came_back: bool) -> Fate:
    if came_back:
        return Fate.CAME_BACK
    if notice.key.region != first.key.region:
        return Fate.ANOTHER_REGION
    return Fate.ANOTHER_RULE
