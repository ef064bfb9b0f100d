"""From an event on an agent account's bus to the message in Slack, one violation at a time."""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime, timedelta
from itertools import cycle, product
from typing import TYPE_CHECKING, Any

from benchmarks import report
from benchmarks.functions import variables_of
from benchmarks.report import Section
from benchmarks.saying import say
from local.demo import story
from local.demo.events import Evaluation, Resource, compliance_change
from local.demo.narrator import received
from local.demo.waiting import wait_for
from local.demo.world import World
from local.settings import AGENT_ACCOUNTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from local.stack_file import StackFile

VIOLATIONS = 24
# So few that the channel's cap for a minute holds back none of them, and so rare for each rule and
# account that none of them goes along with the one before.
EVERY_SECONDS = 7.0
WAIT_SECONDS = 120
RULES = (
    ("s3-bucket-public-read-prohibited", story.BUCKET),
    ("encrypted-volumes", story.VOLUME),
    ("restricted-ssh", story.GROUP),
)
ABOUT = """\
{count} violations of critical and high rules, one every {every:g} s, each put on the bus of an
agent account, on a local AWS that does nothing else. What passes between there and the Slack stub
has its part in it: buses, queue, HandleConfigEvents, the table's stream, NotifyViolations. Of this
time a violation waits {window:g} s for others on purpose (`grouping_window_seconds`).
"""


def measure(stack: StackFile) -> Section:
    """Publish the violations at their pace; see when Slack has each."""
    world = World(stack)
    say(f"{VIOLATIONS} violations are published, one every {EVERY_SECONDS:g} s")
    warm, *told = [_publish(world, each) for each in _violations(VIOLATIONS + 1)]
    seconds = [_until_told(world, *each) for each in (warm, *told)][1:]
    window = float(variables_of(stack, "notify_violations")["GROUPING_WINDOW_SECONDS"])
    return Section(
        title="From an event to Slack",
        module="event_to_slack",
        lines=[
            ABOUT.format(count=VIOLATIONS, every=EVERY_SECONDS, window=window),
            *_table(seconds, window),
        ],
    )


def _violations(count: int) -> list[Evaluation]:
    """Return what is known to comply, to be published as something that no longer does."""
    run, places = f"{time.time():.0f}", cycle(product(RULES, AGENT_ACCOUNTS))
    now = datetime.now(UTC) - timedelta(hours=1)
    return [
        Evaluation(
            rule=rule,
            resource=Resource(account=account, kind=kind, name=f"told-{run}-{number:03d}"),
            status=story.COMPLIANT,
            at=now,
        )
        for number, ((rule, kind), account) in zip(range(count), places, strict=False)
    ]


def _publish(world: World, known: Evaluation) -> tuple[str, float]:
    """Publish that it fails now; return its name, and when that was."""
    published = time.time()
    world.publish([compliance_change(known.then(story.NON_COMPLIANT, datetime.now(UTC)))])
    time.sleep(max(0.0, published + EVERY_SECONDS - time.time()))
    return known.resource.name, published


def _until_told(world: World, name: str, published: float) -> float:
    message = wait_for(f"the alert of {name}", lambda: _message(world, name), WAIT_SECONDS)
    return received(message) - published


def _message(world: World, name: str) -> dict[str, Any] | None:
    found = (each for each in world.slack_messages() if name in str(each["payload"]))
    return next(found, None)


def _table(seconds: Sequence[float], window: float) -> list[str]:
    rows = [
        [name, *(f"{figure - less:.2f}" for figure in _figures(seconds))]
        for name, less in (("in all", 0.0), ("without the grouping window", window))
    ]
    return report.table(["from the event to Slack", "p50, s", "p95, s", "longest, s"], rows)


def _figures(seconds: Sequence[float]) -> tuple[float, float, float]:
    values = list(seconds)
    return statistics.median(values), report.percentile(values, 95), max(values)
