"""Which silence of a place is longer than it ever was before, and by how much."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from shared.domain.observations import PlaceKey

# Nobody is missed for less; nights and weekends are quiet.
LEAST_SILENCE = timedelta(days=2)
# Who has been watched for less has no norm: all of the first results come in one day.
LEAST_KNOWN = timedelta(days=14)
# A norm is looked up when a silence is two days old, and may have to be later: digests fail too.
LEAST_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SilenceNorm:
    """A place that is silent since then, and for how long it may be."""

    place: PlaceKey
    since: datetime
    norm: timedelta

    def is_beyond(self, now: datetime) -> bool:
        """Whether it has been silent for longer than that."""
        return now - self.since > self.norm


def activity_kept(retention: timedelta) -> timedelta:
    """Return how long activity is kept where history is kept for that long."""
    return max(retention, LEAST_KEPT)


def norm_of(active: Sequence[datetime], since: datetime) -> timedelta | None:
    """Return for how long a place may be silent: twice as long as it ever was; None if unknown.

    `active` are times at which something happened there, `since` when it was heard at last.
    """
    heard = sorted({*(moment for moment in active if moment < since), since})
    if heard[-1] - heard[0] < LEAST_KNOWN:
        return None
    longest = max(later - earlier for earlier, later in pairwise(heard))
    return max(2 * longest, LEAST_SILENCE)
