"""Find out what there is to say of violations that ended, and settle what there is not."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import assert_never

from shared.domain.alert import Alert
from shared.domain.endings import Ending, NothingToSay, NotYet, settle
from shared.domain.outbox import Fate, OutboxEntry
from shared.usecases.alert_desk import Desk, Tally

# How long an ending waits for its beginning, which somebody else is telling at this moment.
WAIT_FOR_OPENING = timedelta(seconds=2)
# How often it looks whether a beginning that Slack refused was told after all, and for how long:
# as long as that is among the dead letters.
WAIT_FOR_REDRIVE = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=14)


def settle_endings(
    claimed: Sequence[OutboxEntry[Alert]], desk: Desk, tally: Tally
) -> list[tuple[OutboxEntry[Alert], Ending]]:
    """Return the endings that there is something to say of; drop or put off the others."""
    now = desk.clock.now()
    known = desk.outbox.of_violations([entry.notice.violation for entry in claimed])
    endings: list[tuple[OutboxEntry[Alert], Ending]] = []
    dropped: dict[str, list[OutboxEntry[Alert]]] = defaultdict(list)
    for entry in claimed:
        match _settled(entry.notice, known[entry.notice.violation], now):
            case Ending() as ending:
                endings.append((entry, ending))
            case datetime() as again:
                desk.outbox.put_off([entry], again, failed=False)
            case NothingToSay(reason=reason):
                dropped[reason].append(entry)
            case never:
                assert_never(never)
    for reason, entries in dropped.items():
        _drop(entries, reason, desk)
        tally["notices_dropped"] += len(entries)
    return endings


def _drop(entries: Sequence[OutboxEntry[Alert]], reason: str, desk: Desk) -> None:
    now = desk.clock.now()
    if desk.channel.threads:  # told or not, they are over
        desk.threads.end([entry.notice for entry in entries], now)
    desk.outbox.drop(entries, now, reason)


def _settled(
    ended: Alert, told: Sequence[OutboxEntry[Alert]], now: datetime
) -> Ending | NothingToSay | datetime:
    """Return what there is to say, or when to look again because the beginning was not told yet."""
    settled = settle(ended, told)
    if not isinstance(settled, NotYet):
        return settled
    opening = settled.opening
    if opening.fate is not Fate.FAILED:
        soon = now + WAIT_FOR_OPENING
        return soon if opening.is_leased(now) else max(soon, opening.due or now)
    if now > ended.since + GIVE_UP_AFTER:
        return NothingToSay("its beginning could not be told")
    return now + WAIT_FOR_REDRIVE
