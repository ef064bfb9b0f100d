"""What state an alarm is in, by the values of its last periods."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from local.emulator.alarms.definitions import Alarm, Compared, Missing

ALARM, OK, INSUFFICIENT_DATA = "ALARM", "OK", "INSUFFICIENT_DATA"

_COMPARISONS: Mapping[Compared, Callable[[float, float], bool]] = {
    Compared.ABOVE: operator.gt,
    Compared.NOT_BELOW: operator.ge,
    Compared.BELOW: operator.lt,
    Compared.NOT_ABOVE: operator.le,
}
_STANDS_FOR = {Missing.BREACHING: True, Missing.NOT_BREACHING: False}


@dataclass(frozen=True)
class Verdict:
    """The state that an alarm has to be in, and why."""

    state: str
    reason: str


def judged(alarm: Alarm, values: Sequence[float | None]) -> Verdict | None:
    """Judge by the values of the last periods, newest first, None where there is no data.

    None means that the alarm stays as it is, as one does that ignores what is missing.
    """
    breaches = [_breaches(alarm, value) for value in values]
    bad, good = breaches.count(True), breaches.count(False)
    state = _state(alarm, bad, good)
    if state is None:
        return None
    return Verdict(
        state,
        f"{bad} of the last {alarm.spans} periods count as breaching: {alarm.compared}"
        f" {alarm.threshold:g}, the newest value was {values[0]}",
    )


def _state(alarm: Alarm, bad: int, good: int) -> str | None:
    if bad >= alarm.times:
        return ALARM
    if good > alarm.spans - alarm.times:
        return OK
    # It depends on what is missing, which counts as neither.
    if alarm.missing is Missing.IGNORE:
        return None
    return ALARM if bad else INSUFFICIENT_DATA if not good else OK


def _breaches(alarm: Alarm, value: float | None) -> bool | None:
    if value is None:
        return _STANDS_FOR.get(alarm.missing)
    return _COMPARISONS[alarm.compared](value, alarm.threshold)
