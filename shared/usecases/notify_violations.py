"""Tell what is due, and what becomes due while there is time."""

from collections import Counter
from datetime import datetime, timedelta

from shared.domain.alerts import groups_due, next_due
from shared.domain.delivery import LONGEST_BACKOFF, Delivered, Delivery, RetryLater, Unavailable
from shared.domain.outbox import Pause
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
    now, channel = desk.clock.now(), desk.channel.name()
    pause = desk.pacing.pause(channel) or Pause(now)
    if pause.until > now:
        if pause.unavailable:
            tally["channel_unavailable"] = 1
        return pause.until
    entries = desk.outbox.waiting(_horizon(until, now + window, pause))
    for group in groups_due(entries, now, pause.failures):
        if max(desk.channel.ready_at(), desk.clock.now()) >= until:
            return until
        delivery = tell_group(group, until, desk, tally)
        if _is_over(delivery, pause, desk):
            return desk.clock.now()
    return next_due(entries)


def _horizon(until: datetime, window_ends: datetime, pause: Pause) -> datetime:
    """Return how far to look: after failures also at what waits for a time of its own."""
    return max(until, window_ends + (LONGEST_BACKOFF if pause.failures else timedelta()))


def _is_over(delivery: Delivery | None, pause: Pause, desk: Desk) -> bool:
    """Whether what is next has to be found anew: the channel is left alone, or has recovered."""
    if pause.failures and isinstance(delivery, Delivered):
        desk.pacing.forget_failures(desk.channel.name())
        return True
    return isinstance(delivery, RetryLater | Unavailable)
