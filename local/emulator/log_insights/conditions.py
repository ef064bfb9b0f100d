"""What a `filter` lets through."""

import operator
import re
from collections.abc import Callable
from typing import Any

from local.emulator.log_insights.records import Row
from local.emulator.log_insights.tokens import Token, Words

type Condition = Callable[[Row], bool]

_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def condition(words: Words) -> Condition:
    """Read a whole condition, and what is joined by `or`."""
    either = [_all_of(words)]
    while words.has("or"):
        either.append(_all_of(words))
    return lambda row: any(one(row) for one in either)


def _all_of(words: Words) -> Condition:
    needed = [_one(words)]
    while words.has("and"):
        needed.append(_one(words))
    return lambda row: all(one(row) for one in needed)


def _one(words: Words) -> Condition:
    if words.has("not"):
        return _opposite(_one(words))
    if words.has("("):
        inner = condition(words)
        words.needs(")")
        return inner
    if words.has("ispresent"):
        words.needs("(")
        name = words.take("name").text
        words.needs(")")
        return lambda row: name in row
    return _on_field(words.take("name").text, words)


def _on_field(name: str, words: Words) -> Condition:
    if words.has("not"):
        return _opposite(_listed_or_like(name, words))
    for sign, compare in _COMPARED.items():
        if words.has(sign):
            return _comparison(name, compare, words.take("text", "number", "name"))
    return _listed_or_like(name, words)


def _listed_or_like(name: str, words: Words) -> Condition:
    if words.has("in"):
        words.needs("[")
        values = words.listed(lambda words: words.take("text", "number"))
        words.needs("]")
        either = [_comparison(name, operator.eq, value) for value in values]
        return lambda row: any(one(row) for one in either)
    words.needs("like")
    wanted = words.take("text", "pattern")
    text = wanted.text if wanted.kind == "pattern" else re.escape(wanted.text)
    pattern = re.compile(text)
    return lambda row: name in row and bool(pattern.search(str(row[name])))


def _comparison(name: str, compare: Callable[[Any, Any], bool], wanted: Token) -> Condition:
    """Compare as numbers where both are numbers, else as texts."""

    def holds(row: Row) -> bool:
        if name not in row:
            return False
        value = number(row[name])
        if wanted.kind == "number" and value is not None:
            return compare(value, float(wanted.text))
        return compare(str(row[name]), wanted.text)

    return holds


def number(value: object) -> float | None:
    """Return a field as a number, if it is one; access logs hold them as texts."""
    try:
        return float(str(value))
    except ValueError:
        return None


def _opposite(inner: Condition) -> Condition:
    return lambda row: not inner(row)
