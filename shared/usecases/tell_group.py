"""Tell one group of notices: claim it, post it, record what became of it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import assert_never

from shared.domain.alerts import AlertGroup
from shared.domain.delivery import (
    Delivered,
    Delivery,
    Message,
    Refused,
    RetryLater,
    Unavailable,
    wait_after,
)
from shared.domain.notices import NoticeKind
from shared.domain.outbox import OutboxEntry, Pause
from shared.usecases.alert_desk import Desk, Tally
from shared.usecases.settle_endings import settle_endings

# Longer than a post can take; after a crash the group waits this long before it is told again.
LEASE = timedelta(seconds=30)
# How long a channel that takes nothing is left alone.
UNAVAILABLE_FOR = timedelta(minutes=5)
# How long the other groups wait after a failure that may be of this group alone.
SHARED_WAIT = timedelta(seconds=4)


def tell_group(group: AlertGroup, desk: Desk, tally: Tally) -> Delivery | None:
    """Tell what can be claimed of the group; return what became of it, None if there was nothing.

    Raises:
        StoreUnavailableError: the outbox cannot be read or written; what was claimed and not
            recorded is told once its lease is over.

    """
    now = desk.clock.now()
    claimed = desk.outbox.claim(group.entries, now, now + LEASE)
    match group.kind:
        case NoticeKind.OPENED:
            return _tell_openings(claimed, desk, tally)
        case NoticeKind.RESOLVED:
            return _tell_endings(claimed, desk, tally)
        case never:
            assert_never(never)


def _tell_openings(claimed: Sequence[OutboxEntry], desk: Desk, tally: Tally) -> Delivery | None:
    if not claimed:
        return None
    message = desk.writer.violations([entry.notice for entry in claimed])
    return _post(message, claimed, desk, tally)


def _tell_endings(claimed: Sequence[OutboxEntry], desk: Desk, tally: Tally) -> Delivery | None:
    endings = settle_endings(claimed, desk, tally)
    if not endings:
        return None
    message = desk.writer.endings([ending for _, ending in endings])
    delivery = _post(message, [entry for entry, _ in endings], desk, tally)
    if isinstance(delivery, Delivered):
        done = [notice for _, ending in endings for notice in (ending.opening, ending.notice)]
        desk.outbox.let_expire(done, desk.clock.now())
    return delivery


def _post(message: Message, entries: Sequence[OutboxEntry], desk: Desk, tally: Tally) -> Delivery:
    delivery = desk.channel.post(message)
    if isinstance(delivery, Refused):
        tally["messages_refused"] += 1
        delivery = desk.channel.post(message.as_plain_text())
    _record(delivery, entries, desk, tally)
    return delivery


def _record(delivery: Delivery, entries: Sequence[OutboxEntry], desk: Desk, tally: Tally) -> None:
    now = desk.clock.now()
    match delivery:
        case Delivered():
            desk.outbox.record_told(entries, now)
            tally["notices_told"] += len(entries)
            tally["messages_posted"] += 1
        case Refused(reason=reason):
            desk.outbox.record_failed(entries, now, reason)
            tally["notices_failed"] += len(entries)
        case RetryLater() as failure:
            wait = wait_after(failure, max(entry.attempts for entry in entries))
            desk.outbox.put_off(entries, now + wait, failed=True)
            shared = wait if failure.after is not None else min(wait, SHARED_WAIT)
            desk.outbox.keep_pause(Pause(now + shared, desk.channel.name()))
            tally["notices_retried"] += len(entries)
        case Unavailable():
            desk.outbox.put_off(entries, now, failed=False)
            desk.outbox.keep_pause(Pause(now + UNAVAILABLE_FOR, desk.channel.name()))
            tally["channel_unavailable"] += 1
        case never:
            assert_never(never)
