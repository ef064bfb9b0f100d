"""Tell a group of alerts in its thread: the first message, or an answer to it.

What happened is kept in the thread before it is told, so that whoever tells it again after a crash
counts nothing twice. That a message was taken is kept before where it is: a crash between the two
leaves a message without answers, and what follows becomes a first message anew. Nothing is lost.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import assert_never

from shared.domain import threads
from shared.domain.alert import Alert, AlertKind
from shared.domain.delivery import Change, Delivered, Gone, Message
from shared.domain.outbox import OutboxEntry
from shared.domain.thread_keys import ThreadKey, group_of
from shared.domain.threads import Thread
from shared.usecases.alert_desk import Desk, Tally
from shared.usecases.look_at_sightings import look_at_sightings
from shared.usecases.post_message import post_message
from shared.usecases.settle_endings import settle_endings
from shared.usecases.settle_reminders import settle_reminders
from shared.usecases.show_thread import take_thread

# How long what follows waits for the first message, which somebody else is posting at this moment.
WAIT_FOR_PARENT = timedelta(seconds=2)

type Alerts = Sequence[OutboxEntry[Alert]]


def tell_in_thread(
    kind: AlertKind, claimed: Alerts, until: datetime, desk: Desk, tally: Tally
) -> Change | None:
    """Tell claimed alerts of one kind, rule and account; return what became of it.

    Of alerts that belong to several threads those of one are told, the others are given back.

    Raises:
        StoreUnavailableError: something cannot be read or written; what was claimed and not
            recorded is told once its lease is over.

    """
    match kind:
        case AlertKind.OPENED:
            return _tell_opened(claimed, until, desk, tally)
        case AlertKind.REMINDER:
            return _tell_reminders(claimed, until, desk, tally)
        case AlertKind.RESOLVED:
            return _tell_endings(claimed, until, desk, tally)
        case never:
            assert_never(never)


def _tell_opened(claimed: Alerts, until: datetime, desk: Desk, tally: Tally) -> Change | None:
    alerts, now = look_at_sightings([entry.notice for entry in claimed], desk), desk.clock.now()
    thread = desk.threads.join(group_of(alerts[0]), alerts, now)
    if thread.parent is not None:
        message = desk.writer.more(thread, alerts)
        broadcast = thread.is_news(now)
        answer = _answer(thread, message, claimed, until, desk, tally, broadcast=broadcast)
        if not isinstance(answer, Gone):
            return answer
    return _begin(thread.key, None, claimed, until, desk, tally)


def _tell_reminders(claimed: Alerts, until: datetime, desk: Desk, tally: Tally) -> Change | None:
    wanted = settle_reminders(claimed, desk, tally)
    found = desk.threads.of_alerts([entry.notice for entry in wanted])
    thread, told = _of_one_thread(wanted, found, desk)
    if not told:
        return None
    message = desk.writer.reminders([entry.notice for entry in told])
    return _say(thread, message, told, until, desk, tally, broadcast=True)


def _tell_endings(claimed: Alerts, until: datetime, desk: Desk, tally: Tally) -> Change | None:
    settled = settle_endings(claimed, desk, tally)
    endings = {entry.notice: ending for entry, ending in settled}
    found = desk.threads.end(list(endings), desk.clock.now())
    thread, told = _of_one_thread([entry for entry, _ in settled], found, desk)
    if not told:
        return None
    message = desk.writer.endings([endings[entry.notice] for entry in told])
    return _say(thread, message, told, until, desk, tally)


def _say(
    thread: Thread | None,
    message: Message,
    told: Alerts,
    until: datetime,
    desk: Desk,
    tally: Tally,
    *,
    broadcast: bool = False,
) -> Change | None:
    """Say something in the thread; for all to see where there is none, or its beginning is gone."""
    if thread is None:
        return post_message(message, told, until, desk, tally)
    if thread.parent is not None:
        answer = _answer(thread, message, told, until, desk, tally, broadcast=broadcast)
        if not isinstance(answer, Gone):
            return answer
    return _begin(thread.key, message, told, until, desk, tally)


def _answer(
    thread: Thread,
    message: Message,
    told: Alerts,
    until: datetime,
    desk: Desk,
    tally: Tally,
    *,
    broadcast: bool,
) -> Change:
    parent = thread.parent
    answer = post_message(message, told, until, desk, tally, thread=parent, broadcast=broadcast)
    if isinstance(answer, Gone) and parent is not None:
        desk.threads.change(thread.key, lambda it: threads.orphaned(it, parent))
    if isinstance(answer, Delivered) and broadcast:
        desk.threads.change(thread.key, partial(threads.seen, now=desk.clock.now()))
    return answer


def _begin(
    key: ThreadKey,
    message: Message | None,
    told: Alerts,
    until: datetime,
    desk: Desk,
    tally: Tally,
) -> Change | None:
    """Post the first message of a thread: how it stands, or what there is to say of it now."""
    thread = take_thread(key, desk.for_threads)
    if thread is None:
        again = desk.clock.now() + WAIT_FOR_PARENT
        desk.outbox.put_off(told, again, failed=False)
        return None
    delivery = post_message(message or desk.writer.thread(thread), told, until, desk, tally)
    lease = thread.taken_until
    if isinstance(delivery, Delivered):
        parent, now = delivery.reference, desk.clock.now()
        desk.threads.change(key, lambda it: threads.posted(it, parent, thread.changes, now, lease))
    else:
        desk.threads.change(key, lambda it: threads.released(it, lease))
    return delivery


def _of_one_thread(
    claimed: Alerts, found: Mapping[Alert, Thread], desk: Desk
) -> tuple[Thread | None, Alerts]:
    """Return a thread (None: none) and what belongs to it; give back what belongs to others."""
    by_key: dict[ThreadKey | None, list[OutboxEntry[Alert]]] = defaultdict(list)
    for entry in claimed:
        thread = found.get(entry.notice)
        by_key[thread.key if thread else None].append(entry)
    if not by_key:
        return None, ()
    first, *others = by_key.values()
    desk.outbox.give_back([entry for entries in others for entry in entries])
    return found.get(first[0].notice), first
