"""Which alerts are told together, and when. All of this is about one channel."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import batched

from shared.domain.alert import Alert, AlertKind
from shared.domain.catalogue import rule_info
from shared.domain.observations import PlaceKey
from shared.domain.onboarding import AccountSummary
from shared.domain.outbox import Entry, OutboxEntry, is_alert, is_of_recorder, is_summary
from shared.domain.recorder import RecorderNews, Recording
from shared.domain.rule_names import normalise
from shared.domain.severity import Severity

# What one message tells at most: claimed and recorded, at one message a second, so many change the
# index of what waits 1,000 times a second, which is what one partition takes.
LONGEST_MESSAGE = 500

# What a channel is told first, before it has had enough for a minute.
_RANKS = {Severity.CRITICAL: 0, Severity.HIGH: 1}
_SUMMARIES, _LAST = 2, 3

type AlertEntry = OutboxEntry[Alert]


@dataclass(frozen=True, slots=True)
class AlertGroup:
    """Alerts of one kind, account and rule (normalised): one message."""

    kind: AlertKind
    account: str
    rule: str
    entries: tuple[AlertEntry, ...]


@dataclass(frozen=True, slots=True)
class FirstResults:
    """The first results of an account or of a rule, where they are more than a few: one message.

    One of `account` and `rule_name` (normalised) is given: what is new. With `out_of_shadow` they
    are what is open when the shadow of rules is over.
    """

    account: str | None
    rule_name: str | None
    entries: tuple[AlertEntry, ...]
    out_of_shadow: bool = False


@dataclass(frozen=True, slots=True)
class Onboarding:
    """The summary of one account: one message."""

    entries: tuple[OutboxEntry[AccountSummary], ...]


@dataclass(frozen=True, slots=True)
class Recorders:
    """Recorders that have stopped, or that record again: one message."""

    recording: Recording
    entries: tuple[OutboxEntry[RecorderNews], ...]


@dataclass(frozen=True, slots=True)
class RollUp:
    """All that is held back when a channel has had enough for a minute: one message."""

    entries: tuple[AlertEntry, ...]


type Group = AlertGroup | FirstResults | Onboarding | Recorders


def groups_due(
    entries: Iterable[Entry], now: datetime, failures: int = 0, few: int | None = None
) -> list[Group]:
    """Return what is to be told now: critical and recorders, high, summaries, all else.

    Of a rank the oldest is first. A channel may have had enough for a minute before the last of
    them, which are told in a roll-up then.

    A group is told once its earliest entry is due; those that came within the window after it go
    along. Of one violation only the oldest entry takes part, so that its alerts keep their order.
    First results of one account or rule that are more than `few` (None: any number) are a group.

    `failures` is how many posts in a row the channel has not taken. Where these are more than an
    entry's own, its wait was the channel's doing and ends with it. Every second time another group
    is tried before the oldest: were that one never taken, nothing would ever go out.
    """
    free = [entry for entry in _first_ones(entries) if not entry.is_leased(now)]
    alerts = [e for e in free if is_alert(e) and _may_go(e, now, failures)]
    groups: list[Group] = [Onboarding((entry,)) for entry in free if is_summary(entry)]
    groups += _recorders([e for e in free if is_of_recorder(e) and _may_go(e, now, failures)])
    firsts, others = _all_first_results(alerts, few)
    groups += [*firsts, *_messages(others)]
    due = [group for group in groups if any(_is_due(e, now, failures) for e in group.entries)]
    return _rotated(sorted(due, key=_place), failures)


def next_due(entries: Iterable[Entry]) -> datetime | None:
    """Return when the next entry can be told, or None when nothing waits."""
    return min((entry.ready for entry in _first_ones(entries)), default=None)


def rolled_up(groups: Iterable[Group]) -> RollUp:
    """Return all that groups tell of violations, as one message."""
    return RollUp(
        tuple(
            entry
            for group in groups
            if not isinstance(group, Onboarding | Recorders)
            for entry in group.entries
        )
    )


def _first_ones(entries: Iterable[Entry]) -> list[Entry]:
    """Return the oldest entry of each violation and recorder, and all of what else there is."""
    oldest: dict[Hashable, AlertEntry] = {}
    recorders: dict[PlaceKey, OutboxEntry[RecorderNews]] = {}
    others: list[Entry] = []
    for entry in entries:
        if is_alert(entry):
            first = oldest.setdefault(entry.notice.of_same_life, entry)
            if entry.notice.place < first.notice.place:
                oldest[entry.notice.of_same_life] = entry
        elif is_of_recorder(entry):
            known = recorders.setdefault(entry.notice.place, entry)
            if entry.notice.since < known.notice.since:
                recorders[entry.notice.place] = entry
        else:
            others.append(entry)
    return [*oldest.values(), *recorders.values(), *others]


def _recorders(entries: list[OutboxEntry[RecorderNews]]) -> Iterator[Recorders]:
    """Put together what stopped and what records again, the oldest first."""
    for recording in (Recording.STOPPED, Recording.RECORDING):
        alike = [entry for entry in entries if entry.notice.recording is recording]
        in_order = sorted(alike, key=lambda entry: entry.notice.since)
        for part in batched(in_order, LONGEST_MESSAGE, strict=False):
            yield Recorders(recording, part)


def _all_first_results(
    entries: list[AlertEntry], few: int | None
) -> tuple[list[FirstResults], list[AlertEntry]]:
    """Return first results and what comes out of shadow, apart, and all other entries."""
    opened = [entry for entry in entries if entry.notice.kind is AlertKind.OPENED]
    first = [entry for entry in opened if entry.notice.first_result]
    shadowed = [entry for entry in opened if entry.notice.out_of_shadow]
    found = _first_results(first, few)
    found += [replace(group, out_of_shadow=True) for group in _first_results(shadowed, few)]
    told = {id(entry) for each in found for entry in each.entries}
    return found, [entry for entry in entries if id(entry) not in told]


def _first_results(first: list[AlertEntry], few: int | None) -> list[FirstResults]:
    """Return what explains most of them at a time, while that is more than a few."""
    found: list[FirstResults] = []
    while few is not None and len(first) > few:
        largest = max(_by_account_and_rule(first), key=lambda each: len(each.entries))
        if len(largest.entries) <= few:
            break
        found.append(largest)
        told = {id(entry) for entry in largest.entries}
        first = [entry for entry in first if id(entry) not in told]
    return found


def _by_account_and_rule(entries: Iterable[AlertEntry]) -> Iterator[FirstResults]:
    accounts: dict[str, list[AlertEntry]] = defaultdict(list)
    rules: dict[str, list[AlertEntry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda each: each.notice.since):
        accounts[entry.notice.key.account].append(entry)
        rules[entry.notice.violation.group].append(entry)
    for account, members in accounts.items():
        yield FirstResults(account, None, tuple(members))
    for members in rules.values():
        yield FirstResults(None, normalise(members[0].notice.key.rule_name), tuple(members))


def _messages(entries: Iterable[AlertEntry]) -> Iterator[AlertGroup]:
    """Put together what is told together, the oldest first."""
    groups: dict[tuple[AlertKind, str, str], list[AlertEntry]] = defaultdict(list)
    for entry in entries:
        key = entry.notice.key
        groups[entry.notice.kind, key.account, normalise(key.rule_name)].append(entry)
    for name, members in groups.items():
        in_order = sorted(members, key=lambda entry: entry.notice.since)
        for part in batched(in_order, LONGEST_MESSAGE, strict=False):
            yield AlertGroup(*name, part)


def _may_go(entry: Entry, now: datetime, failures: int) -> bool:
    """Whether it is due, or may go along: what was put off after a failure of its own may not."""
    return entry.attempts == 0 or _is_due(entry, now, failures)


def _is_due(entry: Entry, now: datetime, failures: int) -> bool:
    return entry.ready <= now or 0 < entry.attempts < failures


def _place(group: Group) -> tuple[int, datetime, bool]:
    """Return where a group stands: by rank, and the oldest first."""
    ends = isinstance(group, AlertGroup) and group.kind is AlertKind.RESOLVED
    return _rank(group), group.entries[0].notice.since, ends


def _rank(group: Group) -> int:
    if isinstance(group, Recorders):
        return _RANKS[Severity.CRITICAL]
    if not isinstance(group, AlertGroup):
        return _SUMMARIES
    if group.kind is AlertKind.OPENED:
        return _RANKS.get(rule_info(group.rule).severity, _LAST)
    return _LAST


def _rotated(groups: list[Group], failures: int) -> list[Group]:
    if failures % 2 == 0 or len(groups) < 2:  # noqa: PLR2004 - one alone has no other
        return groups
    first = 1 + failures // 2 % (len(groups) - 1)
    return groups[first:] + groups[:first]
