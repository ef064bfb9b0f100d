"""Items in a file of SQLite: each once, with an index for each key that they can be found by."""

from __future__ import annotations

import base64
import json
import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from benchmarks.key_store.expressions import Item

# Of each table, its own keys (under an empty name) and those of its indexes.
type Shape = dict[str, dict[str, tuple[str, str]]]
type Row = tuple[Any, ...]
OWN = ""


def columns(keys: dict[str, tuple[str, str]]) -> list[str]:
    """Return the attributes of a table that are part of any key."""
    return sorted({name for pair in keys.values() for name in pair})


def row_of(item: Item, names: Sequence[str]) -> Row:
    """Return an item as it is stored: its keys, its size in bytes as DynamoDB has it, itself."""
    keys = [item[name]["S"].encode() if name in item else None for name in names]
    return (*keys, size_of(item), _as_json(item).encode())


def size_of(item: Item) -> int:
    """Return the size of an item in bytes (developer guide, item sizes and formats)."""
    size = 0
    for name, value in item.items():
        [(kind, content)] = value.items()
        size += len(name) + _SIZES[kind](content)
    return size


def _in_base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _of_text(content: str) -> int:
    return len(content) if content.isascii() else len(content.encode())


def _of_texts(content: list[str]) -> int:
    return sum(map(_of_text, content))


def _of_number(content: str) -> int:
    return (len(content.strip("-0.")) + 1) // 2 + 1


def _of_list(content: list[dict[str, Any]]) -> int:
    return 3 + sum(1 + size_of({"": each}) for each in content)


_SIZES: dict[str, Callable[[Any], int]] = {
    "S": _of_text, "N": _of_number, "B": len, "L": _of_list, "SS": _of_texts
}  # fmt: skip
# Bytes are in base 64 in DynamoDB's JSON.
_as_json = json.JSONEncoder(separators=(",", ":"), default=_in_base64).encode


class Shelf:
    """One organisation's tables, in one file."""

    def __init__(self, path: Path, shape: Shape | None = None) -> None:
        """Open a file, or with a shape, make it."""
        self._db = sqlite3.connect(path, check_same_thread=False)
        self._db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA mmap_size=17179869184;"
            " PRAGMA cache_size=-200000;"
        )
        if shape is not None:
            self._make(shape)
        [found] = self._db.execute("SELECT shape FROM shape").fetchone()
        self.shape: Shape = json.loads(found)

    def _make(self, shape: Shape) -> None:
        self._db.execute("CREATE TABLE shape (shape TEXT)")
        self._db.execute("INSERT INTO shape VALUES (?)", [json.dumps(shape)])
        for table, keys in shape.items():
            named = ", ".join(f'"{name}" BLOB' for name in columns(keys))
            self._db.execute(
                f'CREATE TABLE "{table}" (id INTEGER PRIMARY KEY, {named}, size INTEGER, body BLOB)'
            )

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Put rows of new items into a table."""
        names = columns(self.shape[table])
        places = ", ".join("?" * (len(names) + 2))
        self._db.executemany(f'INSERT INTO "{table}" VALUES (NULL, {places})', rows)  # noqa: S608

    def finish(self) -> None:
        """Index everything, and close."""
        for table, keys in self.shape.items():
            for index, (pk, sk) in keys.items():
                unique = "" if index else "UNIQUE"
                self._db.execute(
                    f'CREATE {unique} INDEX "{table}/{index}" ON "{table}" ("{pk}", "{sk}")'
                    f' WHERE "{pk}" IS NOT NULL'
                )
        self._db.commit()
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def get(self, table: str, pk: str, sk: str) -> tuple[int, int, bytes] | None:
        """Return the number, size and body of an item, by the table's own keys."""
        found = self._db.execute(
            f'SELECT id, size, body FROM "{table}" WHERE pk = ? AND sk = ?',  # noqa: S608
            [pk.encode(), sk.encode()],
        )
        row: tuple[int, int, bytes] | None = found.fetchone()
        return row

    def range(
        self, table: str, index: str, pk: str, bounds: Sequence[tuple[str, bytes]], *, up: bool
    ) -> Iterator[tuple[bytes, int, int, bytes]]:
        """Yield sort key, number, size and body of the items of a partition, in order.

        A bound is an operator (as in SQL) and what the sort key is compared with.
        """
        pk_name, sk_name = self.shape[table][index]
        narrowed = "".join(f' AND "{sk_name}" {how} ?' for how, _ in bounds)
        order = "ASC" if up else "DESC"
        query = (
            f'SELECT "{sk_name}", id, size, body FROM "{table}" INDEXED BY "{table}/{index}"'  # noqa: S608
            f' WHERE "{pk_name}" = ?{narrowed} ORDER BY "{sk_name}" {order}, id {order}'
        )
        return self._db.execute(query, [pk.encode(), *(value for _, value in bounds)])
