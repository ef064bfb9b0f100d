"""Have the first message of a thread show how the thread stands.

One edits it at a time, so that no edit arrives after a later one. What cannot be shown now stays
due: whoever tells violations next shows it.
"""

from datetime import datetime, timedelta
from typing import assert_never

from shared.domain import threads
from shared.domain.delivery import (
    Change,
    Delivered,
    Gone,
    Message,
    Reference,
    Refused,
    RetryLater,
    Unavailable,
)
from shared.domain.thread_keys import ThreadKey
from shared.domain.threads import Thread
from shared.usecases.take_turn import take_turn
from shared.usecases.thread_desk import ThreadDesk

# An edit is answered or given up in 10 s; a crash in it delays the next one by this.
LEASE = timedelta(seconds=30)
# What could not be shown is shown later: it says nothing that an answer has not said.
AGAIN_AFTER = timedelta(seconds=30)


def show_thread(key: ThreadKey, until: datetime, desk: ThreadDesk) -> Change | None:
    """Edit the first message, beginning before `until`; return what became of it.

    None: there was nothing to show, no turn, or somebody else is editing it.

    Raises:
        StoreUnavailableError: the thread cannot be read or written; it stays due.

    """
    thread = desk.threads.get(key)
    if thread is None or not thread.is_stale or not take_turn(until, desk):
        return None
    thread = take_thread(key, desk)
    if thread is None:
        return None
    if thread.parent is None:  # deleted in the meantime
        lease = thread.taken_until
        desk.threads.change(key, lambda it: threads.released(it, lease))
        return None
    change = _edit(thread.parent, desk.writer.thread(thread), desk)
    _keep(change, thread, thread.parent, desk)
    return change


def take_thread(key: ThreadKey, desk: ThreadDesk) -> Thread | None:
    """Return the thread, whose first message nobody else posts or edits now; None: somebody does.

    It has to be given back by what becomes of the message.
    """
    now, mine = desk.clock.now(), False

    def take(thread: Thread) -> Thread:
        nonlocal mine
        mine = not thread.is_taken(now)
        return threads.taken(thread, now + LEASE, now)

    thread = desk.threads.change(key, take)
    return thread if mine else None


def _edit(parent: Reference, message: Message, desk: ThreadDesk) -> Change:
    change = desk.channel.update(parent, message)
    simpler = message.when_refused() if isinstance(change, Refused) else None
    return _edit(parent, simpler, desk) if simpler else change


def _keep(change: Change, thread: Thread, parent: Reference, desk: ThreadDesk) -> None:
    now, lease = desk.clock.now(), thread.taken_until
    match change:
        case Delivered() | Refused():  # what is refused will always be: the answers have to do
            desk.threads.change(
                thread.key, lambda it: threads.shown(it, thread.changes, now, lease)
            )
        case Gone():
            desk.threads.change(thread.key, lambda it: threads.orphaned(it, parent))
        case RetryLater(after=after):
            again = now + (after or AGAIN_AFTER)
            desk.threads.change(thread.key, lambda it: threads.put_off(it, again, lease))
        case Unavailable():
            again = now + AGAIN_AFTER
            desk.threads.change(thread.key, lambda it: threads.put_off(it, again, lease))
        case never:
            assert_never(never)
