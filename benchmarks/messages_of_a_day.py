"""How many messages a day with 10,000 violations brings, and what becomes of each violation.

The day is made up (`day/parts.py`) and replayed in simulated time, in this process alone.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from benchmarks.day.accounting import Account, Fate, account_for
from benchmarks.day.organisation import ACCOUNTS
from benchmarks.day.replay import replay
from benchmarks.day.slack import Kind
from benchmarks.day.story import ORDINARY, PARTS, Day, violations
from benchmarks.report import Goal, Section, percentile, table
from benchmarks.saying import say
from shared.domain.alert import AlertKind
from shared.domain.catalogue import rule_info
from shared.domain.notices import NoticeKind
from shared.domain.routing import Mode, mode_for
from stacks.settings import DeploymentSettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from benchmarks.day.replay import Told
    from local.stack_file import StackFile

DEPLOYED: dict[str, Any] = {
    "master_account": "111111111111",
    "master_region": "eu-central-1",
    "organisation_id": "o-a1b2c3d4e5",
    "agent_regions": ["eu-central-1"],
}
ROUTED: dict[str, Any] = DEPLOYED | {
    "channels": {name: {"secret_name": f"slack-{name}"} for name in ("security", "platform")},
    "routes": [
        {"name": "security", "channel": "security", "severities": ["critical"]},
        {"name": "platform", "channel": "platform", "accounts": ACCOUNTS[:20]},
        {
            "name": "sandbox",
            "channel": "default",
            "accounts": ACCOUNTS[45:],
            "severities": ["medium", "low"],
            "mode": "digest",
        },
    ],
}
WITH_BOT = "no routes, one channel, a bot"
VARIANTS = {
    "no routes, one channel": DEPLOYED,
    "three routes, three channels": ROUTED,
    WITH_BOT: DEPLOYED,
}
FIRST = next(iter(VARIANTS))
KINDS = [kind for kind in Kind if kind is not Kind.OTHER]
MINUTE = timedelta(minutes=1)
ABOUT = """\
A made-up day of 60 accounts, the same every time, as AWS Config's events tell it (one in 50 comes
twice), and an hour more for what waits at midnight. It goes through the product's own recording,
planning and telling with its own templates, by one dispatcher at a time, on a clock that only moves
when the dispatcher sleeps. The stores are those of the unit tests, which are held against those on
DynamoDB; Slack is a webhook that checks Block Kit's limits and takes a message a second. All
settings are those of a deployment that names none, in the second row beside three routes: critical
ones to one channel, a third of the accounts to another, and what is medium or low of a quarter of
them to the digest alone. In the third row the channel is a bot's, with threads: answers are
messages too, edits of first messages are counted apart and take their turn as a post does. Nobody
is at work: no digest is counted, nothing is acknowledged, and no button is pressed.
"""
NAIVE = "one message for each finding and each end"


def measure(_stack: StackFile) -> Section:
    """Replay the day in each variant; the local AWS has no part in it."""
    day = Day()
    told = {name: _told(day, name) for name in VARIANTS}
    accounts = {name: account_for(each) for name, each in told.items()}
    return Section(
        title="Messages of a day with 10,000 violations",
        module="messages_of_a_day",
        lines=[
            ABOUT, *_messages(told), "", *_in_threads(told[WITH_BOT]), "",
            *_delays(told[FIRST]), "",
            "What became of the violations, with no routes:", "",
            *_fates(day, accounts[FIRST]), "",
            "What became of them by the settings:", "",
            *_compared(accounts),
        ],
        goals=tuple(_goals(told, accounts)),
    )  # fmt: skip


def _told(day: Day, name: str) -> Told:
    say(f"the day is told with {name}")
    return replay(day, settings_of(VARIANTS[name]), bot=name == WITH_BOT)


def settings_of(given: Mapping[str, Any]) -> DeploymentSettings:
    """Return the settings of a deployment that names these."""
    return DeploymentSettings.model_validate_json(json.dumps(given))


def _messages(told: Mapping[str, Told]) -> list[str]:
    head = ["messages", "in all", *KINDS, "most in a minute and channel"]
    rows = []
    for name, each in told.items():
        kinds = Counter(posted.kind for posted in each.posted)
        counts = [len(each.posted), *(kinds[kind] for kind in KINDS), most_in_a_minute(each)]
        rows.append([name, *(f"{count:,}" for count in counts)])
    heard = told[FIRST].heard
    begun = sum(notice.kind is NoticeKind.OPENED for notice in heard)
    counts = [len(heard), begun, len(heard) - begun]
    most = _most(notice.since for notice in heard)
    nothing = [""] * (len(KINDS) - 2)
    rows.append([NAIVE, *(f"{count:,}" for count in counts), *nothing, f"{most:,}"])
    return table(head, rows)


def _in_threads(told: Told) -> list[str]:
    """Say what of the bot's messages those see who follow the channel and no thread."""
    head = ["with a bot", "in all", *KINDS]
    rows = []
    for name, seen in {
        "in the channel": [each for each in told.posted if not each.answer],
        "answers, shown in the channel as well": [each for each in told.posted if each.broadcast],
        "answers in threads alone": [e for e in told.posted if e.answer and not e.broadcast],
    }.items():
        kinds = Counter(each.kind for each in seen)
        rows.append([name, *(f"{count:,}" for count in (len(seen), *(kinds[k] for k in KINDS)))])
    rows.append(["edits of first messages", f"{told.edits:,}", *([""] * len(KINDS))])
    return table(head, rows)


