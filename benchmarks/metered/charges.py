"""What DynamoDB charges for a request, in units.

DynamoDB developer guide, "DynamoDB read and write operations" and "Using Global Secondary Indexes":
a write is charged for the larger of the item before and after, twice in a transaction; an index is
charged once for each of its entries that is written or taken away, and not where its entry stays
as it was. All indexes here hold whole items.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.key_store.shelf import size_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

type Item = dict[str, Any]
type Indexes = Iterable[tuple[str, str]]

WRITE_BYTES, READ_BYTES, OVERHEAD_BYTES = 1024, 4096, 100


def write_units(
    old: Item | None, new: Item | None, indexes: Indexes, *, transaction: bool = False
) -> float:
    """Return the units of a write, or of a condition that is checked where old is new."""
    base = max(_writes(old), _writes(new), 1) * (2 if transaction else 1)
    return base + sum(_entry_units(old, new, names) for names in indexes)


def read_units(size: int, *, consistent: bool) -> float:
    """Return the units of reading so many bytes at once."""
    return max(1, -(-size // READ_BYTES)) * (1.0 if consistent else 0.5)


def stored_bytes(item: Item, indexes: Indexes) -> int:
    """Return what storing an item is charged: itself and its entries, each with 100 bytes more."""
    copies = 1 + sum(_entry(item, names) is not None for names in indexes)
    return copies * (size_of(item) + OVERHEAD_BYTES)


def _entry_units(old: Item | None, new: Item | None, names: tuple[str, str]) -> float:
    before, after = (_entry(item, names) for item in (old, new))
    if before == after and old == new:
        return 0
    if before == after:
        return max(_writes(old), _writes(new)) if before else 0
    return (_writes(old) if before else 0) + (_writes(new) if after else 0)


def _entry(item: Mapping[str, Any] | None, names: tuple[str, str]) -> tuple[Any, Any] | None:
    if item is None or any(name not in item for name in names):
        return None
    return item[names[0]], item[names[1]]


def _writes(item: Item | None) -> int:
    return -(-size_of(item) // WRITE_BYTES) if item else 0
