"""Organisations as files, made in as many processes as there are processors, and kept.

A file is made anew when what makes it, or what the product stores, has changed.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.key_store.shelf import Row, Shape, Shelf, columns, row_of
from benchmarks.organisation import items
from benchmarks.organisation.fleet import REGIONS, SEED, Fleet, account_ids
from benchmarks.organisation.items import STATES, Contributed
from shared.domain.observations import PlaceKey
from shared.domain.rollups import Counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.organisation.fleet import Place, Rule
    from shared.adapters.dynamodb_items import Item

type Rows = dict[str, list[Row]]
type Say = Callable[[str], None]

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / ".build" / "organisations"
SOURCES = (*sorted(HERE.glob("*.py")), HERE.parent / "key_store" / "shelf.py")
SMALLEST = 1_000


def organisation(states: int, shape: Shape, say: Say) -> Path:
    """Return the file of the organisation with so many states; makes it if need be."""
    return _kept(f"{states}-states", shape, lambda shelf: _fill(shelf, Fleet(states), say))


def wide(accounts: int, regions: int, shape: Shape) -> Path:
    """Return the file of the sums of an organisation in which every rule is everywhere."""
    return _kept(
        f"{accounts}-accounts-{regions}-regions",
        shape,
        lambda shelf: _fill_sums(shelf, accounts, REGIONS[:regions]),
    )


def _kept(name: str, shape: Shape, fill: Callable[[Shelf], None]) -> Path:
    path = FOLDER / f"{name}-{_fingerprint(shape)}.sqlite"
    if path.exists():
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob(f"{name}-*"):
        old.unlink()
    partial_file = path.with_suffix(".partial")
    shelf = Shelf(partial_file, shape)
    fill(shelf)
    shelf.finish()
    return partial_file.rename(path)


def _fingerprint(shape: Shape) -> str:
    """Return a name for what files are made of: sources, keys, and what the product stores."""
    fleet = Fleet(SMALLEST)
    made = [items.of_place(place, fleet.rules) for place in fleet.places[:3]]
    sums = items.of_sums([contributed for _, contributed in made])
    stored = [found for found, _ in made]
    sources = [path.read_text(encoding="utf-8") for path in SOURCES]
    return hashlib.sha256(
        repr((sources, json.dumps(shape, sort_keys=True), stored, sums)).encode()
    ).hexdigest()[:16]


def _fill(shelf: Shelf, fleet: Fleet, say: Say) -> None:
    contributed, states = [], 0
    named = {table: columns(keys) for table, keys in shelf.shape.items()}
    make = partial(_rows_of_place, rules=fleet.rules, named=named)
    with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:
        for place, (rows, one) in zip(fleet.places, pool.imap(make, fleet.places), strict=True):
            for table, some in rows.items():
                shelf.add(table, some)
            contributed.append(one)
            states += sum(number for _, number in place.states)
            say(f"{states:,} of {fleet.states:,} states are made")
    say("sums and snapshots are made")
    _add(shelf, items.of_sums(contributed))
    for day in items.of_snapshots(contributed):
        _add(shelf, day)
    say("keys are sorted")


def _rows_of_place(
    place: Place, rules: Sequence[Rule], named: dict[str, list[str]]
) -> tuple[Rows, Contributed]:
    found, contributed = items.of_place(place, rules)
    rows = {table: [row_of(item, named[table]) for item in some] for table, some in found.items()}
    return rows, contributed


def _add(shelf: Shelf, some: list[Item]) -> None:
    names = columns(shelf.shape[STATES])
    shelf.add(STATES, (row_of(item, names) for item in some))


def _fill_sums(shelf: Shelf, accounts: int, regions: Sequence[str]) -> None:
    places = (PlaceKey(account, region) for account in account_ids(accounts) for region in regions)
    _add(shelf, items.of_parts(_everything(places)))


def _everything(places: Iterator[PlaceKey]) -> Iterator[Contributed]:
    """Yield places that have all rules, with some hundred states each."""
    chance = random.Random(SEED)  # noqa: S311 - the same every time
    keys = [(rule.name, rule.resource_type) for rule in Fleet(SMALLEST).rules]
    some = [Counts(total=n + 1, compliant=n, non_compliant=1) for n in range(12)]
    for place in places:
        yield Contributed(place, dict(zip(keys, chance.choices(some, k=len(keys)), strict=True)))
