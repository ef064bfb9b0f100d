"""Find which resources changed most, by reading what happened."""

from contextlib import suppress

from shared.domain.audience import Audience
from shared.domain.changing import ChangedResource, Changes, Changing, Interval
from shared.domain.filters import Filters
from shared.domain.observations import ResourceKey
from shared.domain.period import Period
from shared.ports.errors import StoreUnavailableError, TooMuchToReadError
from shared.usecases.digest_desk import DigestDesk

# What is read in some seconds: of a time with more changes only the newest are counted by resource.
MOST_CHANGES = 100_000
# Resources that a report names; a message names the first of them.
MOST_NAMED = 20


def changes_in(period: Period, desk: DigestDesk) -> Changes | None:
    """Return how often each resource changed, of a period or its newest part.

    It is None where that was too often, or cannot be read: a digest without it is better than none.
    """
    with suppress(StoreUnavailableError):
        expected = desk.totals.activity(period.window).activity.total_events
        whole = Interval(period.start, min(period.end, desk.clock.now()))
        return _newest(whole, expected, desk)
    return None


def _newest(whole: Interval, expected: int, desk: DigestDesk) -> Changes | None:
    part = whole.newest(MOST_CHANGES / expected) if expected > MOST_CHANGES else whole
    while part:
        try:
            return Changes(desk.changed.changes(part.window), part)
        except TooMuchToReadError:  # they were not spread evenly
            part = part.newest(0.5)
    return None


def changing_of(audience: Audience, found: Changes | None, desk: DigestDesk) -> Changing | None:
    """Return the resources of an audience that changed most, with how many results each has.

    Raises:
        StoreUnavailableError: it cannot be read.

    """
    if found is None:
        return None
    named = found.most(audience, MOST_NAMED)
    rows = (ChangedResource(key, _results(key, desk), changes) for key, changes in named)
    return Changing(tuple(rows), found.total(audience), found.counted)


def _results(key: ResourceKey, desk: DigestDesk) -> int:
    of = Filters(
        account=key.account,
        region=key.region,
        resource_type=key.resource_type,
        resource_id=key.resource_id,
    )
    return len(desk.compliance.states_of_resource(of))
