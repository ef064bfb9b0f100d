"""Have first messages show how their threads stand, a few at a time: new alerts go first."""

from datetime import datetime, timedelta

from shared.domain.delivery import Delivered, RetryLater, Unavailable
from shared.usecases.alert_desk import Office, Tally
from shared.usecases.show_thread import show_thread

# Between two looks at what has to be told, so that it waits for few edits at one a second.
MOST_EDITS = 3
# How long an edit waits for its turn: a channel that is paused is not waited for.
PATIENCE = timedelta(seconds=2)


def show_threads(until: datetime, office: Office, tally: Tally) -> datetime | None:
    """Edit some of what is due, beginning before `until`; return when to look again, or None.

    Raises:
        StoreUnavailableError: threads cannot be read or written; they stay due.

    """
    if not any(desk.channel.threads for desk in office.desks.values()):
        return None
    edited = 0
    stale = office.threads.stale(office.clock.now())
    for thread in stale:
        if edited == MOST_EDITS:
            break
        desk = office.desk_of(thread.key.channel).for_threads
        soon = min(until, office.clock.now() + PATIENCE)
        change = show_thread(thread.key, soon, desk)
        if isinstance(change, RetryLater | Unavailable):
            break
        edited += isinstance(change, Delivered)
    tally["messages_edited"] += edited
    return office.clock.now() if 0 < edited < len(stale) else None
