"""Keep and say who has taken notice of a thread, or has taken it over."""

from datetime import datetime

from shared.domain import threads
from shared.domain.delivery import Message
from shared.domain.thread_keys import ThreadKey
from shared.domain.threads import Person, Thread
from shared.usecases.show_thread import show_thread
from shared.usecases.take_turn import take_turn
from shared.usecases.thread_desk import ThreadDesk


def acknowledge_thread(
    key: ThreadKey, who: Person, until: datetime, desk: ThreadDesk
) -> Thread | None:
    """Keep that somebody has taken notice, say so in the thread, and show it.

    Return the thread as it is then: its `acknowledged` is somebody else where they were first. None
    where there is no such thread.

    Raises:
        StoreUnavailableError: it may not be kept, or not be said; again does no harm.

    """
    thread = desk.threads.change(key, lambda it: threads.acknowledged(it, who))
    if thread is not None and thread.acknowledged == who:
        _say(thread, desk.writer.acknowledged(thread), until, desk)
    return thread


def assign_thread(key: ThreadKey, who: Person, until: datetime, desk: ThreadDesk) -> Thread | None:
    """Keep that somebody has taken it over, from whomever, say so in the thread, and show it.

    Return the thread as it is then, None where there is no such thread.

    Raises:
        StoreUnavailableError: it may not be kept, or not be said; again does no harm.

    """
    thread = desk.threads.change(key, lambda it: threads.assigned(it, who))
    if thread is not None and thread.assigned == who:
        _say(thread, desk.writer.assigned(thread), until, desk)
    return thread


def _say(thread: Thread, message: Message, until: datetime, desk: ThreadDesk) -> None:
    """Show who it is, and say it in the thread; that the answer is lost is no reason to fail."""
    show_thread(thread.key, until, desk)
    if thread.parent is not None and take_turn(until, desk):
        desk.channel.post(message, thread.parent)
