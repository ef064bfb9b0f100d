"""Tell one group of alerts: claim it, post it, record what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from shared.domain.alert import Alert, AlertKind
from shared.domain.alerts import AlertGroup, FirstResults, Group, Onboarding, RollUp
from shared.domain.delivery import Change, Delivered, Message
from shared.domain.onboarding import AccountSummary
from shared.domain.outbox import OutboxEntry
from shared.ports.alerting import AlertWriter
from shared.usecases.alert_desk import Desk, Tally
from shared.usecases.post_message import post_message
from shared.usecases.settle_endings import settle_endings
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
    claimed = desk.outbox.claim(group.entries, now, lease)
    if not claimed:
        return None
    if desk.channel.threads and isinstance(group, AlertGroup):
        return tell_in_thread(group.kind, claimed, until, desk, tally)
    if desk.channel.threads and isinstance(group, RollUp):
        _end_in_threads(claimed, desk)
    if isinstance(group, AlertGroup) and group.kind is AlertKind.RESOLVED:
        return _tell_endings(claimed, until, desk, tally)
    message = _message(replace(group, entries=tuple(claimed)), desk.writer)
    return post_message(message, claimed, until, desk, tally)


def _end_in_threads(claimed: Sequence[OutboxEntry[Alert]], desk: Desk) -> None:
    """Keep in their threads that violations are over, which are told in another place."""
    over = [entry.notice for entry in claimed if entry.notice.kind is AlertKind.RESOLVED]
    desk.threads.end(over, desk.clock.now())


def _message(group: AlertGroup | FirstResults | RollUp, writer: AlertWriter) -> Message:
    match group:
        case FirstResults():
            return writer.first_results(group)
        case RollUp():
            return writer.rolled_up(group)
        case AlertGroup(kind=AlertKind.REMINDER):
            return writer.reminders([entry.notice for entry in group.entries])
        case AlertGroup():
            return writer.violations([entry.notice for entry in group.entries])
        case never:
            assert_never(never)


def _tell_onboarding(
    claimed: Sequence[OutboxEntry[AccountSummary]], until: datetime, desk: Desk, tally: Tally
) -> Change | None:
    if not claimed:
        return None
    summary = claimed[0].notice
    delivery = post_message(desk.writer.onboarded(summary), claimed, until, desk, tally)
    if isinstance(delivery, Delivered):
        desk.outbox.let_expire([summary], desk.clock.now())
    return delivery


def _tell_endings(
    claimed: Sequence[OutboxEntry[Alert]], until: datetime, desk: Desk, tally: Tally
) -> Change | None:
    endings = settle_endings(claimed, desk, tally)
    if not endings:
        return None
    message = desk.writer.endings([ending for _, ending in endings])
    delivery = post_message(message, [entry for entry, _ in endings], until, desk, tally)
    if isinstance(delivery, Delivered):
        done = [notice for _, ending in endings for notice in (ending.opening, ending.notice)]
        desk.outbox.let_expire(done, desk.clock.now())
    return delivery
