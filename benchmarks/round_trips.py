"""DynamoDB requests for a batch and write units for an event, counted at the function's client.

The function runs in this process, on the tables of the local AWS.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from benchmarks import workload
from benchmarks.functions import variables_of
from benchmarks.in_process import started
from benchmarks.report import Goal, Section, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mypy_boto3_dynamodb.client import DynamoDBClient

    from benchmarks.in_process import InProcess
    from local.demo.events import Evaluation
    from local.stack_file import StackFile

STATES, CHANGES_OF_EACH = 200, 3
REPEATED = 0.2
IN_ORDER, IN_DISORDER = 1.1, 2.5
UNITS_REFUSED = 2  # for each action of a refused transaction, whose items are small
HEAD = ["batches of 20", "batches", "requests for a batch", "of them refused", "units an event"]
RULE = """\
Requests include the refused ones and, in the first row, two that keep when each account was heard
from. Units are those that the local AWS reports: 2 for each KB that a transaction writes or checks,
1 for each KB of an index entry. Of a refused transaction it reports none, though AWS charges it:
that is counted with 2 for each action.
"""


@dataclass
class Counted:
    """What was sent to DynamoDB for some events."""

    events: int
    batches: int = 0
    requests: int = 0
    refused: int = 0
    units: float = 0

    @property
    def per_batch(self) -> float:
        """Requests for a batch."""
        return self.requests / self.batches

    def row(self, name: str) -> list[str]:
        """Return the counts as a row of the table."""
        refused = self.refused / self.batches
        units = self.units / self.events
        return [name, f"{self.batches}", f"{self.per_batch:.2f}", f"{refused:.2f}", f"{units:.1f}"]


class Watch:
    """Counts what a client does."""

    def __init__(self, client: DynamoDBClient) -> None:
        self.counted = Counted(events=0)
        self._actions = 0
        events = client.meta.events
        events.register("provide-client-params.dynamodb", cast("Any", self._ask))
        events.register("before-send.dynamodb", self._send)
        events.register("after-call.dynamodb", self._take)

    def _ask(self, params: dict[str, Any], **_: Any) -> dict[str, Any]:
        self._actions = len(params.get("TransactItems", "1"))
        return {**params, "ReturnConsumedCapacity": "TOTAL"}

    def _send(self, **_: Any) -> None:
        self.counted.requests += 1

    def _take(self, parsed: dict[str, Any], **_: Any) -> None:
        if "Error" in parsed:
            self.counted.refused += 1
            self.counted.units += UNITS_REFUSED * self._actions
        consumed = parsed.get("ConsumedCapacity", [])
        for one in consumed if isinstance(consumed, list) else [consumed]:
            self.counted.units += one["CapacityUnits"]


def measure(stack: StackFile) -> Section:
    """Count for first results, for changes in order, and for changes in any order, repeated."""
    first, others = (workload.first_results(run, STATES) for run in ("ordered", "disordered"))
    with started(variables_of(stack, "handle_config_events")) as function:
        watch = Watch(function.client)
        known = _count(function, watch, workload.bodies(first))
        in_order = _count(function, watch, _changes(first))
        _count(function, watch, workload.bodies(others))
        in_disorder = _count(function, watch, _disordered(_changes(others)))
    rows = [
        known.row("first results, rule by rule"),
        in_order.row("changes of known states, in order"),
        in_disorder.row("changes in random order, 20 % repeated"),
    ]
    return Section(
        title="Requests to DynamoDB and write units",
        module="round_trips",
        lines=[RULE, *table(HEAD, rows)],
        goals=(
            _goal("in_order", "requests for a batch, in order", in_order, IN_ORDER),
            _goal("in_disorder", "requests for a batch, random order", in_disorder, IN_DISORDER),
        ),
    )


def _changes(first: list[Evaluation]) -> list[str]:
    """Return some changes of each state, the older ones first."""
    heard, latest = [], first
    for _ in range(CHANGES_OF_EACH):
        latest = workload.changes(latest)
        heard += latest
    return workload.bodies(heard)


def _disordered(changes: list[str]) -> list[str]:
    chance = random.Random(20)  # noqa: S311 - the same every time
    again = chance.sample(changes, int(REPEATED * len(changes)))
    return chance.sample([*changes, *again], len(changes) + len(again))


def _count(function: InProcess, watch: Watch, messages: Sequence[str]) -> Counted:
    watch.counted = counted = Counted(events=len(messages))
    for event in workload.batches(messages):
        counted.batches += 1
        function.invoke(event)
    return counted


def _goal(key: str, what: str, counted: Counted, limit: float) -> Goal:
    return Goal(
        key=key,
        what=what,
        measured=f"{counted.requests} requests",
        compared=f"{counted.batches} batches",
        value=counted.per_batch,
        limit=limit,
    )
