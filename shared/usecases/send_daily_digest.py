"""Make the digest of a day, keep how things stand, and send it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from shared.domain.delivery import (
    Delivered,
    Message,
    Refused,
    RetryLater,
    Unavailable,
    wait_after,
)
from shared.domain.digest import Digest, Standing, digest_of
from shared.domain.filters import Filters
from shared.domain.period import Period
from shared.domain.reconciled import reconciled_of
from shared.domain.silence import Watched
from shared.domain.snapshots import Snapshot
from shared.domain.summary import summary_of
from shared.ports.asking import ComplianceQueries
from shared.ports.channel import AlertChannel, Clock
from shared.ports.reporting import DigestStore, DigestWriter, ReconcileReports

# Slack gets a moment to recover; after that the schedule tries again.
ATTEMPTS = 5
LONGEST_WAIT = timedelta(seconds=30)
# From the day after the day on, the present is no longer how things stood at its end.
_YESTERDAY = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Expectations:
    """What should speak, how often all of it is reconciled, and how long changes are kept."""

    watched: Watched
    reconciled_every: timedelta
    retention: timedelta


class DigestNotSentError(Exception):
    """The digest was made and not delivered; the message says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestDesk:
    """What the digest needs of the world."""

    queries: ComplianceQueries
    store: DigestStore
    reports: ReconcileReports
    writer: DigestWriter
    channel: AlertChannel
    clock: Clock


def send_daily_digest(period: Period, expected: Expectations, desk: DigestDesk) -> Digest:
    """Send the digest of a day.

    Raises:
        StoreUnavailableError: the numbers cannot be read or the snapshot not be written.
        DigestNotSentError: the channel did not take it.

    """
    now = desk.clock.now()
    kept = period.start > now - expected.retention
    activity = desk.queries.activity(Filters(), period.window) if kept else None
    standing = _standing(period, now, desk)
    digest = digest_of(
        period,
        standing,
        activity,
        heard=desk.store.heard(),
        watched=expected.watched,
        reconciled=reconciled_of(desk.reports.last(), expected.reconciled_every, now),
    )
    _send(desk.writer.digest(digest), desk)
    return digest


def _standing(period: Period, now: datetime, desk: DigestDesk) -> Standing:
    kept = desk.store.snapshot(period.day)
    before = [desk.store.snapshot(period.day - timedelta(days=days)) for days in (1, 7)]
    if period.days_ago(now) > _YESTERDAY:
        return Standing(kept or _present(now, desk), kept is not None, *before)
    present = _present(now, desk)
    if kept is None or kept.taken_at < period.end:
        desk.store.keep_snapshot(period.day, present)
    return Standing(present, True, *before)  # noqa: FBT003 - the present is of that day


def _present(now: datetime, desk: DigestDesk) -> Snapshot:
    summary = summary_of(desk.queries.rollups(Filters()), now, None)
    return Snapshot(now, summary.by_account, summary.by_rule, summary.by_resource_type)


def _send(message: Message, desk: DigestDesk) -> None:
    reason = "no answer"
    for attempt in range(ATTEMPTS):
        delivery = desk.channel.post(message)
        if isinstance(delivery, Delivered):
            return
        reason = delivery.reason
        again = _again(message, delivery, attempt, desk.clock)
        if again is None:
            break
        message = again
    raise DigestNotSentError(f"Slack did not take the digest: {reason}")


def _again(
    message: Message, failure: RetryLater | Refused | Unavailable, attempt: int, clock: Clock
) -> Message | None:
    """Return what to post next, after waiting where that is asked for; None to give up."""
    match failure:
        case RetryLater():
            clock.sleep(min(wait_after(failure, attempt), LONGEST_WAIT))
            return message
        case Refused():
            return message.as_plain_text() if message.blocks else None
        case Unavailable():
            return None
        case never:
            assert_never(never)
