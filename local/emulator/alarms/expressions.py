"""Metric math, as far as alarms of this product use it: arithmetic, and the sum of all metrics.

Two rules of CloudWatch: where one part of a calculation has no data or a division is by zero there
is no data; a sum of all metrics is that of those that have data.
"""

import ast
import operator
import re
from collections.abc import Callable, Collection, Mapping

type Values = Mapping[str, float | None]
type Expression = Callable[[Values], float | None]

_ALL = re.compile(r"\s*SUM\(\s*METRICS\(\s*\)\s*\)\s*")
_OPERATIONS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class UnknownExpressionError(ValueError):
    """The local AWS cannot compute this; a person has to teach it."""


def understood(text: str, metrics: Collection[str]) -> Expression:
    """Return what computes an expression of metrics, which are given by their ids.

    Raises:
        UnknownExpressionError: it has something in it that is not known here.

    """
    if _ALL.fullmatch(text):
        return _sum
    try:
        return _part(ast.parse(text.strip(), mode="eval").body, metrics)
    except (SyntaxError, UnknownExpressionError) as error:
        raise UnknownExpressionError(
            f"the local AWS cannot compute {text!r} ({error}): see local/emulator/alarms"
        ) from error


def _sum(values: Values) -> float | None:
    known = [value for value in values.values() if value is not None]
    return sum(known) if known else None


def _part(node: ast.expr, metrics: Collection[str]) -> Expression:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return lambda _values: number
        case ast.Name(id=name) if name in metrics:
            return lambda values: values[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            sides = _part(left, metrics), _part(right, metrics)
            return lambda values: _computed(_OPERATIONS[type(op)], *(s(values) for s in sides))
        case _:
            raise UnknownExpressionError(f"{ast.unparse(node)} is not known")


def _computed(
    operation: Callable[[float, float], float], left: float | None, right: float | None
) -> float | None:
    if left is None or right is None:
        return None
    try:
        return operation(left, right)
    except ZeroDivisionError:
        return None
