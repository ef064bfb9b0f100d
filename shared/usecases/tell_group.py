"""Tell one group of alerts: claim it, hold back what is muted, post it, keep what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from shared.domain.alert import Alert, AlertKind
from shared.domain.alerts import AlertGroup, FirstResults, Group, Onboarding, Recorders, RollUp
from shared.domain.delivery import Change
from shared.domain.onboarding import AccountSummary
from shared.domain.outbox import OutboxEntry
from shared.domain.recorder import RecorderNews
from shared.domain.tickets import Ticket
from shared.usecases.alert_desk import Desk, Tally
from shared.usecases.hold_back_muted import hold_back_muted
from shared.usecases.look_at_sightings import look_at_sightings
from shared.usecases.post_message import post_message
from shared.usecases.settle_endings import settle_endings
from shared.usecases.settle_reminders import settle_reminders
from shared.usecases.tell_in_thread import tell_in_thread

# After a crash the group waits this long before it is told again.
LEASE = timedelta(seconds=30)
# What claiming and recording one more takes, where thousands are told together.
LEASE_FOR_EACH = timedelta(milliseconds=5)
# A post is answered or given up in 10 s; what is left of the lease is for keeping the outcome.
LAST_POST = timedelta(seconds=15)


def tell_group(group: Group | RollUp, until: datetime, desk: Desk, tally: Tally) -> Change | None:
    """Tell what can be claimed of the group; return what became of it, None if there was nothing.

    No post begins at `until` or later, nor when the lease is nearly over: by then somebody else
    could be telling the same.

    Raises:
        StoreUnavailableError: the outbox cannot be read or written; what was claimed and not
            recorded is told once its lease is over.

    """
    now = desk.clock.now()
    lease = now + LEASE + LEASE_FOR_EACH * len(group.entries)
    until = min(until, lease - LAST_POST)
    if isinstance(group, Onboarding):
        summaries = desk.outbox.claim(group.entries, now, lease)
        return _tell_onboarding(summaries, until, desk, tally)
    if isinstance(group, Recorders):
        news = desk.outbox.claim(group.entries, now, lease)
        return _tell_recorders(news, until, desk, tally)
    claimed = hold_back_muted(desk.outbox.claim(group.entries, now, lease), desk, tally)
    if not claimed:
        return None
    return _tell_claimed(group, claimed, until, desk, tally)


def _tell_claimed(
    group: AlertGroup | FirstResults | RollUp,
    claimed: Sequence[OutboxEntry[Alert]],
    until: datetime,
    desk: Desk,
    tally: Tally,
) -> Change | None:
    match group:
        case RollUp():
            return _tell_rolled_up(claimed, until, desk, tally)
        case FirstResults():
            message = desk.writer.first_results(replace(group, entries=tuple(claimed)))
            return post_message(message, claimed, until, desk, tally)
        case AlertGroup(kind=kind) if desk.channel.threads:
            return tell_in_thread(kind, claimed, until, desk, tally)
        case AlertGroup(kind=kind):
            return _tell_alerts(kind, claimed, until, desk, tally)
        case never:
            assert_never(never)


def _tell_alerts(
    kind: AlertKind,
    claimed: Sequence[OutboxEntry[Alert]],
    until: datetime,
    desk: Desk,
    tally: Tally,
) -> Change | None:
    match kind:
        case AlertKind.OPENED:
            alerts = [entry.notice for entry in claimed]
            message = desk.writer.violations(look_at_sightings(alerts, desk))
            return post_message(message, claimed, until, desk, tally)
        case AlertKind.REMINDER:
            return _tell_reminders(claimed, until, desk, tally)
        case AlertKind.RESOLVED:
            return _tell_endings(claimed, until, desk, tally)
        case never:
            assert_never(never)


def _tell_rolled_up(
    claimed: Sequence[OutboxEntry[Alert]], until: datetime, desk: Desk, tally: Tally
) -> Change | None:
    """Tell together what there is to say; that violations are over is kept in their threads."""
    of_kind = {kind: [e for e in claimed if e.notice.kind is kind] for kind in AlertKind}
    reminders = settle_reminders(of_kind[AlertKind.REMINDER], desk, tally)
    endings = settle_endings(of_kind[AlertKind.RESOLVED], desk, tally)
    if desk.channel.threads:
        desk.threads.end([ending.notice for _, ending in endings], desk.clock.now())
    told = (*of_kind[AlertKind.OPENED], *reminders, *(entry for entry, _ in endings))
    if not told:
        return None
    message = desk.writer.rolled_up(RollUp(told))
    return post_message(message, told, until, desk, tally, ticket=Ticket.ROLL_UP)


def _tell_onboarding(
    claimed: Sequence[OutboxEntry[AccountSummary]], until: datetime, desk: Desk, tally: Tally
) -> Change | None:
    if not claimed:
        return None
    message = desk.writer.onboarded(claimed[0].notice)
    return post_message(message, claimed, until, desk, tally)


def _tell_recorders(
    claimed: Sequence[OutboxEntry[RecorderNews]], until: datetime, desk: Desk, tally: Tally
) -> Change | None:
    if not claimed:
        return None
    message = desk.writer.recorders([entry.notice for entry in claimed])
    return post_message(message, claimed, until, desk, tally)


def _tell_reminders(
    claimed: Sequence[OutboxEntry[Alert]], until: datetime, desk: Desk, tally: Tally
) -> Change | None:
    told = settle_reminders(claimed, desk, tally)
    if not told:
        return None
    message = desk.writer.reminders([entry.notice for entry in told])
    return post_message(message, told, until, desk, tally)


def _tell_endings(
    claimed: Sequence[OutboxEntry[Alert]], until: datetime, desk: Desk, tally: Tally
) -> Change | None:
    endings = settle_endings(claimed, desk, tally)
    if not endings:
        return None
    message = desk.writer.endings([ending for _, ending in endings])
    return post_message(message, [entry for entry, _ in endings], until, desk, tally)
