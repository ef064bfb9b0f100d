"""Processor time of an event, against what has to be done for it in any case.

The handler runs in this process; its client's requests are answered before they are sent. What it
is compared with is parsing the same JSON, and botocore's serialising of the same transactions.
"""

from __future__ import annotations

import io
import json
import statistics
import time
from typing import TYPE_CHECKING, Any, cast

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.serialize import create_serializer

from benchmarks import workload
from benchmarks.functions import variables_of
from benchmarks.in_process import started
from benchmarks.report import Goal, Section, table

if TYPE_CHECKING:
    from benchmarks.in_process import InProcess
    from local.stack_file import StackFile

ROUNDS, EVENTS = 9, 600
AT_MOST = 3.0
ACTION = "TransactWriteItems"
ABOUT = f"""\
Changes of known states in batches of {workload.BATCH}; median of {ROUNDS} rounds of {EVENTS}
events. The client's requests are answered before they are sent: no network, no TLS.
"""


class _Answer(io.BytesIO):
    def stream(self, **_: Any) -> Any:
        yield self.read()


class Stub:
    """Takes all that a client sends, and keeps the transactions."""

    def __init__(self, function: InProcess) -> None:
        self.transactions: list[dict[str, Any]] = []
        events = function.client.meta.events
        events.register(f"provide-client-params.dynamodb.{ACTION}", self._keep)
        events.register("before-send.dynamodb", cast("Any", self._answer))

    def _keep(self, params: dict[str, Any], **_: Any) -> None:
        self.transactions.append(params)

    def _answer(self, request: Any, **_: Any) -> AWSResponse:
        headers = HTTPHeaders.from_dict({"Content-Type": "application/x-amz-json-1.0"})
        return AWSResponse(request.url, 200, headers, _Answer(b"{}"))


def measure(stack: StackFile) -> Section:
    """Measure changes of known states, each round with events of its own."""
    with started(variables_of(stack, "handle_config_events")) as function:
        stub = Stub(function)
        _handle(function, "warm-up")
        rounds = [_round(function, stub, number) for number in range(ROUNDS)]
    ours, needed = (statistics.median(times) for times in zip(*rounds, strict=True))
    ratio = statistics.median(handled / least for handled, least in rounds)
    rows = [
        ["the handler", f"{ours:.3f}"],
        ["parsing the same JSON, serialising the same transactions", f"{needed:.3f}"],
    ]
    return Section(
        title="Processor time of an event",
        module="processor_time",
        lines=[
            ABOUT,
            *table(["", "ms an event"], rows),
        ],
        goals=(
            Goal(
                key="processor_time",
                what="processor time, against parsing and serialising alone",
                measured=f"{ours:.3f} ms",
                compared=f"{needed:.3f} ms",
                value=ratio,
                limit=AT_MOST,
            ),
        ),
    )


def _round(function: InProcess, stub: Stub, number: int) -> tuple[float, float]:
    """Return the milliseconds an event that the handler takes, and that have to be."""
    stub.transactions.clear()
    messages, ours = _handle(function, f"round-{number}")
    serializer = create_serializer("json", include_validation=False)
    model = function.client.meta.service_model.operation_model(ACTION)
    start = time.process_time()
    for body in messages:
        json.loads(body)
    for transaction in stub.transactions:
        serializer.serialize_to_request(transaction, model)
    return ours, _milliseconds(start)


def _handle(function: InProcess, run: str) -> tuple[list[str], float]:
    messages = workload.bodies(workload.changes(workload.first_results(run, EVENTS)))
    events = list(workload.batches(messages))
    start = time.process_time()
    for event in events:
        function.invoke(event)
    return messages, _milliseconds(start)


def _milliseconds(start: float) -> float:
    return 1000 * (time.process_time() - start) / EVENTS
