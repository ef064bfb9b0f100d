"""A transaction costs what its items cost: expressions are parsed once, permissions asked once.

Stands for: DynamoDB, where neither takes a time that could be noticed. MiniStack takes expressions
apart at every use, two or three times for each action, and resolves the caller and evaluates the
policies for each action anew: together a third of what a large transaction took here.
"""

from functools import lru_cache
from typing import Any

from ministack.core import iam_actions
from ministack.services import dynamodb

REMEMBERED = 4096


def install() -> None:
    """Remember what is known of an expression's text; ask once for each action and table."""
    tokens_of = lru_cache(REMEMBERED)(dynamodb._tokenize)
    checks_of = iam_actions.dynamodb_transaction_checks

    def tokenize(expression: str) -> list[Any]:
        return list(tokens_of(expression))  # what is remembered stays as it is

    def distinct_checks(*request: Any) -> list[tuple[str, str]]:
        return list(dict.fromkeys(checks_of(*request)))

    dynamodb._tokenize = tokenize
    dynamodb._condition_syntax_error = lru_cache(REMEMBERED)(dynamodb._condition_syntax_error)
    iam_actions.dynamodb_transaction_checks = distinct_checks
