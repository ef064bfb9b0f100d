"""Tell what is due, and what becomes due while there is time."""

from collections import Counter
from datetime import datetime, timedelta

from shared.domain.alerts import groups_due, next_due
from shared.domain.delivery import RetryLater, Unavailable
from shared.usecases.alert_desk import Desk, Tally
from shared.usecases.tell_group import tell_group

# An index of DynamoDB lags behind its table, usually by less than a second.
INDEX_LAG = timedelta(seconds=2)
# Between two looks: not so short that it is all that is done, not so long that a notice is late.
SHORTEST_NAP = timedelta(milliseconds=200)
LONGEST_NAP = timedelta(seconds=2)


def notify_violations(until: datetime, window: timedelta, desk: Desk) -> Tally:
    """Tell until nothing is due before `until`; return how many notices had which outcome.

    Raises:
        StoreUnavailableError: the outbox cannot be read or written; nothing is lost.

    """
    tally: Tally = Counter()
    last_seen = desk.clock.now()
    while True:
        wake = _tell_due(until, window, desk, tally)
        now = desk.clock.now()
        if wake is not None:
            last_seen = now
        elif now - last_seen < INDEX_LAG:
            wake = now
        if wake is None or max(wake, now) >= until:
            return tally
        desk.clock.sleep(min(max(wake - now, SHORTEST_NAP), LONGEST_NAP))


def _tell_due(until: datetime, window: timedelta, desk: Desk, tally: Tally) -> datetime | None:
    """Tell what is due and return when to look again, None when nothing waits."""
    now = desk.clock.now()
    pause = desk.outbox.pause()
    if pause and pause.until > now and pause.channel == desk.channel.name():
        return pause.until
    entries = desk.outbox.waiting(max(now + window, until))
    for group in groups_due(entries, now):
        if not _has_turn(until, desk):
            return until
        if isinstance(tell_group(group, desk, tally), RetryLater | Unavailable):
            break
    return next_due(entries)


def _has_turn(until: datetime, desk: Desk) -> bool:
    """Wait until the channel is ready; return whether that is in time."""
    ready = desk.channel.ready_at()
    if max(ready, desk.clock.now()) >= until:
        return False
    desk.clock.sleep(max(ready - desk.clock.now(), timedelta()))
    return True
