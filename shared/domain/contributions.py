"""Adding what changed in places to the sums of the organisation: each change once, in any case.

Counts and activity say what they are now, and a place's share remembers what of it was added: so
adding a change again adds nothing. How long a violation lasted is only said once, with a number
that grows within a place: the share remembers the last one. Share and sums are written together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, assert_never

from shared.domain.observations import PlaceKey
from shared.domain.resolve_times import OrganisationActivity, ResolveTimes, length_of
from shared.domain.rollups import Activity, Counts
from shared.domain.totals import Matrix, Part, PartKey, Share, part_of, replaced


@dataclass(frozen=True, slots=True)
class CountsAre:
    """What is counted of a rule (its full name) and a type in a place now."""

    place: PlaceKey
    rule_name: str
    resource_type: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class ActivityIs:
    """What is counted in a place of the quarter of an hour that begins at `quarter`.

    `number` grows within the place.
    """

    place: PlaceKey
    number: int
    quarter: datetime
    before: Activity
    now: Activity


@dataclass(frozen=True, slots=True)
class ViolationResolved:
    """A violation in a place ended in a quarter of an hour; `number` grows within the place."""

    place: PlaceKey
    number: int
    quarter: datetime
    lasted: timedelta


type Change = CountsAre | ActivityIs | ViolationResolved
# A place, and the beginning of a quarter of an hour.
type At = tuple[PlaceKey, datetime]

# A transaction holds 100 actions (DynamoDB developer guide, TransactWriteItems). Activity takes up
# to three: the place's quarter, and the organisation's quarter and day.
MOST_ACTIONS: Final = 100
_ACTIONS_OF_ACTIVITY: Final = 3
# Quarters of an hour of which a share remembers what was added: those that change by far the most.
# What was missed of one of these is made up for by its next change; an older one says itself what
# it was before. That a change comes again is known by its number.
QUARTERS_REMEMBERED: Final = 32


@dataclass(frozen=True, slots=True)
class Sums:
    """What is stored of some places: their shares, and the parts that these are added to."""

    shares: Mapping[PlaceKey, Share]
    parts: Mapping[PartKey, Part]


@dataclass(slots=True)
class Contribution:
    """What is written together, if shares and parts still have the revisions that these have."""

    shares: dict[PlaceKey, Share] = field(default_factory=dict[PlaceKey, Share])
    parts: dict[PartKey, Part] = field(default_factory=dict[PartKey, Part])
    grown: dict[At, OrganisationActivity] = field(default_factory=dict[At, OrganisationActivity])


def contribution(changes: Sequence[Change], sums: Sums) -> Contribution:
    """Return what to write, so that the sums contain the changes; nothing where they do already."""
    made = Contribution()
    shares = dict(sums.shares)
    for change in changes:
        shares[change.place] = _after(shares[change.place], change, made.grown)
    for place, share in shares.items():
        _put(place, share, sums, made)
    return made


def mended(place: PlaceKey, counts: Matrix, sums: Sums) -> Contribution:
    """Return what to write where a place's own counts are not what it has contributed."""
    made = Contribution()
    present = {key: c for key, c in counts.items() if c != Counts()}
    _put(place, replace(sums.shares[place], counts=present), sums, made)
    return made


def slices(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Split changes, in their order, into runs that one transaction each can hold."""
    run: list[Change] = []
    touched: set[PlaceKey | PartKey | At] = set()
    for change in changes:
        more = _touched(change)
        if _size(touched | more) > MOST_ACTIONS:
            yield run
            run, touched = [], set()
        run.append(change)
        touched |= more
    if run:
        yield run


def _touched(change: Change) -> set[PlaceKey | PartKey | At]:
    items: set[PlaceKey | PartKey | At] = {change.place, part_of(change.place)}
    if not isinstance(change, CountsAre):
        items.add((change.place, change.quarter))
    return items


def _size(touched: set[PlaceKey | PartKey | At]) -> int:
    return sum(_ACTIONS_OF_ACTIVITY if isinstance(item, tuple) else 1 for item in touched)


def _after(share: Share, change: Change, grown: dict[At, OrganisationActivity]) -> Share:
    if not isinstance(change, CountsAre) and change.number <= share.heard:
        return share  # it has been added
    match change:
        case CountsAre():
            counts = {**share.counts, (change.rule_name, change.resource_type): change.counts}
            return replace(share, counts={key: c for key, c in counts.items() if c != Counts()})
        case ActivityIs():
            known = share.activity.get(change.quarter, change.before)
            _grow(grown, change, OrganisationActivity(change.now - known))
            activity = _remembered(share.activity, change)
            return replace(share, activity=activity, heard=change.number)
        case ViolationResolved():
            lasted = ResolveTimes({length_of(change.lasted): 1})
            _grow(grown, change, OrganisationActivity(resolve_times=lasted))
            return replace(share, heard=change.number)
        case never:
            assert_never(never)


def _grow(
    grown: dict[At, OrganisationActivity],
    change: ActivityIs | ViolationResolved,
    by: OrganisationActivity,
) -> None:
    if by != OrganisationActivity():
        at = change.place, change.quarter
        grown[at] = grown.get(at, OrganisationActivity()) + by


def _remembered(
    activity: Mapping[datetime, Activity], change: ActivityIs
) -> Mapping[datetime, Activity]:
    """Return what is remembered after a change: the latest quarters, and that of the change."""
    others = sorted((q for q in activity if q != change.quarter), reverse=True)
    kept = others[: QUARTERS_REMEMBERED - 1]
    return {change.quarter: change.now} | {quarter: activity[quarter] for quarter in kept}


def _put(place: PlaceKey, after: Share, sums: Sums, made: Contribution) -> None:
    before = sums.shares[place]
    if after == before:
        return
    made.shares[place] = after
    if after.counts != before.counts:
        key = part_of(place)
        part = made.parts.get(key) or sums.parts[key]
        made.parts[key] = replaced(part, place.account, before.counts, after.counts)
