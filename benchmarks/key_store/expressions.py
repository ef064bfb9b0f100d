"""Key conditions and filters as DynamoDB writes them, parsed once for each request."""

from __future__ import annotations

import base64
import operator
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

type Item = dict[str, Any]
type Typed = tuple[str, Any] | None
type Operand = Name | Value | Term

_TOKEN = re.compile(r"\s*(<>|<=|>=|[=<>(),]|[:#]?\w[\w.]*)")
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_READ: dict[str, Callable[[Any], Any]] = {"N": Decimal, "B": base64.b64decode}


@dataclass(frozen=True, slots=True)
class Name:
    """An attribute of the item that is looked at."""

    name: str

    def of(self, item: Item) -> Typed:
        """Return its type and value, or None where the item has no such attribute."""
        return typed(item[self.name]) if self.name in item else None


@dataclass(frozen=True, slots=True)
class Value:
    """A value that the request brings."""

    value: Typed

    def of(self, _: Item) -> Typed:
        """Return its type and value."""
        return self.value


@dataclass(frozen=True, slots=True)
class Term:
    """An operator or function with what it is applied to."""

    operator: str
    operands: tuple[Operand, ...]


def typed(value: dict[str, Any]) -> tuple[str, Any]:
    """Return the type of an attribute's value, and the value as Python compares it."""
    [(kind, content)] = value.items()
    return kind, _READ.get(kind, lambda same: same)(content)


def holds(term: Term, item: Item) -> bool:
    """Return whether an item passes."""
    if term.operator in _COMPARISONS:
        return _compared(term.operator, *(each.of(item) for each in _plain(term)))
    return _TESTS[term.operator](term, item)


def _compared(how: str, left: Typed, right: Typed) -> bool:
    if left is None or right is None or left[0] != right[0]:
        return how == "<>" and left is not None
    return _COMPARISONS[how](left[1], right[1])


def _plain(term: Term) -> Iterator[Name | Value]:
    return (each for each in term.operands if not isinstance(each, Term))


def _terms(term: Term) -> Iterator[Term]:
    return (each for each in term.operands if isinstance(each, Term))


def _between(term: Term, item: Item) -> bool:
    value, lowest, highest = (each.of(item) for each in _plain(term))
    return _compared(">=", value, lowest) and _compared("<=", value, highest)


def _one_of(term: Term, item: Item) -> bool:
    value, *wanted = (each.of(item) for each in _plain(term))
    return value in wanted


def _begins_with(term: Term, item: Item) -> bool:
    value, prefix = (each.of(item) for each in _plain(term))
    return bool(value and prefix and value[0] == prefix[0] and value[1].startswith(prefix[1]))


def _exists(term: Term, item: Item) -> bool:
    return next(_plain(term)).of(item) is not None


_TESTS: dict[str, Callable[[Term, Item], bool]] = {
    "AND": lambda term, item: all(holds(each, item) for each in _terms(term)),
    "OR": lambda term, item: any(holds(each, item) for each in _terms(term)),
    "NOT": lambda term, item: not any(holds(each, item) for each in _terms(term)),
    "BETWEEN": _between,
    "IN": _one_of,
    "begins_with": _begins_with,
    "attribute_exists": _exists,
    "attribute_not_exists": lambda term, item: not _exists(term, item),
}


class Parser:
    """Reads one expression, with the names and values of its request."""

    def __init__(self, expression: str, names: dict[str, str], values: Item) -> None:
        self._tokens = _TOKEN.findall(expression)
        self._names = names
        self._values = values

    def parse(self) -> Term:
        """Return what the expression says. Raises ValueError where that is not understood."""
        term = self._either()
        if self._tokens:
            raise ValueError(f"not understood from here on: {' '.join(self._tokens)}")
        return term

    def _either(self) -> Term:
        return self._chain("OR", self._all)

    def _all(self) -> Term:
        return self._chain("AND", self._one)

    def _chain(self, word: str, part: Callable[[], Term]) -> Term:
        terms = [part()]
        while self._next_is(word):
            terms.append(part())
        return terms[0] if len(terms) == 1 else Term(word, tuple(terms))

    def _one(self) -> Term:
        if self._next_is("NOT"):
            return Term("NOT", (self._one(),))
        if self._next_is("("):
            term = self._either()
            self._expect(")")
            return term
        if self._tokens and self._tokens[0] in _TESTS:
            return Term(self._tokens.pop(0), self._list())
        return self._comparison()

    def _comparison(self) -> Term:
        left = self._operand()
        how = self._tokens.pop(0) if self._tokens else ""
        if how == "BETWEEN":
            lowest = self._operand()
            self._expect("AND")
            return Term(how, (left, lowest, self._operand()))
        if how == "IN":
            return Term(how, (left, *self._list()))
        if how not in _COMPARISONS:
            raise ValueError(f"there is no comparison {how!r} here")
        return Term(how, (left, self._operand()))

    def _list(self) -> tuple[Operand, ...]:
        self._expect("(")
        found = [self._operand()]
        while self._next_is(","):
            found.append(self._operand())
        self._expect(")")
        return tuple(found)

    def _operand(self) -> Name | Value:
        token = self._tokens.pop(0) if self._tokens else ""
        if token.startswith(":"):
            return Value(typed(self._values[token]))
        return Name(self._names[token] if token.startswith("#") else token)

    def _next_is(self, word: str) -> bool:
        if self._tokens and self._tokens[0].upper() == word:
            self._tokens.pop(0)
            return True
        return False

    def _expect(self, word: str) -> None:
        if not self._next_is(word):
            raise ValueError(f"{word} is missing before {' '.join(self._tokens)}")
