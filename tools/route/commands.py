"""What the commands do; each returns the exit status."""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from shared.domain.account_units import Units, units_in_settings
from shared.domain.catalogue import rule_info
from shared.domain.routing import Subject, decide
from shared.domain.rule_names import normalise
from shared.domain.severity import Severity
from stacks.routing import routing_of
from stacks.routing_checks import routing_warnings
from stacks.settings import DeploymentSettings
from stacks.settings_file import read_settings
from tools.route import showing
from tools.route.muting import covers

FINE, NOT_QUITE = 0, 1


def explain(given: argparse.Namespace) -> int:
    """Say where a violation would go, and what each route says of it.

    Raises:
        SettingsError: the settings cannot be used.

    """
    settings = read_settings(given.deployment)
    routing, subject = routing_of(settings), _subject(given, settings)
    decision = decide(routing, subject)
    shadow = settings.alert_policy.shadow_for(normalise(given.rule)).days
    covering = covers(subject, (each.mute for each in settings.mutes), datetime.now(UTC))
    if given.json:
        showing.write_decision(subject, decision, shadow, covering)
    else:
        window = settings.grouping_window_seconds
        showing.show_decision(subject, decision, window, shadow, covering)
    return NOT_QUITE if decision.fallback else FINE


def show(given: argparse.Namespace) -> int:
    """Show routes and channels.

    Raises:
        SettingsError: the settings cannot be used.

    """
    settings = read_settings(given.deployment)
    showing.show_routes(routing_of(settings))
    showing.show_channels(settings)
    return FINE


def check(given: argparse.Namespace) -> int:
    """Say what is wrong with the settings, and what is probably not meant.

    Raises:
        SettingsError: the settings cannot be used; its lines are what is wrong.

    """
    settings = read_settings(given.deployment)
    warnings = list(routing_warnings(settings))
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)
    if not warnings:
        print(f"Nothing is wrong with the routes ({len(settings.routes)}).")
    return NOT_QUITE if warnings else FINE


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "explain": explain,
    "list": show,
    "check": check,
}


def _subject(given: argparse.Namespace, settings: DeploymentSettings) -> Subject:
    tags = {} if given.no_tags else dict(given.tag) if given.tag else None
    severity = Severity(given.severity) if given.severity else rule_info(given.rule).severity
    return Subject(
        account=given.account,
        rule_name=given.rule,
        severity=severity,
        region="" if given.region == "global" else given.region,
        resource_type=given.resource_type,
        resource_id=given.resource_id,
        organisational_units=_units(given, settings),
        tags=tags,
    )


def _units(given: argparse.Namespace, settings: DeploymentSettings) -> Units | None:
    if given.ou:
        return tuple(given.ou)
    table = settings.organisational_units
    return None if table is None else units_in_settings(table, given.account)
