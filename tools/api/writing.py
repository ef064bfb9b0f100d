"""Answers in a form to read or to work with, on the terminal or in a file."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import batched
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shared.adapters.row_formats import csv_rows, ndjson_rows
from tools.api.client import Json
from tools.dlq.showing import PIPE_WIDTH, printable

_AT_ONCE = 100


@contextmanager
def output(path: str | None) -> Iterator[TextIO]:
    """Yield where to write to: a file appears under its name only once all of it is there."""
    if path is None:
        yield sys.stdout
        return
    partial = Path(f"{path}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            yield file
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def write_list(out: TextIO, form: str, items: Iterable[Json], columns: Sequence[str]) -> None:
    """Write the items of a list; JSON documents and lines are written while they come."""
    match form:
        case "csv":
            _write_csv(out, items, columns)
        case "ndjson":
            out.writelines(ndjson_rows(some) for some in batched(items, _AT_ONCE, strict=False))
        case "json":
            _write_json(out, items)
        case _:
            _write_table(out, items, columns)


def write_document(out: TextIO, document: Json) -> None:
    """Write one document."""
    out.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def console_for(out: TextIO) -> Console:
    """Return a console; lines that go into a pipe or a file are not cut to a terminal's width."""
    made = Console(file=out, highlight=False, markup=False, emoji=False)
    if not made.is_terminal:
        made.width = PIPE_WIDTH
    return made


def cell(item: Json, column: str) -> Text:
    """Return a member of an item; none is a dash, since nothing is not zero."""
    value: object = item
    for name in column.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    if value is None:
        return Text("-")
    if isinstance(value, bool):
        return Text("yes" if value else "no")
    return Text(printable(str(value)).replace("\n", " "))


def _write_csv(out: TextIO, items: Iterable[Json], columns: Sequence[str]) -> None:
    names: list[str] = []
    for some in batched(items, _AT_ONCE, strict=False):
        begins = not names
        names = names or list(some[0])
        out.write(csv_rows(names, some, header=begins))
    if not names:
        out.write(csv_rows([column.partition(".")[0] for column in columns], [], header=True))


def _write_json(out: TextIO, items: Iterable[Json]) -> None:
    separator = "[\n"
    for item in items:
        out.write(separator + json.dumps(item, ensure_ascii=False))
        separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")


def _write_table(out: TextIO, items: Iterable[Json], columns: Sequence[str]) -> None:
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column.rpartition(".")[2].replace("_", " "), overflow="fold")
    for item in items:
        table.add_row(*(cell(item, column) for column in columns))
    console_for(out).print(table)
