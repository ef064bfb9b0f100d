"""The state of one rule on one resource, as a function of all that was heard of it.

A record is a fold over the observations in the order of their versions, kept in a form to which
any observation can be added at any time: late, repeated or first. It holds the run of observations
that share the present status, which is as long as the refreshes since the last change (nearly
always none), and the version that bounds the run from below.
"""

from bisect import bisect
from dataclasses import dataclass, replace
from datetime import datetime

from shared.domain.observations import Evaluation, StateKey, Version

# Refreshes kept between the first and the last of a run; only a result that arrives later than
# this many newer refreshes could be placed wrongly.
LONGEST_TRAIL = 50


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a state; `status` is None once it is closed.

    `began` is the observation with which the present status began. `exact` says that this
    observation named itself a change, so that nothing older can matter. Where it is not exact,
    `bound` is the newest observation known from before. `trail` holds the later observations of the
    same status, oldest first.
    """

    key: StateKey
    status: str | None
    began: Version
    exact: bool
    previous_status: str | None = None
    annotation: str | None = None
    trail: tuple[Version, ...] = ()
    bound: Version | None = None
    closed_because: str | None = None

    @property
    def version(self) -> Version:
        """The newest observation."""
        return self.trail[-1] if self.trail else self.began

    @property
    def since(self) -> datetime:
        """When the present status began, as far as is known."""
        return self.began.recorded

    @property
    def last_evaluated(self) -> datetime:
        """When the newest result was recorded."""
        return self.version.recorded


@dataclass(frozen=True, slots=True)
class Closing:
    """The resource (or rule, or account) of a state is gone."""

    key: StateKey
    version: Version
    reason: str


@dataclass(frozen=True, slots=True)
class _Entry:
    version: Version
    status: str | None = None
    change: bool = False
    old_status: str | None = None
    annotation: str | None = None
    reason: str | None = None


def insert(record: Record | None, heard: Evaluation | Closing) -> Record:
    """Return the record with one more observation in its place; repeating one changes nothing."""
    entry = _entry(heard)
    if record is None:
        return _begin(heard.key, entry, bound=None, previous=None)
    if entry.version > record.version:
        return _append(record, entry)
    if entry.version in (record.began, record.bound) or entry.version in record.trail:
        return record
    if entry.version > record.began:
        return _insert_within(record, entry)
    return _insert_below(record, entry)


def _entry(heard: Evaluation | Closing) -> _Entry:
    if isinstance(heard, Closing):
        return _Entry(heard.version, change=True, reason=heard.reason)
    return _Entry(
        heard.version,
        status=heard.status,
        change=heard.is_change,
        old_status=heard.old_status,
        annotation=heard.annotation,
    )


def _begin(key: StateKey, entry: _Entry, bound: Version | None, previous: str | None) -> Record:
    return Record(
        key=key,
        status=entry.status,
        began=entry.version,
        exact=entry.change,
        previous_status=entry.old_status if entry.change else previous,
        annotation=entry.annotation,
        bound=None if entry.change else bound,
        closed_because=entry.reason,
    )


def _append(record: Record, entry: _Entry) -> Record:
    if entry.change or entry.status != record.status:
        return _begin(record.key, entry, bound=record.version, previous=record.status)
    trail = (*record.trail, entry.version)
    return replace(record, annotation=entry.annotation, trail=trail[-LONGEST_TRAIL:])


def _insert_within(record: Record, entry: _Entry) -> Record:
    at = bisect(record.trail, entry.version)
    older, newer = record.trail[:at], record.trail[at:]
    if entry.status != record.status:  # the run is cut: it begins anew with what follows
        return replace(
            record,
            began=newer[0],
            exact=False,
            previous_status=entry.status,
            trail=newer[1:],
            bound=entry.version,
        )
    if entry.change:
        return _begins_at(record, entry, newer)
    trail = (*older, entry.version, *newer)
    return replace(record, trail=trail[-LONGEST_TRAIL:])


def _insert_below(record: Record, entry: _Entry) -> Record:
    if record.exact or (record.bound is not None and entry.version < record.bound):
        return record
    if entry.status != record.status:
        return replace(record, bound=entry.version, previous_status=entry.status)
    return _begins_at(record, entry, (record.began, *record.trail))


def _begins_at(record: Record, entry: _Entry, trail: tuple[Version, ...]) -> Record:
    return replace(
        record,
        began=entry.version,
        exact=entry.change,
        previous_status=entry.old_status if entry.change else record.previous_status,
        trail=trail[-LONGEST_TRAIL:],
        bound=None if entry.change else record.bound,
    )
