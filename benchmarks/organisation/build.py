"""Organisations as files, made in as many processes as there are processors, and kept.

A file is made anew when what makes it, or what the product stores, has changed.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.key_store.shelf import Shape, Shelf, columns, row_of
from benchmarks.organisation import sums
from benchmarks.organisation.fleet import REGIONS, SEED, Fleet, account_ids
from benchmarks.organisation.places import STATES, Contributed, Moulds, Rows, Writer
from shared.domain.observations import PlaceKey
from shared.domain.rollups import Counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from benchmarks.organisation.fleet import Place
    from shared.adapters.dynamodb_items import Item

type Say = Callable[[str], None]

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / ".build" / "organisations"
SOURCES = (*sorted(HERE.glob("*.py")), HERE.parent / "key_store" / "shelf.py")
SMALLEST = 1_000


def organisation(fleet: Fleet, shape: Shape, say: Say) -> Path:
    """Return the file of an organisation; makes it if need be."""
    name = f"{fleet.states}-states-in-{len(fleet.accounts)}"
    return _kept(name, shape, lambda shelf: _fill(shelf, fleet, say))


def wide(accounts: int, regions: int, shape: Shape) -> Path:
    """Return the file of the sums of an organisation in which every rule is everywhere."""
    name = f"{accounts}-accounts-{regions}-regions"
    return _kept(name, shape, lambda shelf: _fill_sums(shelf, accounts, REGIONS[:regions]))


def _kept(name: str, shape: Shape, fill: Callable[[Shelf], None]) -> Path:
    path = FOLDER / f"{name}-{_fingerprint(json.dumps(shape, sort_keys=True))}.sqlite"
    if path.exists():
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob(f"{name}-*"):
        old.unlink()
    unfinished = path.with_suffix(".partial")
    shelf = Shelf(unfinished, shape)
    fill(shelf)
    shelf.finish()
    return unfinished.rename(path)


@cache
def _fingerprint(shape: str) -> str:
    """Return a name for what files are made of: sources, keys, and what the product stores."""
    moulds = Moulds(json.loads(shape))
    made = [Writer(place, moulds).write() for place in Fleet(SMALLEST).places[:3]]
    added = sums.of_sums([contributed for _, contributed in made])
    stored = [rows for rows, _ in made]
    sources = [path.read_text(encoding="utf-8") for path in SOURCES]
    return hashlib.sha256(repr((sources, shape, stored, added)).encode()).hexdigest()[:16]


def _fill(shelf: Shelf, fleet: Fleet, say: Say) -> None:
    contributed, states = [], 0
    start = (json.dumps(shelf.shape),)
    with multiprocessing.get_context("spawn").Pool(os.cpu_count(), _start, start) as pool:
        for rows, one in pool.imap(_write, fleet.places, chunksize=4):
            for table, some in rows.items():
                shelf.add(table, some)
            contributed.append(one)
            states += sum(counts.total for counts in one.counts.values())
            say(f"{states:,} of {fleet.states:,} states are made")
    say(f"sums and snapshots of {states:,} states are made")
    _add(shelf, sums.of_sums(contributed))
    for day in sums.of_snapshots(contributed):
        _add(shelf, day)
    say(f"keys of {states:,} states are sorted")


_MOULDS: list[Moulds] = []  # of a process that makes places


def _start(shape: str) -> None:
    _MOULDS.append(Moulds(json.loads(shape)))


def _write(place: Place) -> tuple[Rows, Contributed]:
    return Writer(place, _MOULDS[0]).write()


def _add(shelf: Shelf, items: Iterable[Item]) -> None:
    names = columns(shelf.shape[STATES])
    shelf.add(STATES, (row_of(item, names) for item in items))


def _fill_sums(shelf: Shelf, accounts: int, regions: Sequence[str]) -> None:
    places = (PlaceKey(account, region) for account in account_ids(accounts) for region in regions)
    _add(shelf, sums.of_parts(_everything(places)))


def _everything(places: Iterable[PlaceKey]) -> Iterator[Contributed]:
    """Yield places that have all rules, with some states each."""
    chance = random.Random(SEED)  # noqa: S311 - the same every time
    keys = [(rule.name, rule.resource_type) for rule in Fleet(SMALLEST).rules]
    some = [Counts(total=n + 1, compliant=n, non_compliant=1) for n in range(12)]
    for place in places:
        yield Contributed(place, dict(zip(keys, chance.choices(some, k=len(keys)), strict=True)))
