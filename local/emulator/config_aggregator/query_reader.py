"""Reads the part of AWS Config's query language that is asked here.

SELECT a, b.c, COUNT(*) WHERE x = 'v' AND y IN ('a', 'b') AND z LIKE 'abc%' GROUP BY a ORDER BY b.c

Stands for: a quote in a text is doubled; LIKE knows wildcards at the end only, after at least three
characters; words of SQL that the language lacks are refused. OR, NOT, BETWEEN, < and > are missing
here only.
"""

import re
from collections.abc import Callable

from local.emulator.config_aggregator.query import COUNT, Condition, Query
from local.emulator.config_aggregator.query_words import (
    InvalidExpressionError,
    is_count,
    is_name,
    tokens_of,
)

MOST_GROUPS = 3
PATTERN = re.compile(r"[^%_]{3,}[%_]+|[^%_]*")


def read_query(expression: object) -> Query:
    """Return the question that an expression asks; raises InvalidExpressionError."""
    reader = _Reader(tokens_of(expression))
    reader.expect("SELECT")
    query = Query(
        fields=reader.names(),
        conditions=reader.conditions() if reader.took("WHERE") else (),
        groups=reader.names() if reader.took("GROUP", "BY") else (),
        order=reader.order() if reader.took("ORDER", "BY") else (),
    )
    reader.expect_end()
    told = {field for field in query.fields if field != COUNT}
    if query.is_count and not (told <= set(query.groups) and len(query.groups) <= MOST_GROUPS):
        raise InvalidExpressionError(
            f"what is counted is grouped by all that is selected, {MOST_GROUPS} members at most"
        )
    return query


class _Reader:
    """Reads an expression from its first word to its last."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens

    def took(self, *words: str) -> bool:
        if tuple(token.upper() for token in self.tokens[: len(words)]) != words:
            return False
        del self.tokens[: len(words)]
        return True

    def expect(self, word: str) -> None:
        if not self.took(word):
            raise InvalidExpressionError(f"{word} is expected, not {self._next()}")

    def expect_end(self) -> None:
        if self.tokens:
            raise InvalidExpressionError(f"not understood or not supported: {self._next()}")

    def names(self) -> tuple[str, ...]:
        return self._listed(self._name)

    def order(self) -> tuple[tuple[str, bool], ...]:
        return self._listed(lambda: (self._name(), self._descends()))

    def conditions(self) -> tuple[Condition, ...]:
        return self._listed(self._condition, "AND")

    def _condition(self) -> Condition:
        name = self._name()
        if self.took("="):
            return Condition(name, (self._text(),))
        if self.took("LIKE"):
            return Condition(name, (self._pattern(),), like=True)
        if not self.took("IN"):
            raise InvalidExpressionError(f"=, IN or LIKE is expected, not {self._next()}")
        self.expect("(")
        texts = self._listed(self._text)
        self.expect(")")
        return Condition(name, texts)

    def _listed[T](self, read: Callable[[], T], separator: str = ",") -> tuple[T, ...]:
        listed = [read()]
        while self.took(separator):
            listed.append(read())
        return tuple(listed)

    def _descends(self) -> bool:
        descends = self.took("DESC")
        if not descends:
            self.took("ASC")
        return descends

    def _name(self) -> str:
        token = self.tokens[0] if self.tokens else ""
        if not is_name(token) and not is_count(token):
            raise InvalidExpressionError(f"the name of a property is expected, not {self._next()}")
        del self.tokens[0]
        return COUNT if is_count(token) else token

    def _text(self) -> str:
        if not self.tokens or not self.tokens[0].startswith("'"):
            raise InvalidExpressionError(f"a text in quotes is expected, not {self._next()}")
        return self.tokens.pop(0)[1:-1].replace("''", "'")

    def _pattern(self) -> str:
        pattern = self._text()
        if not PATTERN.fullmatch(pattern):
            raise InvalidExpressionError(
                f"wildcards stand at the end, after three characters at least: {pattern!r}"
            )
        return pattern

    def _next(self) -> str:
        return repr(self.tokens[0]) if self.tokens else "its end"
