"""Steps of actions that belong together, written in transactions of as many steps as fit.

A transaction takes one action for each item, so what several of its steps count together is added
up to one.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

type Action = Mapping[str, Any]

# DynamoDB developer guide, TransactWriteItems.
MOST_ACTIONS = 100
_ATTEMPTS = 4


@dataclass(frozen=True, slots=True)
class Step[Counted]:
    """Actions that no other step has, and what is counted with them: how often each."""

    actions: Sequence[Action]
    counts: Counter[Counted] = field(default_factory=Counter[Counted])

    @property
    def size(self) -> int:
        """How many actions it takes at most."""
        return len(self.actions) + len(self.counts)


type Counting[Counted] = Callable[[Counted, int], Action]


def write_steps[Counted](
    client: "DynamoDBClient", steps: Sequence[Step[Counted]], counting: Counting[Counted]
) -> list[bool]:
    """Write each step as a whole or not at all; return which of them were written, in their order.

    Most are written at the first try, many to a transaction. Where one of them is refused, the
    others of its transaction are written each for itself. `counting` makes the action that counts
    something so many times.
    """
    written = [False] * len(steps)
    for numbers in _transactions(steps):
        together = _together([steps[number] for number in numbers], counting)
        done = _write(client, together, attempts=1)
        for number in numbers:
            alone = _together([steps[number]], counting)
            written[number] = done or _write(client, alone, attempts=_ATTEMPTS)
    return written


def write_step(client: "DynamoDBClient", actions: Sequence[Action]) -> bool:
    """Write actions as a whole or not at all, and return whether they were written."""
    return _write(client, actions, attempts=_ATTEMPTS)


def _together[Counted](
    steps: Sequence[Step[Counted]], counting: Counting[Counted]
) -> Sequence[Action]:
    counts = sum((step.counts for step in steps), Counter[Counted]())
    actions = [action for step in steps for action in step.actions]
    return actions + [counting(counted, number) for counted, number in counts.items()]


def _transactions(steps: Sequence[Step[Any]]) -> Iterator[list[int]]:
    """Yield the numbers of steps that fit into one transaction."""
    numbers: list[int] = []
    size = 0
    for number, step in enumerate(steps):
        if numbers and size + step.size > MOST_ACTIONS:
            yield numbers
            numbers, size = [], 0
        numbers.append(number)
        size += step.size
    if numbers:
        yield numbers


def _write(client: "DynamoDBClient", actions: Sequence[Action], *, attempts: int) -> bool:
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
