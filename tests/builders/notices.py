"""Notices and entries of the outbox with one word for what matters in a test."""

from datetime import datetime, timedelta

from shared.domain.notices import Notice, NoticeKind
from shared.domain.observations import StateKey, Version
from shared.domain.outbox import Fate, OutboxEntry
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


def entry(
    notice: Notice,
    due: datetime | None,
    *,
    fate: Fate = Fate.WAITING,
    attempts: int = 0,
    leased_until: datetime | None = None,
) -> OutboxEntry:
    return OutboxEntry(notice, fate, due, attempts, leased_until)