def most_in_a_minute(told: Told) -> int:
    """Return how many messages the fullest minute of a channel has."""
    channels = {posted.channel for posted in told.posted}
    return max(
        (_most(each.at for each in told.posted if each.channel == name) for name in channels),
        default=0,
    )


def _most(times: Iterable[datetime]) -> int:
    minutes = Counter(at.replace(second=0, microsecond=0) for at in times)
    return max(minutes.values(), default=0)


def _delays(told: Told) -> list[str]:
    """Say how long those who are told wait for it, in simulated time."""
    urgent, others, first_results = "critical and high", "medium and low", "first results"
    seconds: dict[str, list[float]] = {urgent: [], others: [], first_results: []}
    held = Counter[str]()
    for posted in told.posted:
        for alert in posted.alerts:
            if alert.kind is AlertKind.OPENED:
                at_once = mode_for(rule_info(alert.key.rule_name).severity) is Mode.IMMEDIATE
                name = urgent if at_once else others
                name = first_results if posted.kind is Kind.FIRST_RESULTS else name
                seconds[name].append((posted.at - alert.since).total_seconds())
                held[name] += posted.kind is Kind.ROLL_UP
    head = ["from AWS Config's result to its message", "told", "of them in a roll-up"]
    rows = []
    for name, some in seconds.items():
        figures = [percentile(some, percent) for percent in (50, 95, 100)]
        counts = [len(some), held[name], *figures]
        rows.append([name, *(f"{count:,.0f}" for count in counts)])
    return table([*head, "p50, s", "p95, s", "longest, s"], rows)


def _fates(day: Day, account: Account) -> list[str]:
    rows = []
    for name in (ORDINARY, *PARTS):
        found = account.fates[name]
        counts = [violations(day.results[name]), *(found[fate] for fate in Fate)]
        rows.append([name, *(f"{count:,}" for count in counts)])
    total = [account.total.total(), *(account.total[fate] for fate in Fate)]
    rows.append(["**in all**", *(f"{count:,}" for count in total)])
    return table(["", "violations", *Fate], rows)


def _compared(accounts: Mapping[str, Account]) -> list[str]:
    rows = [[fate.value, *(f"{each.total[fate]:,}" for each in accounts.values())] for fate in Fate]
    rows.append(["**in all**", *(f"{each.total.total():,}" for each in accounts.values())])
    return table(["violations", *accounts], rows)


def _goals(told: Mapping[str, Told], accounts: Mapping[str, Account]) -> Iterable[Goal]:
    most = settings_of(DEPLOYED).alert_policy.messages_per_minute
    for name, each in told.items():
        account, heard = accounts[name], len(each.heard)
        lost, fullest = account.total[Fate.LOST], most_in_a_minute(each)
        for key, what, value, limit in (
            ("lost", "violations of a day that are lost", lost, 0),
            ("twice", "alerts of a day that are told twice", account.told_twice, 0),
            ("minute", "messages in the fullest minute of a channel", fullest, most + 1),
        ):
            yield Goal(
                key=f"day_{key}",
                what=f"{what} ({name})",
                measured=f"{len(each.posted):,} messages",
                compared=f"{heard:,} findings and ends",
                value=value,
                limit=limit,
            )
