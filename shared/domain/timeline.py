"""What became of a resource: the spans in which each rule's result stayed the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from shared.domain.filters import Window
from shared.domain.fold import end_of, key_of
from shared.domain.graves import DELETED, PLACE_GONE, RULE_DELETED, reason_of
from shared.domain.history import HistoryItem
from shared.domain.observations import (
    Grave,
    PlaceKey,
    ResourceKey,
    RuleKey,
    Scope,
    StateKey,
    Version,
)
from shared.domain.pages import Position
from shared.domain.state import Record


class EndedBy(StrEnum):
    """What ended a span."""

    RESULT = "result"  # another result of the rule
    RESOURCE = "resource"  # the resource is gone
    RULE = "rule"  # the rule is gone
    PLACE = "place"  # the account or region is no longer watched
    STATE = "state"  # AWS Config no longer has the result


@dataclass(frozen=True, slots=True)
class Span:
    """A result of a rule from its beginning to its end; `until` is None while it lasts.

    `gap` says that the event with which it began names another result before it than was heard:
    something between was lost, so that the span before it may have ended earlier.
    """

    key: StateKey
    version: Version
    status: str
    previous_status: str | None
    annotation: str | None = None
    until: datetime | None = None
    ended_by: EndedBy | None = None
    ended_because: str | None = None
    gap: bool = False

    @property
    def place(self) -> Position:
        """Where it stands in the order of spans: by version, then by the state that it is of."""
        key = self.key
        names = key.account, key.region, key.rule_name, key.resource_type, key.resource_id
        return self.version.text, sha256(repr(names).encode()).hexdigest()[:16]

    @property
    def began(self) -> datetime:
        """When it began."""
        return self.version.recorded

    def lasted(self, now: datetime) -> timedelta:
        """How long it lasted, or has lasted until now; never negative."""
        return max((self.until or now) - self.began, timedelta())

    def overlaps(self, window: Window) -> bool:
        """Whether any of it lies in a window."""
        if window.end is not None and self.began >= window.end:
            return False
        return window.start is None or self.until is None or self.until > window.start


@dataclass(frozen=True, slots=True)
class Past:
    """All that is known of some states: history, present records, and what they ended with."""

    history: Sequence[HistoryItem]
    records: Sequence[Record] = ()
    ends: Mapping[Grave, Version] = field(default_factory=dict[Grave, Version])

    @property
    def keys(self) -> list[StateKey]:
        """The states, each once."""
        heard = (key_of(item) for item in self.history if item.status is not None)
        return list(dict.fromkeys((*heard, *(record.key for record in self.records))))


@dataclass(frozen=True, slots=True)
class _Heard:
    """A result, or an end (`status` is None)."""

    version: Version
    status: str | None = None
    old_status: str | None = None
    annotation: str | None = None
    ended_by: EndedBy = EndedBy.RESULT

    def changes(self, before: Span) -> bool:
        """Whether a span ends with it."""
        return before.status != self.status or self.old_status not in {None, self.status}


def spans_of(past: Past) -> list[Span]:
    """Return every span, in no order; the order in which things were heard does not matter."""
    ends = _ends(past)
    results: defaultdict[StateKey, dict[Version, _Heard]] = defaultdict(dict)
    for record in past.records:
        results[record.key][record.began] = _of_record(record)
    for item in past.history:
        if item.status is not None:
            results[key_of(item)][item.version] = _Heard(
                item.version, item.status, item.previous_status, item.annotation
            )
    return [
        span
        for key, of_key in results.items()
        for span in _spans(key, _in_order(key, of_key, ends))
    ]


def newest_first(spans: Iterable[Span]) -> list[Span]:
    """Return spans in the order in which they are told."""
    return sorted(spans, key=lambda span: span.place, reverse=True)


def _ends(past: Past) -> Mapping[Scope, list[_Heard]]:
    ends: defaultdict[Scope, list[_Heard]] = defaultdict(list)
    for item in past.history:
        if item.closes is not None:
            scope, reason = end_of(item, item.closes)
            ends[scope].append(_end(item.version, scope, reason))
    for grave, version in past.ends.items():
        ends[grave].append(_end(version, grave, reason_of(grave)))
    return ends


def _end(version: Version, scope: Scope, reason: str) -> _Heard:
    by = {ResourceKey: EndedBy.RESOURCE, RuleKey: EndedBy.RULE, PlaceKey: EndedBy.PLACE}
    return _Heard(version, annotation=reason, ended_by=by.get(type(scope), EndedBy.STATE))


def _of_record(record: Record) -> _Heard:
    if record.status is not None:
        return _Heard(record.began, record.status, record.previous_status, record.annotation)
    by = {
        DELETED: EndedBy.RESOURCE,
        RULE_DELETED: EndedBy.RULE,
        PLACE_GONE: EndedBy.PLACE,
    }
    reason = record.closed_because or ""
    return _Heard(record.began, annotation=reason, ended_by=by.get(reason, EndedBy.STATE))


def _in_order(
    key: StateKey, results: Mapping[Version, _Heard], ends: Mapping[Scope, list[_Heard]]
) -> list[_Heard]:
    of_scopes = (end for scope in (key, *key.graves) for end in ends.get(scope, ()))
    return sorted((*of_scopes, *results.values()), key=lambda heard: heard.version)


def _spans(key: StateKey, heard: Iterable[_Heard]) -> Iterator[Span]:
    now: Span | None = None
    for one in heard:
        if now is not None and one.status is not None and not one.changes(now):
            now = replace(now, annotation=one.annotation)
            continue
        if now is not None:
            yield _ended(now, one)
        now = _began(key, one, one.status, now) if one.status is not None else None
    if now is not None:
        yield now


def _ended(span: Span, by: _Heard) -> Span:
    because = by.annotation if by.status is None else None
    return replace(span, until=by.version.recorded, ended_by=by.ended_by, ended_because=because)


def _began(key: StateKey, heard: _Heard, status: str, before: Span | None) -> Span:
    was = before.status if before else None
    told = heard.old_status if heard.old_status != status else None
    return Span(
        key,
        heard.version,
        status,
        previous_status=told or was,
        annotation=heard.annotation,
        gap=None not in (told, was) and told != was,
    )
