"""Tell one channel what is due, at its pace, and no more in a minute than people read."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from shared.domain.alerts import Group, RollUp, groups_due, next_due, rolled_up
from shared.domain.delivery import Change, Delivered, RetryLater, Unavailable
from shared.domain.outbox import Entry, Pause
from shared.usecases.alert_desk import Desk, Tally
from shared.usecases.tell_group import tell_group


def tell_channel(
    entries: Sequence[Entry], until: datetime, desk: Desk, pause: Pause, tally: Tally
) -> datetime | None:
    """Tell what is due and return when to look again, None when nothing waits.

    Raises:
        StoreUnavailableError: the outbox cannot be read or written; nothing is lost.

    """
    now = desk.clock.now()
    if pause.until > now:
        if pause.unavailable:
            tally["channel_unavailable"] = 1
        return pause.until if entries else None
    groups = groups_due(entries, now, pause.failures, desk.policy.few_first_results)
    for number in range(len(groups)):
        again = _tell(groups[number:], until, desk, pause, tally)
        if again is not None:
            return again
    return next_due(entries)


def _tell(
    groups: Sequence[Group], until: datetime, desk: Desk, pause: Pause, tally: Tally
) -> datetime | None:
    """Tell the first group; return when to look again if that is all for now."""
    if max(desk.channel.ready_at(), desk.clock.now()) >= until:
        return until
    told = _allowed(groups, desk)
    if told is None:
        return _next_minute(desk.clock.now())
    delivery = tell_group(told, until, desk, tally)
    if _is_over(delivery, pause, desk):
        return desk.clock.now()
    return _next_minute(desk.clock.now()) if isinstance(told, RollUp) else None


def _allowed(groups: Sequence[Group], desk: Desk) -> Group | RollUp | None:
    """Return what may be told now: the first group, all that is held back together, or nothing.

    Messages of a minute are numbered, whoever posts them: one after the last is the roll-up.
    """
    most = desk.policy.messages_per_minute
    ticket = desk.pacing.ticket(desk.channel.name(), desk.clock.now())
    if ticket <= most:
        return groups[0]
    if ticket > most + 1:
        return None
    held = rolled_up(groups)
    return held if len(groups) > 1 and held.entries else groups[0]


def _next_minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0) + timedelta(minutes=1)


def _is_over(delivery: Change | None, pause: Pause, desk: Desk) -> bool:
    """Whether what is next has to be found anew: the channel is left alone, or has recovered."""
    if pause.failures and isinstance(delivery, Delivered):
        desk.pacing.forget_failures(desk.channel.name())
        return True
    return isinstance(delivery, RetryLater | Unavailable)
