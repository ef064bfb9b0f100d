"""Tell one channel what is due, at its pace, and no more in a minute than people read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.alerts import Group, RollUp, groups_due, next_due, rolled_up
from shared.domain.delivery import Change, Delivered, RetryLater, Unavailable
from shared.domain.outbox import Entry, Pause
from shared.domain.tickets import Ticket
from shared.usecases.alert_desk import Desk, Tally
from shared.usecases.tell_group import tell_group


@dataclass(frozen=True, slots=True)
class Again:
    """When to look again, None where nothing waits; `is_held`: something is due and not taken."""

    at: datetime | None
    is_held: bool = False


def tell_channel(
    entries: Sequence[Entry], until: datetime, desk: Desk, pause: Pause, tally: Tally
) -> Again:
    """Tell what is due and return when to look again.

    Raises:
        StoreUnavailableError: the outbox cannot be read or written; nothing is lost.

    """
    now = desk.clock.now()
    if pause.until > now:
        if pause.unavailable:
            tally["channel_unavailable"] = 1
        return Again(pause.until, is_held=True) if entries else Again(None)
    groups = groups_due(entries, now, pause.failures, desk.policy.few_first_results)
    for number in range(len(groups)):
        again = _tell(groups[number:], until, desk, pause, tally)
        if again is not None:
            return Again(again, is_held=True)
    told = {id(entry) for group in groups for entry in group.entries}
    return Again(next_due(entry for entry in entries if id(entry) not in told))


def _tell(
    groups: Sequence[Group], until: datetime, desk: Desk, pause: Pause, tally: Tally
) -> datetime | None:
    """Tell the first group; return when to look again if that is all for now."""
    if max(desk.channel.ready_at(), desk.clock.now()) >= until:
        return until
    told = _allowed(groups, desk)
    if told is None:
        return _next_minute(desk.clock.now())
    if isinstance(told, RollUp):
        return _tell_rolled_up(told, until, desk, pause, tally)
    delivery = tell_group(told, until, desk, tally)
    return desk.clock.now() if _is_over(delivery, pause, desk) else None


def _allowed(groups: Sequence[Group], desk: Desk) -> Group | RollUp | None:
    """Return what may be told now: the first group, all that is held back together, or nothing."""
    taken = desk.pacing.tickets(desk.channel.name(), desk.clock.now())
    if taken[Ticket.MESSAGE] < desk.policy.messages_per_minute:
        return groups[0]
    held = rolled_up(groups)
    return held if held.entries and not taken[Ticket.ROLL_UP] else None


def _tell_rolled_up(
    held: RollUp, until: datetime, desk: Desk, pause: Pause, tally: Tally
) -> datetime:
    """Tell what is held back, within the minute of which it is too much."""
    next_minute = _next_minute(desk.clock.now())
    if desk.channel.ready_at() >= next_minute:
        return next_minute
    delivery = tell_group(held, min(until, next_minute), desk, tally)
    told = isinstance(delivery, Delivered) and not _is_over(delivery, pause, desk)
    return next_minute if told else desk.clock.now()


def _next_minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0) + timedelta(minutes=1)


def _is_over(delivery: Change | None, pause: Pause, desk: Desk) -> bool:
    """Whether what is next has to be found anew: the channel is left alone, or has recovered."""
    if pause.failures and isinstance(delivery, Delivered):
        desk.pacing.forget_failures(desk.channel.name())
        return True
    return isinstance(delivery, RetryLater | Unavailable)
