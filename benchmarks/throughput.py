"""Events per second and the latency of one, through the local AWS.

`python -m benchmarks.throughput`.

From an agent account's bus through the master's bus, the queue, the function and its transactions.
It starts a local AWS of its own, so that the first events meet cold functions.
"""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from benchmarks import report
from local import up as local_aws
from local.demo import story
from local.demo.events import Evaluation, Resource, compliance_change
from local.demo.waiting import wait_for
from local.demo.world import World
from local.progress import Progress
from local.settings import AGENT_ACCOUNTS

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

RUNS = (("cold", 1_000), ("warm", 1_000), ("warm", 10_000))
SINGLE = 100
RULES = 20
WAIT_SECONDS = 600


def main() -> None:
    """Measure, check that nothing was lost, and write `throughput.md`."""
    local_aws.down()
    world = World(local_aws.up(Progress()))
    try:
        rows = [_run(world, f"{count:,} ({state})", count) for state, count in RUNS]
        latencies = [_latency(world, number) for number in range(SINGLE)]
        dead = world.dead_letters()
    finally:
        local_aws.down()
    ninety_fifth = report.percentile(latencies, 95)
    report.write(
        "throughput.md",
        [
            "# Events through the local AWS",
            "",
            f"Two agent accounts, {RULES} rules; one emulator process does the work of all AWS",
            "services, so this says what the product does at least, not what AWS does.",
            "",
            *report.table(["events", "seconds", "events/s", "states counted"], rows),
            "",
            f"Dead letters: {dead}. One event at a time, {SINGLE} of them, until the API shows it:",
            f"p50 {statistics.median(latencies):.3f} s, p95 {ninety_fifth:.3f} s.",
        ],
    )


def _run(world: World, name: str, count: int) -> list[str]:
    before = _total(world)
    events = [compliance_change(_evaluation(name, number)) for number in range(count)]
    start = time.monotonic()
    world.publish(events)
    wait_for(f"{count} events", lambda: _queue_is_empty(world), WAIT_SECONDS)
    seconds = time.monotonic() - start
    counted = wait_for(f"{count} states", lambda: _total(world) - before, WAIT_SECONDS)
    if counted != count:
        raise RuntimeError(f"{count} events became {counted} states")
    return [name, f"{seconds:.1f}", f"{count / seconds:.0f}", f"{counted:,}"]


def _latency(world: World, number: int) -> float:
    evaluation = _evaluation("one", number)
    path = f"/compliance/states?resource_id={quote(evaluation.resource.name)}"
    start = time.monotonic()
    world.publish([compliance_change(evaluation)])
    wait_for(evaluation.resource.name, lambda: bool(world.ask(path)["items"]), WAIT_SECONDS, 0.02)
    return time.monotonic() - start


def _evaluation(run: str, number: int) -> Evaluation:
    account = AGENT_ACCOUNTS[number % len(AGENT_ACCOUNTS)]
    name = f"bucket-{run}-{number}"
    return Evaluation(
        rule=f"rule-{number % RULES}",
        resource=Resource(account=account, kind=story.BUCKET, name=name),
        status=story.COMPLIANT,
        at=datetime.now(UTC),
    )


def _total(world: World) -> int:
    return int(world.ask("/compliance/summary")["total"])


def _queue_is_empty(world: World) -> bool:
    queue: SQSClient = world.master.client("sqs")
    names: list[Any] = [
        "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesNotVisible",
    ]
    answer = queue.get_queue_attributes(
        QueueUrl=world.stack.queues["config_events"], AttributeNames=names
    )
    return not any(int(answer["Attributes"][name]) for name in names)


if __name__ == "__main__":
    main()
