"""Answers in pages, and refusals, as the Config API has them.

Stands for: a limit that counts what is looked at, not what is told, so that a page may be empty and
still have a token; a token that is good for one question only, and outlives what it points at.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

type Request = dict[str, Any]
type Key = tuple[str, ...]
type Row[T] = tuple[Key, T | None]  # None: looked at and not told

PAGING = ("Limit", "MaxResults", "NextToken")


class RefusedError(Exception):
    """A request that the Config API refuses, with the error's own name."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Position:
    """How far somebody has come: pages had, and the key of the last row looked at."""

    pages: int = 0
    after: Key = ()


def never(_position: Position) -> bool:
    """Leave no page empty on purpose."""
    return False


def every_third(position: Position) -> bool:
    """Leave the first page empty, and each third one after it."""
    return position.pages % 3 == 0


@dataclass(frozen=True, kw_only=True)
class Walk:
    """Somebody's way through the pages of one answer."""

    action: str
    request: Request
    most: int
    default: int

    @property
    def position(self) -> Position:
        """Where the request goes on."""
        token = self.request.get("NextToken")
        return Position() if token is None else self._read(token)

    @property
    def size(self) -> int:
        """How many rows a page has."""
        asked = self.request.get("Limit") or self.request.get("MaxResults") or 0
        if not isinstance(asked, int) or not 0 <= asked <= self.most:
            message = f"The limit {asked!r} is not between 0 and {self.most}."
            raise RefusedError("InvalidLimitException", message)
        return asked or self.default

    def page[T](
        self, name: str, rows: Iterable[Row[T]], empty: Callable[[Position], bool] = never
    ) -> dict[str, Any]:
        """Return the page that is asked for, out of rows that are sorted by their keys."""
        at, size = self.position, self.size
        later = (row for row in rows if row[0] > at.after)
        if empty(at) and next(later, None) is not None:
            return {name: [], "NextToken": self._write(Position(at.pages + 1, at.after))}
        taken = list(islice(later, size + 1))
        told = [item for _key, item in taken[:size] if item is not None]
        if len(taken) <= size:
            return {name: told}
        return {name: told, "NextToken": self._write(Position(at.pages + 1, taken[size - 1][0]))}

    def _write(self, position: Position) -> str:
        written = [self._seal(position), position.pages, *position.after]
        return base64.urlsafe_b64encode(json.dumps(written).encode()).decode()

    def _read(self, token: object) -> Position:
        try:
            match json.loads(base64.b64decode(str(token), altchars=b"-_", validate=True)):
                case [str(seal), int(pages), *after]:
                    position = Position(pages, tuple(str(part) for part in after))
                    if seal == self._seal(position):
                        return position
                case _:
                    pass
        except ValueError:
            pass  # as good as one that is sealed for another question
        message = "The nextToken is not one that an earlier answer to this request had."
        raise RefusedError("InvalidNextTokenException", message)

    def _seal(self, position: Position) -> str:
        question = {name: value for name, value in self.request.items() if name not in PAGING}
        sealed = [self.action, question, position.pages, position.after]
        return hashlib.sha256(json.dumps(sealed, sort_keys=True).encode()).hexdigest()[:16]
