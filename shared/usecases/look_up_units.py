"""Look up which organisational units the registered accounts are in."""

from datetime import datetime

from shared.ports.channel import Clock
from shared.ports.routing import AccountUnits, Organisation


def look_up_units(
    kept: AccountUnits, organisation: Organisation, until: datetime, clock: Clock
) -> int | None:
    """Keep where accounts are, once a day or where one is new; return how many have changed.

    None: it is not due, or there was not enough time, and the next invocation goes on. What was
    kept before stays until it is known better.

    Raises:
        SourceUnavailableError: AWS Organizations did not answer; the next invocation asks again.
        SourceRefusedError: it may not be asked.
        StoreUnavailableError: something was not read or written.

    """
    known, now = kept.known(), clock.now()
    if not known.is_due(now):
        return None
    tree = {}
    for account, units in organisation.accounts():
        if clock.now() >= until:
            return None
        tree[account] = units
    changes = known.changes(tree)
    for account, units in sorted(changes.items()):
        if clock.now() >= until:
            return None
        kept.keep(account, units)
    kept.mark_looked_up(now)
    return len(changes)
