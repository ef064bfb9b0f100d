"""How all of the organisation stands, added up from what each place has contributed."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from shared.domain.observations import PlaceKey
from shared.domain.rollups import Activity, Counts
from shared.domain.rule_names import normalise

# Each part is one item for each region: small enough for 5,000 accounts with 200 rules (about 40 KB
# each), and few enough to be read at once.
PARTS: Final = 16


@dataclass(frozen=True, slots=True)
class Cell:
    """What is counted together across accounts; the rule goes by its normalised name."""

    region: str
    rule_name: str
    resource_type: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of all places: each place's own, and each rule's and type's by region."""

    by_place: Mapping[PlaceKey, Counts] = field(default_factory=dict[PlaceKey, Counts])
    by_cell: Mapping[Cell, Counts] = field(default_factory=dict[Cell, Counts])


@dataclass(frozen=True, slots=True)
class PartKey:
    """Which accounts of a region are added up together."""

    number: int
    region: str


def part_number(account: str) -> int:
    """Return the number of the part that an account belongs to: always the same, evenly spread."""
    return zlib.crc32(account.encode()) % PARTS


def part_of(place: PlaceKey) -> PartKey:
    """Return the part that a place is added to."""
    return PartKey(part_number(place.account), place.region)


# What is counted in a place: the full name of a rule, and a resource type.
type Matrix = Mapping[tuple[str, str], Counts]


@dataclass(frozen=True, slots=True)
class Share:
    """What a place has contributed so far.

    `activity`: of the latest quarters of an hour. `heard`: the number of the last change of
    activity, or end of a violation, that was added. `revision` counts the writes.
    """

    counts: Matrix = field(default_factory=dict[tuple[str, str], Counts])
    activity: Mapping[datetime, Activity] = field(default_factory=dict[datetime, Activity])
    heard: int = 0
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """The sums of a part: of each account, and of each rule (normalised) and type."""

    by_account: Mapping[str, Counts] = field(default_factory=dict[str, Counts])
    by_rule_and_type: Matrix = field(default_factory=dict[tuple[str, str], Counts])
    revision: int = 0


def replaced(part: Part, account: str, before: Matrix, after: Matrix) -> Part:
    """Return the part with what an account contributed taken out and something else put in."""
    differences = {
        key: after.get(key, Counts()) - before.get(key, Counts())
        for key in before.keys() | after.keys()
    }
    accounts, rules = dict(part.by_account), dict(part.by_rule_and_type)
    for (rule_name, resource_type), difference in differences.items():
        _add(accounts, account, difference)
        _add(rules, (normalise(rule_name), resource_type), difference)
    return Part(accounts, rules, part.revision)


def added_up(parts: Iterable[tuple[str, Part]]) -> Totals:
    """Return the totals of parts, each with its region."""
    by_place: dict[PlaceKey, Counts] = {}
    by_cell: dict[Cell, Counts] = {}
    for region, part in parts:
        for account, counts in part.by_account.items():
            _add(by_place, PlaceKey(account, region), counts)
        for (rule_name, resource_type), counts in part.by_rule_and_type.items():
            _add(by_cell, Cell(region, rule_name, resource_type), counts)
    return Totals(by_place, by_cell)


def _add[Key](sums: dict[Key, Counts], key: Key, counts: Counts) -> None:
    """Add to a sum; one that is nothing is left out, so that what is gone takes no space."""
    summed = sums.get(key, Counts()) + counts
    if summed == Counts():
        sums.pop(key, None)
    else:
        sums[key] = summed
