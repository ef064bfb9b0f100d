"""Look up which organisational units the registered accounts are in."""

from datetime import datetime

from shared.ports.channel import Clock
from shared.ports.routing import AccountUnits, Organisation
from shared.usecases.reconcile_desk import while_there_is_time


def look_up_units(
    kept: AccountUnits, organisation: Organisation, until: datetime, clock: Clock
) -> int | None:
    """Keep where accounts are, once a day or where one is new; return how many have changed.

    None: it is not due. What was kept before stays until it is known better.

    Raises:
        OutOfTimeError: there was not enough time; what was written stays, the next one goes on.
        SourceUnavailableError: AWS Organizations did not answer; the next invocation asks again.
        SourceRefusedError: it may not be asked.
        StoreUnavailableError: something was not read or written.

    """
    known, now = kept.known(), clock.now()
    if not known.is_due(now):
        return None
    tree = dict(while_there_is_time(organisation.accounts(), until, clock))
    changes = known.changes(tree)
    for account, units in while_there_is_time(sorted(changes.items()), until, clock):
        kept.keep(account, units)
    kept.mark_looked_up(now)
    return len(changes)
