"""How all of the organisation stands, added up from what each place has contributed."""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Self

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


# How often a result became another, of a rule (normalised) and a resource type; it only grows.
type Changes = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of all places: by region and account, and each rule's and type's by region.

    `changes`: how often a result became another, or a first one came, since it is counted; in rows
    that only the digest adds up.
    """

    by_region: Mapping[str, Mapping[str, Counts]] = field(
        default_factory=dict[str, Mapping[str, Counts]]
    )
    by_cell: Mapping[Cell, Counts] = field(default_factory=dict[Cell, Counts])
    changes: Sequence["ChangesRow"] = ()

    @classmethod
    def of_places(cls, places: Mapping[PlaceKey, Counts], cells: Mapping[Cell, Counts]) -> Self:
        """Return the totals of places and cells."""
        by_region: dict[str, dict[str, Counts]] = {}
        for place, counts in places.items():
            by_region.setdefault(place.region, {})[place.account] = counts
        return cls(by_region, cells)

    @property
    def by_place(self) -> Mapping[PlaceKey, Counts]:
        """The counts of each place."""
        return {
            PlaceKey(account, region): counts
            for region, accounts in self.by_region.items()
            for account, counts in accounts.items()
        }


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
    changes: Changes = field(default_factory=dict[tuple[str, str], int])


def replaced(part: Part, account: str, before: Matrix, after: Matrix) -> Part:
    """Return the part with what an account contributed taken out and something else put in.

    What came to a status is a change: it is counted where a write is needed anyway. Changes that
    cancel each other out between `before` and `after` are none; those of a long batch that failed
    half-way and comes again may be counted twice.
    """
    differences = {
        key: after.get(key, Counts()) - before.get(key, Counts())
        for key in before.keys() | after.keys()
    }
    accounts, rules = dict(part.by_account), dict(part.by_rule_and_type)
    changes = Counter(part.changes)
    for (rule_name, resource_type), difference in differences.items():
        key = normalise(rule_name), resource_type
        _add(accounts, account, difference)
        _add(rules, key, difference)
        changes[key] += difference.grown
    return Part(accounts, rules, part.revision, +changes)


type RuleRow = tuple[str, str, int, int, int, int, int]
type ChangesRow = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class PartRows:
    """A part as it is stored: the numbers of Counts after what they count.

    An account has one row in all parts of a region, a rule and type one in each. As rows they are
    added up in a tenth of the time that it takes as values, which shows with 5,000 accounts.
    """

    accounts: Sequence[tuple[str, int, int, int, int, int]]
    rules: Sequence[RuleRow]
    changes: Sequence[ChangesRow] = ()


def added_up(parts: Iterable[tuple[str, PartRows]]) -> Totals:
    """Return the totals of parts, each with its region."""
    by_region: dict[str, dict[str, Counts]] = {}
    rows = defaultdict[tuple[str, str, str], list[RuleRow]](list)
    changes: list[ChangesRow] = []
    for region, part in parts:
        accounts = by_region.setdefault(region, {})
        accounts.update((row[0], Counts._make(row[1:])) for row in part.accounts)
        for row in part.rules:
            rows[region, row[0], row[1]].append(row)
        changes.extend(part.changes)
    return Totals(by_region, {Cell(*key): _summed(some) for key, some in rows.items()}, changes)


def _summed(rows: Iterable[RuleRow]) -> Counts:
    _, _, *columns = zip(*rows, strict=True)
    return Counts(*map(sum, columns))


def _add[Key](sums: dict[Key, Counts], key: Key, counts: Counts) -> None:
    """Add to a sum; one that is nothing is left out, so that what is gone takes no space."""
    known = sums.get(key)
    summed = counts if known is None else known + counts
    if summed.is_zero:
        sums.pop(key, None)
    else:
        sums[key] = summed
