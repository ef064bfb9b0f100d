"""The tables within a document, between markers that readers do not see."""

import re
from collections.abc import Mapping


class MarkerError(Exception):
    """The document has no place for a table."""


def with_tables(text: str, tables: Mapping[str, str]) -> str:
    """Return the document with each table in its place.

    Raises:
        MarkerError: it has no place for one of them.

    """
    for name, table in tables.items():
        place = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", text, re.DOTALL)
        if place is None:
            raise MarkerError(f"there is no <!-- {name} --> with its end in it")
        text = text[: place.start(1)] + table + text[place.end(1) :]
    return text
