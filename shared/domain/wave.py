"""First results that come one after another: of an account, a region or a rule that is new."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

# In windows. One that goes on is told of so often: nobody waits for longer.
LONGEST_WAIT = 3
# In windows. A rule is new where it is for no longer, whatever goes on.
LONGEST_NEW = 6


@dataclass(frozen=True, slots=True)
class Wave:
    """A time in which first results come, none of them a window after the one before.

    It `opened` with one of a rule that had been known there since `new_since`; the `last` so far
    was judged then.
    """

    new_since: datetime
    opened: datetime
    last: datetime

    def wait(self, window: timedelta) -> datetime:
        """Return until when its last ones wait at the latest, which is the same for many."""
        step = LONGEST_WAIT * window
        return self.opened + step * ((self.last - self.opened) // step + 1)

    def over_at(self, window: timedelta) -> datetime:
        """Return when it is over, if nothing more comes: all that waits need not wait for more."""
        return self.last + window


def joined(
    wave: Wave | None, since: datetime, known_since: datetime, window: timedelta, now: datetime
) -> Wave | None:
    """Return the wave that a first result belongs to, with it; None: there is nothing new about it.

    `since` is when it came by its own time, `known_since` when its rule was first heard of there.
    What is told late, because it came late or nobody was there to judge it, is judged as of then.
    """
    if known_since + LONGEST_NEW * window <= now:
        return None
    came = max(min(since, now), known_since)
    is_new = came < known_since + window
    goes_on = wave is not None and came <= wave.over_at(window)
    if wave is not None and goes_on and (is_new or known_since + window >= wave.new_since):
        return replace(wave, last=max(wave.last, now))
    return Wave(new_since=known_since, opened=now, last=now) if is_new else None
