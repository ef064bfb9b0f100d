"""Which notices are told together, and when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import batched

from shared.domain.notices import Notice, NoticeKind
from shared.domain.observations import StateKey
from shared.domain.onboarding import AccountSummary
from shared.domain.outbox import Entry, OutboxEntry, is_summary, is_violation

# What one message tells at most: claimed and recorded, at one message a second, so many change the
# index of what waits 1,000 times a second, which is what one partition takes.
LONGEST_MESSAGE = 500


@dataclass(frozen=True, slots=True)
class AlertGroup:
    """Notices of one kind, account and rule: one message."""

    kind: NoticeKind
    account: str
    rule_name: str
    entries: tuple[OutboxEntry[Notice], ...]


@dataclass(frozen=True, slots=True)
class Onboarding:
    """The summary of one account: one message."""

    entries: tuple[OutboxEntry[AccountSummary], ...]


type Group = AlertGroup | Onboarding


def groups_due(entries: Iterable[Entry], now: datetime, failures: int = 0) -> list[Group]:
    """Return what is to be told now: what happened longest ago first.

    A group is told once its earliest entry is due; those that came within the window after it go
    along. Of one violation only the oldest entry takes part, so that its notices keep their order.

    `failures` is how many posts in a row the channel has not taken. Where these are more than an
    entry's own, its wait was the channel's doing and ends with it. Every second time another group
    is tried before the oldest: were that one never taken, nothing would ever go out.
    """
    free = [entry for entry in _first_ones(entries) if not entry.is_leased(now)]
    violations = [e for e in free if is_violation(e) and _may_go(e, now, failures)]
    groups: list[Group] = [Onboarding((entry,)) for entry in free if is_summary(entry)]
    groups += _messages(violations)
    due = [group for group in groups if any(_is_due(e, now, failures) for e in group.entries)]
    return _rotated(sorted(due, key=_age), failures)


def next_due(entries: Iterable[Entry]) -> datetime | None:
    """Return when the next entry can be told, or None when nothing waits."""
    return min((entry.ready for entry in _first_ones(entries)), default=None)


def _first_ones(entries: Iterable[Entry]) -> list[Entry]:
    """Return the oldest entry of each violation, and all that are about something else."""
    oldest: dict[StateKey, OutboxEntry[Notice]] = {}
    others: list[Entry] = []
    for entry in entries:
        if not is_violation(entry):
            others.append(entry)
            continue
        first = oldest.setdefault(entry.notice.key, entry)
        if entry.notice.version < first.notice.version:
            oldest[entry.notice.key] = entry
    return [*oldest.values(), *others]


def _messages(entries: Iterable[OutboxEntry[Notice]]) -> Iterator[AlertGroup]:
    """Put together what is told together, the oldest first."""
    groups: dict[tuple[NoticeKind, str, str], list[OutboxEntry[Notice]]] = defaultdict(list)
    for entry in entries:
        key = entry.notice.key
        groups[entry.notice.kind, key.account, key.rule_name].append(entry)
    for name, members in groups.items():
        in_order = sorted(members, key=lambda entry: entry.notice.since)
        for part in batched(in_order, LONGEST_MESSAGE, strict=False):
            yield AlertGroup(*name, part)


def _may_go(entry: Entry, now: datetime, failures: int) -> bool:
    """Whether it is due, or may go along: what was put off after a failure of its own may not."""
    return entry.attempts == 0 or _is_due(entry, now, failures)


def _is_due(entry: Entry, now: datetime, failures: int) -> bool:
    return entry.ready <= now or 0 < entry.attempts < failures


def _age(group: Group) -> tuple[datetime, bool]:
    ends = isinstance(group, AlertGroup) and group.kind is NoticeKind.RESOLVED
    return group.entries[0].notice.since, ends


def _rotated(groups: list[Group], failures: int) -> list[Group]:
    if failures % 2 == 0 or len(groups) < 2:  # noqa: PLR2004 - one alone has no other
        return groups
    first = 1 + failures // 2 % (len(groups) - 1)
    return groups[first:] + groups[:first]
