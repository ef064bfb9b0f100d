"""Rows as texts that other programs read: comma-separated values, and a JSON document a line."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

type Row = Mapping[str, object]

# A spreadsheet runs a cell that begins so (OWASP, CSV injection); some take the full-width forms
# of the signs for the signs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_rows(names: Sequence[str], rows: Iterable[Row], *, header: bool) -> str:
    """Return rows as CSV (RFC 4180, lines end in CR LF), a column for each name.

    Nothing (None, or no such member) is an empty cell, a nested value is JSON. A text that a
    spreadsheet would run is defused by an apostrophe before it; numbers stay as they are.
    """
    text = StringIO(newline="")
    write = csv.writer(text, lineterminator="\r\n")
    if header:
        write.writerow(names)
    write.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return text.getvalue()


def ndjson_rows(rows: Iterable[Row]) -> str:
    """Return rows as JSON documents, one on each line, each with all of its members."""
    return "".join(f"{_json(row)}\n" for row in rows)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
