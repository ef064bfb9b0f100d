"""The words of AWS Config's query language, and those of SQL that it lacks."""

import re

from local.emulator.config_aggregator.pages import RefusedError
from local.emulator.config_aggregator.query import ALL

TOKEN = re.compile(
    r"\s*(?:'(?:[^']|'')*'|COUNT\s*\(\s*\*\s*\)|[\w.]+|[=,()*])", re.IGNORECASE | re.ASCII
)
NAME = re.compile(r"[A-Za-z_][\w.]*", re.ASCII)
WORDS = {
    *("SELECT", "WHERE", "AND", "IN", "LIKE", "GROUP", "ORDER", "BY", "ASC", "DESC"),
    *("FROM", "AS", "DISTINCT", "HAVING", "JOIN", "UNION", "ALL", "CASE", "NULL"),
    *("OR", "NOT", "BETWEEN"),
}


class InvalidExpressionError(RefusedError):
    """An expression that cannot be understood."""

    def __init__(self, why: str) -> None:
        super().__init__("InvalidExpressionException", f"The expression is not valid: {why}.")


def tokens_of(expression: object) -> list[str]:
    """Return the words, signs and texts (with their quotes) of an expression."""
    tokens, at = [], 0
    text = str(expression or "").strip()
    while at < len(text):
        found = TOKEN.match(text, at)
        if found is None:
            raise InvalidExpressionError(f"not understood: {text[at : at + 20].strip()!r}")
        tokens.append(found[0].strip())
        at = found.end()
    return tokens


def is_name(token: str) -> bool:
    """Whether a token names a property, or all of them."""
    return token == ALL or bool(NAME.fullmatch(token) and token.upper() not in WORDS)


def is_count(token: str) -> bool:
    """Whether a token is COUNT(*), however it is spaced."""
    return token.upper().startswith("COUNT") and "(" in token
