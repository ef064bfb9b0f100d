"""The first press of a button: answered by a function that has to start for it.

Slack waits for 3 seconds, shows an error after that, and opens no form any more.
"""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from benchmarks.cold_start import deployed
from benchmarks.pressing import Answered, pressing
from benchmarks.report import Goal, Section, table
from local.aws import Account
from local.settings import ROOT
from local.slack.interactions import ANSWER_WITHIN
from shared.domain.buttons import Act
from tests.e2e.bots import running_bot

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient

    from local.stack_file import StackFile

STEM = "slack_interactions"
ASSEMBLY = ROOT / ".local" / "local-bot.cdk.out"
STARTS = 7
# With so much memory a function has one processor, with less a part of it (AWS Lambda developer
# guide, "Configure Lambda function memory").
MIB_OF_A_PROCESSOR = 1769
PRESSES = {
    "acknowledge, which is handed over": (Act.ACKNOWLEDGE, None),
    "mute, which opens a form": (Act.MUTE, "1"),
}
HEAD = ["press", "init, ms", "answer, ms", "both, ms", "longest, ms", "Slack waited, ms"]
ABOUT = f"""\
Somebody presses a button in the Slack of a local AWS with a bot (`local-bot.toml`), and what Slack
sends starts `{STEM}`, with the code, the settings and the tables that are deployed there,
under the runtime client of AWS: {STARTS} starts for each press, in turns (medians; the longest).
Init is from the start of the interpreter to the request for the first event. The answer is that of
the function: the signature verified, the request remembered as seen, a form opened or the rest
handed over. Slack waited for both, and for what plays API Gateway. What Lambda does before it
starts the interpreter (finding a place, fetching the code) is not in it; its processors are others.
"""


def measure(_stack: StackFile) -> Section:
    """Press on a local AWS with a bot: the one that is up, or one beside it."""
    with (
        running_bot() as stack,
        pressing(stack) as buttons,
        deployed(stack, STEM, ASSEMBLY, name=stack.functions[STEM]) as function,
    ):
        turns = [
            {name: buttons.press(function, *press) for name, press in PRESSES.items()}
            for _ in range(STARTS)
        ]
        mib = _memory(stack)
    longest = max(each.both for turn in turns for each in turn.values())
    rows = [_row(name, [turn[name] for turn in turns]) for name in PRESSES]
    return Section(
        title="The first press of a button",
        module="first_press",
        lines=[ABOUT, *table(HEAD, rows), "", verdict(longest, mib)],
        goals=(goal(longest, mib),),
    )


def at_memory(seconds: float, mib: int) -> float:
    """Return how long it takes with the part of a processor that a function of that memory has.

    As if all of it were work of the processor; what waits for others would take no longer.
    """
    return seconds * max(1.0, MIB_OF_A_PROCESSOR / mib)


def verdict(longest: float, mib: int) -> str:
    """Say whether who presses first is answered in time."""
    took, part = at_memory(longest, mib), min(1.0, mib / MIB_OF_A_PROCESSOR)
    so = "below" if took < ANSWER_WITHIN else "**not** below"
    return (
        f"Init and the answer took {longest:.2f} s at the longest, on a whole processor. On the"
        f" {part:.2f} of one that {mib:,} MB have, that is {took:.2f} s: {so} the"
        f" {ANSWER_WITHIN:g} s that Slack waits."
    )


def goal(longest: float, mib: int) -> Goal:
    """Return the goal: no more than Slack waits for."""
    took = at_memory(longest, mib)
    return Goal(
        key="first_press",
        what=f"first press of a button: a cold start and the answer at {mib:,} MB",
        measured=f"{took:.2f} s",
        compared=f"{ANSWER_WITHIN:g} s",
        value=took / ANSWER_WITHIN,
        limit=1,
    )


def _row(name: str, answers: list[Answered]) -> list[str]:
    seconds = (
        statistics.median(each.init for each in answers),
        statistics.median(each.first for each in answers),
        statistics.median(each.both for each in answers),
        max(each.both for each in answers),
        statistics.median(each.waited for each in answers),
    )
    return [name, *(f"{1000 * each:.0f}" for each in seconds)]


def _memory(stack: StackFile) -> int:
    account = Account(stack.master_account, stack.region, stack.endpoint)
    client: LambdaClient = account.client("lambda")
    return client.get_function_configuration(FunctionName=stack.functions[STEM])["MemorySize"]
