"""Notices and entries of the outbox with one word for what matters in a test."""

from datetime import datetime, timedelta

from shared.domain.notices import Notice, NoticeKind
from shared.domain.observations import StateKey, Version
from shared.domain.onboarding import AccountSummary
from shared.domain.outbox import Fate, News, OutboxEntry
from tests.builders.observations import C, N, at, key

WINDOW = timedelta(seconds=10)


def opened(
    minutes: float = 0, resource: str = "bucket-1", *, of: StateKey | None = None, why: str = ""
) -> Notice:
    version = Version(at(minutes), at(minutes), f"event-{minutes}")
    return Notice(NoticeKind.OPENED, of or key(resource), version, N, version.recorded, why or None)


def ended(
    minutes: float = 185,
    resource: str = "bucket-1",
    *,
    status: str = C,
    of: StateKey | None = None,
    why: str = "",
) -> Notice:
    version = Version(at(minutes), at(minutes), f"event-{minutes}")
    return Notice(
        NoticeKind.RESOLVED, of or key(resource), version, status, version.recorded, why or None
    )


def summary(
    account: str = "222222222222", minutes: float = 0, run: str = "run-1"
) -> AccountSummary:
    return AccountSummary(
        account=account,
        run=run,
        regions=("eu-central-1", "eu-west-1"),
        results=10,
        compliant=6,
        non_compliant=3,
        rules=(("restricted-ssh", 2), ("encrypted-volumes", 1)),
        at=at(minutes),
    )


def entry[T: News](
    notice: T,
    due: datetime | None,
    *,
    fate: Fate = Fate.WAITING,
    attempts: int = 0,
    leased_until: datetime | None = None,
) -> OutboxEntry[T]:
    return OutboxEntry(notice, fate, due, attempts, leased_until)
