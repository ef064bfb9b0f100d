"""Which silence of a place is longer than it ever was before, and by how much."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

# Nobody is missed for less; nights and weekends are quiet.
LEAST_SILENCE = timedelta(days=2)
# Who has been watched for less has no norm: all of the first results come in one day.
LEAST_KNOWN = timedelta(days=14)


def norm_of(active: Sequence[datetime], since: datetime) -> timedelta | None:
    """Return for how long a place may be silent: twice as long as it ever was; None if unknown.

    `active` are times at which something happened there, `since` when it was heard at last.
    """
    heard = sorted({*(moment for moment in active if moment < since), since})
    if heard[-1] - heard[0] < LEAST_KNOWN:
        return None
    longest = max(later - earlier for earlier, later in pairwise(heard))
    return max(2 * longest, LEAST_SILENCE)
