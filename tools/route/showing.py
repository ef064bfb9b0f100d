"""Decisions, routes and channels, for a person and for a program."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shared.domain.routing import (
    DEFAULT_CHANNEL,
    Decision,
    Mode,
    Route,
    RouteReason,
    Routing,
    Subject,
    Target,
)
from shared.domain.routing.conditions import any_of
from shared.domain.rule_names import normalise
from stacks.settings import DeploymentSettings
from tools.dlq.showing import printable
from tools.route.muting import Cover, documents, sentences

# Where nobody looks (a file, a log), the lines of a table need not be short.
WIDTH = 120
_NEEDED = {
    "tags": "--tag or --no-tags",
    "organisational units": "--ou",
    "region": "--region",
    "resource type": "--resource-type",
}


def show_decision(
    subject: Subject,
    decision: Decision,
    window_seconds: int,
    shadow_days: int,
    muted: Sequence[Cover],
) -> None:
    """Print where a violation goes, and why.

    `window_seconds` is the grouping window, `shadow_days` how long the rule is in shadow when new,
    `muted` the mutes of the settings that cover it.
    """
    what = subject.resource_id or subject.resource_type
    where = f" on {what}" if what else ""
    _print(
        f"A violation of {normalise(subject.rule_name)} ({subject.severity.value}){where} in"
        f" {subject.account} goes to"
    )
    taking = {reason.route: reason for reason in decision.reasons}
    for target in decision.targets:
        _print(f"  {target.channel}: {_told(target, window_seconds)}, {_by(target)}")
        if target.route is not None:
            _print(f"    {_sentence(taking[target.route].why)}")
    others = [reason for reason in decision.reasons if not _is_target(reason, decision)]
    if others:
        _print("Other routes:" if not decision.fallback else "Routes:")
    for reason in others:
        _print(f"  {reason.route} {reason.outcome.value}")
        _print(f"    {_sentence(reason.why)}")
    for line in chain(_unknown(decision), _shadow(shadow_days), sentences(muted)):
        _print(line)


def write_decision(
    subject: Subject, decision: Decision, shadow_days: int, muted: Sequence[Cover]
) -> None:
    """Print where a violation goes as JSON."""
    document = {
        "account": subject.account,
        "rule_name": normalise(subject.rule_name),
        "severity": subject.severity.value,
        "fallback": decision.fallback,
        "targets": [
            {
                "channel": target.channel,
                "route": target.route,
                "mode": target.mode.value,
                "batch_minutes": target.batch_minutes if target.mode is Mode.BATCHED else None,
            }
            for target in decision.targets
        ],
        "routes": [
            {"route": reason.route, "outcome": reason.outcome.name.lower(), "why": reason.why}
            for reason in decision.reasons
        ],
        "unknown": decision.unknown,
        "shadow_days": shadow_days,
        "mutes": documents(muted),
    }
    print(json.dumps(document, indent=2, ensure_ascii=False))


def show_routes(routing: Routing) -> None:
    """Print the routes in their order, and what becomes of what none of them takes."""
    table = _table("", "route", "channel", "told", "takes")
    for number, route in enumerate(routing.routes, start=1):
        _add(table, str(number), route.name, route.channel, _mode(route), "; ".join(_takes(route)))
    _console().print(table)
    first = (
        "the first route that takes it" if not routing.every_match else "every route that takes it"
    )
    _print(f"A violation goes to {first}, and to {routing.fallback} where none does.")


def show_channels(settings: DeploymentSettings) -> None:
    """Print the channels and where each gets its address from."""
    table = _table("channel", "where")
    _add(table, DEFAULT_CHANNEL, f"secret {settings.slack_secret_name}")
    for name, channel in settings.channels.items():
        where = f"Slack channel {channel.slack_channel}"
        _add(table, name, f"secret {channel.secret_name}" if channel.secret_name else where)
    _console().print()
    _console().print(table)


def _is_target(reason: RouteReason, decision: Decision) -> bool:
    return any(target.route == reason.route for target in decision.targets)


def _told(target: Target, window_seconds: int) -> str:
    match target.mode:
        case Mode.IMMEDIATE:
            return f"at once (gathered for {window_seconds} s)"
        case Mode.BATCHED:
            return f"in a batch, every {target.batch_minutes} minutes"
        case Mode.DIGEST:
            return "in the digest alone"


def _by(target: Target) -> str:
    if target.route is None:
        return "because no route takes it: this is the fallback channel"
    return f"by the route {target.route}"


def _sentence(why: Iterable[str]) -> str:
    return "; ".join(why)


def _unknown(decision: Decision) -> Iterator[str]:
    if decision.unknown:
        options = ", ".join(_NEEDED[name] for name in decision.unknown)
        yield f"Not known: {', '.join(decision.unknown)}. It may go elsewhere with {options}."


def _shadow(days: int) -> Iterator[str]:
    if days:
        yield (
            f"Nobody is told in the first {'day' if days == 1 else f'{days} days'} after this rule"
            " gave its first result anywhere: it is in shadow then, and its violations are in the"
            " digest."
        )


def _mode(route: Route) -> str:
    if route.mode is None:
        return f"by severity: at once, or every {route.batch_minutes} min"
    return f"every {route.batch_minutes} min" if route.mode is Mode.BATCHED else route.mode.value


def _takes(route: Route) -> Iterator[str]:
    asked = {
        "account": route.accounts,
        "unit": route.organisational_units,
        "region": route.regions,
        "rule": route.rules,
        "severity": tuple(severity.value for severity in route.severities),
        "type": route.resource_types,
        **{f"tag {tag.key}": tag.values for tag in route.tags},
    }
    named = [f"{name}: {any_of(values)}" for name, values in asked.items() if values]
    yield from named or ["everything"]


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _add(table: Table, *cells: str) -> None:
    table.add_row(*(Text(printable(cell)) for cell in cells))


def _console() -> Console:
    made = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    if not made.is_terminal:
        made.width = WIDTH
    return made


def _print(line: str) -> None:
    print(printable(line))
