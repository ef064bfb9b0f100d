"""Accounts that are new: which of them can be compared now, before the run of all is due."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from shared.domain.observations import PlaceKey
from shared.domain.places import Compare, Task
from shared.domain.sources import SUCCEEDED, Registered, Sources, Wanted

# A run keeps the accounts that it is limited to.
MOST_AT_ONCE = 100
# The agents of an account come region after region. Those that come within this time, since the
# first of them spoke, are told of together; nobody waits longer for what may never come.
TOGETHER = timedelta(minutes=30)


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


def waits(every: timedelta) -> timedelta:
    """Return how long an account that is new may wait for its regions: less than a run of all."""
    return min(TOGETHER, every / 2)


def ready(
    new: Sequence[Registered],
    registered: Iterable[Registered],
    sources: Sources,
    regions: Sequence[str],
    heard_until: datetime,
) -> tuple[str, ...]:
    """Return the accounts of which something new can be compared and nothing is waited for.

    All regions are waited for, and for copies of what is new in them; but not by an account that
    was first heard from at `heard_until`, or before.
    """
    copied = _copied(sources)
    can = {known.place.account for known in new if _has_all(copied, known)}
    incomplete = {known.place.account for known in new if not _has_all(copied, known)}
    known, first_heard = _heard(registered)
    late = {account for account, first in first_heard.items() if first <= heard_until}
    complete = {a for a in can - incomplete if all(PlaceKey(a, r) in known for r in regions)}
    return tuple(sorted(can & (complete | late)))[:MOST_AT_ONCE]


def enrolments(found: Iterable[Task], sources: Sources, run: str) -> list[Task]:
    """Leave out what a run that enrols does not compare.

    That is what another run has compared already, and what the source has no copy of from after it
    first spoke: the account did not wait for it, and it is new until there is one.
    """
    copied = _copied(sources)
    return [
        task
        for task in found
        if not isinstance(task, Compare)
        or task.registered.first_run == run
        or (task.registered.first_run is None and _has_all(copied, task.registered))
    ]


def watch_began(registered: Iterable[Registered]) -> str | None:
    """Return the run that first compared anything of an account, whose places these are.

    A summary of the account is named by it, whichever run makes it: so there is one.
    """
    compared = [
        (known.first_reconciled, known.place.region, known.first_run)
        for known in registered
        if known.first_reconciled is not None and known.first_run is not None
    ]
    return min(compared)[-1] if compared else None


def _copied(sources: Sources) -> dict[PlaceKey, datetime]:
    return {
        source.place: source.updated
        for source in sources.listed
        if source.status == SUCCEEDED and source.updated is not None
    }


def _has_all(copied: Mapping[PlaceKey, datetime], known: Registered) -> bool:
    """Whether there is a copy, and one from after the place first spoke, if it did."""
    copy = copied.get(known.place)
    return copy is not None and (known.first_heard is None or copy >= known.first_heard)


def _heard(registered: Iterable[Registered]) -> tuple[set[PlaceKey], dict[str, datetime]]:
    """Return the places that spoke or were compared, and when each account first spoke."""
    known: set[PlaceKey] = set()
    first: dict[str, datetime] = {}
    for of in registered:
        if of.first_heard is not None or of.first_run is not None:
            known.add(of.place)
        if of.first_heard is not None:
            account = of.place.account
            first[account] = min(of.first_heard, first.get(account, of.first_heard))
    return known, first
