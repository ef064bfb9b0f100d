"""Post a message that tells claimed entries, and keep what became of it.

Between the channel's answer and `record_told` nothing is done: a crash there tells twice.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import assert_never

from shared.domain.delivery import (
    Change,
    Delivered,
    Gone,
    Message,
    Reference,
    Refused,
    RetryLater,
    Unavailable,
    waits_after,
)
from shared.domain.outbox import Entry, Pause
from shared.domain.tickets import Ticket
from shared.usecases.alert_desk import Desk, Tally
from shared.usecases.take_turn import take_turn

# How long a channel that takes nothing until it is mended is left alone.
UNAVAILABLE_FOR = timedelta(minutes=5)
NO_TURN = RetryLater("it is somebody else's turn")
ENOUGH = RetryLater("the channel has had its messages of this minute")


def post_message(
    message: Message,
    entries: Sequence[Entry],
    until: datetime,
    desk: Desk,
    tally: Tally,
    *,
    thread: Reference | None = None,
    broadcast: bool = False,
    ticket: Ticket = Ticket.MESSAGE,
) -> Change:
    """Post, beginning before `until`, and return what became of it; refused, it is made simpler.

    An answer to a `thread` may be shown in the channel too (`broadcast`). Where there is no such
    thread any more, nothing is kept: the entries are still claimed. Where the channel has had
    enough for the minute, by its tickets, they are given back.

    Raises:
        StoreUnavailableError: what became of it is not kept; it is told once the lease is over,
            and for the second time if the channel had taken it.

    """
    if not take_turn(until, desk):
        desk.outbox.give_back(entries)
        return NO_TURN
    channel, now = desk.channel.name(), desk.clock.now()
    most = desk.policy.messages_per_minute if ticket is Ticket.MESSAGE else 1
    if not desk.pacing.take_ticket(channel, ticket, now, most):
        desk.outbox.give_back(entries)
        return ENOUGH
    delivery = _post(message, desk, thread, broadcast=broadcast)
    if not isinstance(delivery, Delivered):
        desk.pacing.return_ticket(channel, ticket, now)
    simpler = message.when_refused() if isinstance(delivery, Refused) else None
    if simpler:
        tally["messages_refused"] += 1
        return post_message(
            simpler,
            entries,
            until,
            desk,
            tally,
            thread=thread,
            broadcast=broadcast,
            ticket=ticket,
        )
    _keep(delivery, message, entries, desk, tally)
    return delivery


def _post(message: Message, desk: Desk, thread: Reference | None, *, broadcast: bool) -> Change:
    if thread is None:
        return desk.channel.post(message)
    return desk.channel.post(message, thread, broadcast=broadcast)


def _keep(
    delivery: Change, message: Message, entries: Sequence[Entry], desk: Desk, tally: Tally
) -> None:
    now = desk.clock.now()
    match delivery:
        case Delivered():
            desk.outbox.record_told(entries, now, delivery.reference)
            desk.told(entries, now)
            tally["notices_told"] += len(entries)
            tally["messages_posted"] += 1
        case Gone():
            return
        case Refused(reason=reason):
            desk.dead_letters.keep(entries, message.text, reason, now)
            desk.outbox.record_failed(entries, now, reason)
            tally["notices_failed"] += len(entries)
        case RetryLater() as failure:
            _wait(failure, entries, desk)
            tally["notices_retried"] += len(entries)
        case Unavailable():
            desk.outbox.give_back(entries)
            pause = Pause(now + UNAVAILABLE_FOR, unavailable=True)
            desk.pacing.keep_pause(desk.channel.name(), pause)
        case never:
            assert_never(never)


def _wait(failure: RetryLater, entries: Sequence[Entry], desk: Desk) -> None:
    now, channel = desk.clock.now(), desk.channel.name()
    pause = desk.pacing.pause(channel)
    failures = pause.failures if pause else 0
    waits = waits_after(failure, max(entry.attempts for entry in entries), failures)
    if waits.own is None:
        desk.outbox.give_back(entries)
    else:
        desk.outbox.put_off(entries, now + waits.own, failed=True)
    counted = failures + (failure.after is None)
    desk.pacing.keep_pause(channel, Pause(now + waits.pause, counted))
