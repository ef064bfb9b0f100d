"""Which notices are told together, and when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from shared.domain.notices import NoticeKind
from shared.domain.observations import StateKey
from shared.domain.outbox import OutboxEntry


@dataclass(frozen=True, slots=True)
class AlertGroup:
    """Notices of one kind, account and rule: one message."""

    kind: NoticeKind
    account: str
    rule_name: str
    entries: tuple[OutboxEntry, ...]


def groups_due(entries: Iterable[OutboxEntry], now: datetime) -> list[AlertGroup]:
    """Return what is to be told now: openings before endings, the longest due first.

    A group is told once its earliest entry is due; those that came within the window after it go
    along. Of one violation only the oldest entry takes part, so that its notices keep their order.
    """
    groups: dict[tuple[NoticeKind, str, str], list[OutboxEntry]] = defaultdict(list)
    for entry in _oldest_of_each_violation(entries):
        if _may_go(entry, now):
            key = entry.notice.key
            groups[entry.notice.kind, key.account, key.rule_name].append(entry)
    due = [
        AlertGroup(*name, tuple(sorted(members, key=_by_time)))
        for name, members in groups.items()
        if min(map(_due, members)) <= now
    ]
    return sorted(due, key=lambda group: (group.kind.value, _due(group.entries[0])))


def next_due(entries: Iterable[OutboxEntry]) -> datetime | None:
    """Return when the next entry can be due for telling, or None when nothing waits."""
    return min(map(_due, _oldest_of_each_violation(entries)), default=None)


def _oldest_of_each_violation(entries: Iterable[OutboxEntry]) -> Iterable[OutboxEntry]:
    oldest: dict[StateKey, OutboxEntry] = {}
    for entry in entries:
        first = oldest.setdefault(entry.notice.key, entry)
        if entry.notice.version < first.notice.version:
            oldest[entry.notice.key] = entry
    return oldest.values()


def _may_go(entry: OutboxEntry, now: datetime) -> bool:
    """Whether it is due, or may go along: neither being told nor put off after a failure."""
    return _due(entry) <= now or (entry.attempts == 0 and not entry.is_leased(now))


def _due(entry: OutboxEntry) -> datetime:
    if entry.due is None:
        raise AssertionError("an entry that waits is due at some time")
    return entry.due


def _by_time(entry: OutboxEntry) -> tuple[datetime, datetime]:
    return _due(entry), entry.notice.since
