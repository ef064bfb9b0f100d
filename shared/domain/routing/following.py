"""When a channel is told what follows the beginning of a violation: its end, or a reminder."""

from datetime import datetime, timedelta

from shared.domain.routing.mode import Mode, due, mode_for
from shared.domain.routing.route import Route, Routing
from shared.domain.severity import Severity


def follows_at(
    routing: Routing,
    route: str | None,
    severity: Severity,
    now: datetime,
    gathers_for: timedelta,
) -> datetime:
    """Return when it is told at the earliest: it waits for others, as the beginning did.

    `route` is the one that the beginning was told by. Where that is gone, the severity says
    how soon; where it leaves all to the digest by now, nobody is kept waiting for it.
    """
    taken = _taken(routing, route)
    minutes = taken.batch_minutes if taken else routing.batch_minutes
    mode = told_how_soon(routing, route, severity)
    return due(mode, minutes, now, gathers_for) or now + gathers_for


def told_how_soon(routing: Routing, route: str | None, severity: Severity) -> Mode:
    """Return how soon what a route has taken is told; where it is gone the severity says it."""
    taken = _taken(routing, route)
    return (taken.mode if taken else None) or mode_for(severity)


def _taken(routing: Routing, route: str | None) -> Route | None:
    return next((each for each in routing.routes if each.name == route), None)
