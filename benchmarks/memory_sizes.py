"""What each memory size would make of a function's usual event: how long, for how much.

Lambda gives a share of a processor by the memory: at 1,769 MB a whole one (developer guide,
"Configure Lambda function memory"). The event runs here with all of a processor, under the runtime
client, and the processor time that it took is scaled. That is the kernel's count of the time that
the threads ran, so that who else is on the machine matters little. Time spent waiting for others is
left out: it is the same at each size, and the emulator's, not AWS's.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import workload
from benchmarks.cold_start import deployed, usual_event
from benchmarks.report import Section, percentile, table
from benchmarks.runtime import Runtime
from local.aws import Account

if TYPE_CHECKING:
    from local.stack_file import StackFile

SIZES = (128, 256, 512, 1024, 1536, 1769)
WHOLE_PROCESSOR = 1769
EVENTS = 20
# US dollars, arm64, us-east-1 (https://aws.amazon.com/lambda/pricing/): a GB-second, a request.
GB_SECOND, REQUEST = 0.0000133334, 0.0000002
# What an event may take of a processor, in ms, where somebody waits for it.
NEEDS = {"compliance_api": 200, "handle_config_events": 1000}
# Memory that is left free: what is stored here is little, and Lambda ends a function without it.
HEADROOM = 1.5
_MEBIBYTE_IN_KIB = 1024


@dataclass(frozen=True, kw_only=True)
class Usage:
    """What the usual events of a function took of a whole processor, in ms, and of memory."""

    median: float
    p95: float
    mebibytes: float

    def smallest(self, need: float | None) -> int | None:
        """Return the smallest size that holds it and meets the need; None where none does."""
        return next((size for size in SIZES if self._fits(size, need)), None)

    def _fits(self, size: int, need: float | None) -> bool:
        in_time = need is None or scaled(self.p95, size) <= need
        return in_time and self.mebibytes * HEADROOM <= size


def scaled(milliseconds: float, size: int) -> float:
    """Return how long it takes with the processor share of a size."""
    return milliseconds * WHOLE_PROCESSOR / min(size, WHOLE_PROCESSOR)


def dollars(milliseconds: float, size: int) -> float:
    """Return what a million events cost that take so long at a size, requests included."""
    seconds = milliseconds / 1000
    return 1_000_000 * (size / 1024 * seconds * GB_SECOND + REQUEST)


def measure(stack: StackFile) -> Section:
    """Measure every function of the stack."""
    found = {stem: (_usage(stack, stem), _memory(stack, stem)) for stem in stack.functions}
    head = ["function", "MiB used", *(f"{size:,} MB" for size in SIZES)]
    rows = [
        [stem, f"{used.mebibytes:.0f}", *(f"{scaled(used.p95, size):.0f}" for size in SIZES)]
        for stem, (used, _) in found.items()
    ]
    verdicts = [_verdict(stem, *of) for stem, of in found.items()]
    return Section(
        title="Memory sizes",
        module="memory_sizes",
        lines=[
            _about(),
            "Processor time of an event at each size, ms (p95):",
            "",
            *table(head, rows),
            "",
            *table(
                [
                    *("function", "present size, MB", "smallest that serves, MB"),
                    *("processor for a million, $", "10 ms of waiting more, at present, $"),
                    "at the smallest, $",
                ],
                verdicts,
            ),
        ],
    )


def _verdict(stem: str, used: Usage, present: int) -> list[str]:
    smallest = used.smallest(NEEDS.get(stem))
    waiting = [dollars(10, size) - dollars(0, size) for size in (present, smallest or present)]
    # Half the processor for twice the time: the price of processor time is that of any size.
    processor = dollars(scaled(used.median, present), present)
    shown = f"{smallest:,}" if smallest else "none"
    return [stem, f"{present:,}", shown, f"{processor:.2f}", *(f"{each:.2f}" for each in waiting)]


def _about() -> str:
    load, _, _ = os.getloadavg()
    return f"""\
{EVENTS} usual events each, after a first one, with all of a processor; the processor time is
scaled to the share of each size (1,769 MB: a whole one). Waiting for DynamoDB and Slack is not in
it. Memory is the most that the process held, of an organisation of a few states: {HEADROOM:g} times
that has to fit. "Serves" means that, and at p95 {_needs()}.
Prices are those of arm64 in us-east-1, the processor is that of this machine; its load was
{load:.1f}.
"""


def _needs() -> str:
    return " and ".join(f"at most {need} ms of `{stem}`" for stem, need in NEEDS.items())


def _memory(stack: StackFile, stem: str) -> int:
    client = Account(stack.master_account, stack.region, stack.endpoint).client("lambda")
    name = stack.functions[stem]
    return int(client.get_function_configuration(FunctionName=name)["MemorySize"])


def _usage(stack: StackFile, stem: str) -> Usage:
    with deployed(stack, stem) as function, Runtime(function) as runtime:
        runtime.invoke(_event(stem))
        process = Path("/proc") / str(runtime.process.pid)
        times = []
        for _ in range(EVENTS):
            before = _ran(process)
            runtime.invoke(_event(stem))
            times.append(_ran(process) - before)
        return Usage(
            median=percentile(times, 50), p95=percentile(times, 95), mebibytes=_held(process)
        )


def _event(stem: str) -> Any:
    if stem != "handle_config_events":
        return usual_event(stem)
    now = f"{datetime.now(UTC):%H%M%S%f}"
    return next(workload.batches(workload.bodies(workload.first_results(now, workload.BATCH))))


def _ran(process: Path) -> float:
    """Return how long the threads of a process have run, in ms (proc(5), schedstat)."""
    each = (path.read_text().split()[0] for path in process.glob("task/*/schedstat"))
    return sum(map(int, each)) / 1_000_000


def _held(process: Path) -> float:
    """Return the most memory that a process ever held, in MiB."""
    lines = (process / "status").read_text().splitlines()
    (peak,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(peak) / _MEBIBYTE_IN_KIB
