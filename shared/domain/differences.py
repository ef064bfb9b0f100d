"""What is stored against what AWS Config says: each difference, and what repairs it."""

from dataclasses import dataclass
from datetime import datetime

from shared.domain.graves import DELETED, RULE_DELETED
from shared.domain.observations import (
    RECONCILE,
    Closure,
    Evaluation,
    Origin,
    PlaceKey,
    StateKey,
    Version,
)
from shared.domain.reconciliation import Cause
from shared.domain.status import Status

type Resource = tuple[str, str]  # its type and its id

# The results that the aggregator tells of (AWS Config API reference,
# GetAggregateComplianceDetailsByConfigRule); of any other it cannot be said that it is gone.
DECIDED = frozenset({Status.COMPLIANT.value, Status.NON_COMPLIANT.value})
REASONS = {
    Cause.RESOURCE_GONE: "AWS Config no longer knows the resource",
    Cause.RULE_GONE: "AWS Config no longer has results of the rule",
    Cause.RESULT_GONE: "the rule no longer looks at the resource",
}
# AWS Config may keep listing what an event said is gone (custom rules for ever), so that such an
# end stands. One that was only found here stands until AWS Config lists the result again.
_ENDS_THAT_STAND = frozenset({DELETED, RULE_DELETED})
# Where the id of a message of Reconcile stands among those of events.
_AFTER_EVENTS = "~"


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored state, as far as it is compared; `status` is None once it is closed."""

    status: str | None
    version: Version
    closed_because: str | None = None

    @property
    def is_decided(self) -> bool:
        """Whether the aggregator would tell of it."""
        return self.status in DECIDED


@dataclass(frozen=True, slots=True)
class Result:
    """What AWS Config says of a resource under a rule; `recorded` has milliseconds."""

    resource: Resource
    status: str
    recorded: datetime
    annotation: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a place is compared.

    What was so at `settled` is in the source. `ended` is when the place itself was closed, if ever.
    Results from before `watched_since` tell no news; None: the watch begins with this run.
    """

    place: PlaceKey
    settled: datetime
    ended: Version | None = None
    watched_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not stored as it is, and what repairs it when it is recorded."""

    says: Evaluation | Closure
    cause: Cause

    @property
    def scope(self) -> StateKey | PlaceKey:
        """What is not stored as it is."""
        return self.says.key if isinstance(self.says, Evaluation) else self.says.scope

    @property
    def is_old_news(self) -> bool:
        """Whether it was there before its place was watched: no event was missed."""
        return self.says.origin.backfilled


def missed(rule: str, result: Result, known: Stored | None, terms: Terms) -> Difference | None:
    """Return what makes the stored state this result; None where it is so, or is newer."""
    if known is not None and known.status == result.status:
        return None
    moment = _moment(result, known, terms)
    if moment is None:
        return None
    first = known is None or known.status is None
    before = terms.watched_since is None or moment < terms.watched_since
    says = Evaluation(
        _origin(terms.place, backfilled=first and before),
        key_of(terms.place, rule, result.resource),
        Version(moment, moment),
        result.status,
        annotation=result.annotation,
    )
    return Difference(says, Cause.MISSED_FIRST_RESULT if first else Cause.MISSED_CHANGE)


def _moment(result: Result, known: Stored | None, terms: Terms) -> datetime | None:
    """Return from when the result counts; None where what is stored is newer."""
    stored = known.version if known else terms.ended
    if stored is None or Version(result.recorded, result.recorded, _AFTER_EVENTS) > stored:
        return result.recorded
    if known and (known.status is not None or known.closed_because in _ENDS_THAT_STAND):
        return None
    return terms.settled if terms.settled > stored.recorded else None


def closing(place: PlaceKey, rule: str, resource: Resource, cause: Cause, at: datetime) -> Closure:
    """Return what closes a state that is gone, as of a time at which it was."""
    key = key_of(place, rule, resource)
    return Closure(_origin(place), key, Version(at, at), REASONS[cause])


def place_closing(place: PlaceKey, reason: str, at: datetime) -> Difference:
    """Return what closes all of a place."""
    return Difference(Closure(_origin(place), place, Version(at, at), reason), Cause.ACCOUNT_GONE)


def key_of(place: PlaceKey, rule: str, resource: Resource) -> StateKey:
    """Return the key of a state of a place."""
    return StateKey(place.account, place.region, rule, *resource)


def _origin(place: PlaceKey, *, backfilled: bool = False) -> Origin:
    return Origin("", RECONCILE, "", place.account, place.region, backfilled=backfilled)
