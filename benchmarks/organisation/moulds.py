"""Items like one that the product's functions made: of another account, resource and time.

To make each of a million states by these functions takes a quarter of an hour. What differs between
the states of a rule is put in place of what stands for it in the item that was made; digests, which
only have to be different, are numbers drawn by lot.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from benchmarks.key_store.shelf import Row, row_of
from benchmarks.organisation.fleet import Place
from benchmarks.organisation.story import RETENTION
from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_items import expiry
from shared.domain.observations import AWS_CONFIG, Origin, PlaceKey, StateKey
from shared.domain.status import Status
from shared.domain.times import sortable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.organisation.fleet import Rule
    from shared.adapters.dynamodb_items import Item

# What stands for something else; as long as what is put there.
ACCOUNT = "999999999999"
AT = datetime(2019, 2, 3, 4, 5, 6, 789_000, tzinfo=UTC)
EVENT_ID = "e" * 32
TOLD_AFTER = timedelta(seconds=30)
_DIGEST = "[0-9a-f]{40}"


def mould_place(region: str) -> Place:
    """Return the place that stands for another of the region."""
    return Place(PlaceKey(ACCOUNT, region), 9999, (), 0)


def resource(rule: Rule, place: Place | None = None, number: int = 999_999) -> str:
    """Return the id of a resource that the rule judges, or of what stands for it."""
    return (place or mould_place("")).resource(rule.resource_type, number)


def period_of(at: datetime) -> int:
    """Return the period of a violation that began then: see the life of a violation."""
    return int(at.timestamp())


_AT, _AT_TOLD = sortable(AT), sortable(AT + TOLD_AFTER)
_AT_EXPIRY = str(expiry(AT, RETENTION))
_AT_PERIOD = str(period_of(AT))


def moment(at: datetime) -> dict[str, str]:
    """Return what a time makes of an item, by what stands for it."""
    return {
        _AT: sortable(at),
        _AT_TOLD: sortable(at + TOLD_AFTER),
        _AT_EXPIRY: str(expiry(at, RETENTION)),
        _AT_PERIOD: str(period_of(at)),
    }


def account(place: PlaceKey) -> dict[str, str]:
    """Return what an account makes of an item of the region, by what stands for it."""
    shown = zip(_shards(ACCOUNT, place.region), _shards(place.account, place.region), strict=True)
    return {ACCOUNT: place.account, **dict(shown)}


def _shards(account: str, region: str) -> list[str]:
    """Return the partitions by time that items of an account are in."""
    state = StateKey(account, region, "", "", "")
    origin = Origin("", AWS_CONFIG, "", account, region)
    return [
        keys.open_pk(state),
        *(keys.time_pk(origin, status) for status in (None, *Status)),
        *(keys.other_pk(state, status) for status in Status),
    ]


def of_rule(rule: Rule, account: str) -> dict[str, str]:
    """Return what the account's shards of a rule and its type make of an item."""
    return {
        keys.rule_pk(rule.name, ACCOUNT): keys.rule_pk(rule.name, account),
        keys.open_rule_pk(rule.name, ACCOUNT): keys.open_rule_pk(rule.name, account),
        keys.type_pk(rule.resource_type, ACCOUNT): keys.type_pk(rule.resource_type, account),
    }


@dataclass(frozen=True, slots=True)
class Mould:
    """The keys and the body of an item, with places (`%s`) for what else can be put there."""

    text: str
    slots: list[str]
    digests: list[str]
    keys: int
    size: int

    @classmethod
    def of(cls, item: Item, names: Sequence[str], stand_ins: Iterable[str]) -> Mould:
        """Cut an item up at each of the texts that stand for something else."""
        *found, size, body = row_of(item, names)
        text = b"\x00".join([*(key or b"" for key in found), body]).decode()
        longest_first = sorted(stand_ins, key=len, reverse=True)
        cuts = re.compile("|".join([*map(re.escape, longest_first), _DIGEST]))
        slots = cuts.findall(text)
        digests = [slot for slot in set(slots) if re.fullmatch(_DIGEST, slot)]
        places = cuts.sub("\x01", text).replace("%", "%%").replace("\x01", "%s")
        return cls(places, slots, sorted(digests), len(found), size)

    def row(self, puts: dict[str, str], chance: random.Random) -> Row:
        """Return the row of the item with something else put in."""
        for digest in self.digests:
            puts[digest] = f"{chance.getrandbits(160):040x}"
        text = self.text % tuple([puts[slot] for slot in self.slots])
        *found, body = text.encode().split(b"\x00", self.keys)
        return (*(key or None for key in found), self.size, body)
