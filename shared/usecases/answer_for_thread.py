"""Keep and say who has taken notice of a thread, or has taken it over."""

from datetime import datetime

from shared.domain import threads
from shared.domain.delivery import SHORT_PAUSE, Message, RetryLater
from shared.domain.thread_keys import ThreadKey
from shared.domain.threads import Person, Thread
from shared.ports.errors import StoreUnavailableError
from shared.usecases.show_thread import show_thread
from shared.usecases.take_turn import leave_alone, take_turn
from shared.usecases.thread_desk import ThreadDesk


def acknowledge_thread(
    key: ThreadKey, who: Person, until: datetime, desk: ThreadDesk
) -> Thread | None:
    """Keep that somebody has taken notice, say so in the thread, and show it.

    Return the thread as it is then: its `acknowledged` is somebody else where they were first. None
    where there is no such thread.

    Raises:
        StoreUnavailableError: it may not be kept, or is not said; again does no harm.

    """
    thread = desk.threads.change(key, lambda it: threads.acknowledged(it, who))
    if thread is not None and thread.acknowledged == who:
        _say(thread, desk.writer.acknowledged(thread), until, desk)
    return thread


def assign_thread(key: ThreadKey, who: Person, until: datetime, desk: ThreadDesk) -> Thread | None:
    """Keep that somebody has taken it over, from whomever, say so in the thread, and show it.

    Return the thread as it is then, None where there is no such thread.

    Raises:
        StoreUnavailableError: it may not be kept, or is not said; again does no harm.

    """
    thread = desk.threads.change(key, lambda it: threads.assigned(it, who))
    if thread is not None and thread.assigned == who:
        _say(thread, desk.writer.assigned(thread), until, desk)
    return thread


def _say(thread: Thread, message: Message, until: datetime, desk: ThreadDesk) -> None:
    """Show who it is, and say it in the thread, once Slack takes it.

    Raises:
        StoreUnavailableError: Slack does not take it before `until`.

    """
    show_thread(thread.key, until, desk)
    if thread.parent is None:
        return
    while take_turn(until, desk):
        said = desk.channel.post(message, thread.parent)
        if not isinstance(said, RetryLater):
            return
        again = leave_alone(said.after or SHORT_PAUSE, desk)
        now = desk.clock.now()
        desk.clock.sleep(min(again, max(until, now)) - now)
    raise StoreUnavailableError("Slack did not take an answer in time")
