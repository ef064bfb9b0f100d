"""Steps of actions that belong together, written in transactions of as many steps as fit."""

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

type Action = Mapping[str, Any]
type Step = Sequence[Action]

# DynamoDB developer guide, TransactWriteItems.
MOST_ACTIONS = 100
_ATTEMPTS = 4


def write_steps(client: "DynamoDBClient", steps: Sequence[Step]) -> list[bool]:
    """Write each step as a whole or not at all; return which of them were written, in their order.

    Most are written at the first try, many to a transaction. Where one of them is refused, the
    others of its transaction are written each for itself.
    """
    written = [False] * len(steps)
    for numbers in _transactions(steps):
        together = [action for number in numbers for action in steps[number]]
        done = _write(client, together, attempts=1)
        for number in numbers:
            written[number] = done or _write(client, steps[number], attempts=_ATTEMPTS)
    return written


def _transactions(steps: Sequence[Step]) -> Iterator[list[int]]:
    """Yield the numbers of steps that fit into one transaction."""
    numbers: list[int] = []
    size = 0
    for number, step in enumerate(steps):
        if numbers and size + len(step) > MOST_ACTIONS:
            yield numbers
            numbers, size = [], 0
        numbers.append(number)
        size += len(step)
    if numbers:
        yield numbers


def _write(client: "DynamoDBClient", actions: Step, *, attempts: int) -> bool:
    """Write all actions or none; a conflict with another transaction is tried again."""
    request: Any = actions
    for attempt in range(attempts):
        try:
            client.transact_write_items(TransactItems=request)
        except client.exceptions.TransactionCanceledException as error:
            codes = {reason.get("Code") for reason in error.response["CancellationReasons"]}
            if "ConditionalCheckFailed" in codes:
                return False
            time.sleep(random.uniform(0, 0.05 * 2**attempt))  # noqa: S311 - spreads conflicts
        else:
            return True
    return False
