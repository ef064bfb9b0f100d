"""Accounts that are new: which of them can be compared now, before the run of all is due."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from shared.domain.sources import SUCCEEDED, Registered, Sources, Wanted

# A run keeps the accounts that it is limited to.
MOST_AT_ONCE = 100


def newcomers(
    registered: Iterable[Registered], wanted: Wanted, now: datetime, every: timedelta
) -> list[Registered]:
    """Return the places that spoke, and that no run has compared yet.

    What was first heard of before a run of all was due is not new: that run has looked at it.
    """
    return [
        known
        for known in registered
        if known.first_run is None
        and known.first_heard is not None
        and now - known.first_heard < every
        and known.place.region in wanted.regions
        and wanted.covers(known.place.account)
    ]


def ready(new: Sequence[Registered], sources: Sources) -> tuple[str, ...]:
    """Return the accounts of which the source has all that is new, as of after they first spoke.

    An account is told of in one summary, so none of its regions is compared before the others.
    """
    copied = {s.place: s.updated for s in sources.listed if s.status == SUCCEEDED}
    waiting = {of.place.account for of in new if not _is_later(copied.get(of.place), of)}
    return tuple(sorted({of.place.account for of in new} - waiting))[:MOST_AT_ONCE]


def _is_later(copied: datetime | None, known: Registered) -> bool:
    heard = known.first_heard
    return copied is not None and heard is not None and copied >= heard
