"""Find out what there is to say of violations that ended, and settle what there is not."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import assert_never

from shared.domain.endings import Ending, NothingToSay, NotYet, settle
from shared.domain.outbox import OutboxEntry
from shared.usecases.alert_desk import Desk, Tally

# How long an ending waits for its beginning, which somebody else is telling at this moment.
WAIT_FOR_OPENING = timedelta(seconds=2)


def settle_endings(
    claimed: Sequence[OutboxEntry], desk: Desk, tally: Tally
) -> list[tuple[OutboxEntry, Ending]]:
    """Return the endings that there is something to say of; drop or put off the others."""
    now = desk.clock.now()
    known = desk.outbox.of_violations([entry.notice.key for entry in claimed])
    endings: list[tuple[OutboxEntry, Ending]] = []
    dropped: dict[str, list[OutboxEntry]] = defaultdict(list)
    for entry in claimed:
        match settle(entry.notice, known[entry.notice.key]):
            case Ending() as ending:
                endings.append((entry, ending))
            case NotYet(opening=opening):
                soon = now + WAIT_FOR_OPENING
                until = soon if opening.is_leased(now) else max(soon, opening.due or now)
                desk.outbox.put_off([entry], until, failed=False)
            case NothingToSay(reason=reason):
                dropped[reason].append(entry)
            case never:
                assert_never(never)
    for reason, entries in dropped.items():
        desk.outbox.drop(entries, now, reason)
        tally["notices_dropped"] += len(entries)
    return endings
