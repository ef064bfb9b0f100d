"""Where a violation is told: which channels, how soon, and why there."""

from shared.domain.routing.channels import DEFAULT_CHANNEL, Channel
from shared.domain.routing.decision import Decision, Outcome, RouteReason, Target, decide
from shared.domain.routing.document import (
    RoutingError,
    read_channels,
    read_routing,
    read_units,
    write_routing,
)
from shared.domain.routing.following import follows_at, told_how_soon
from shared.domain.routing.mode import Mode, due, mode_for
from shared.domain.routing.route import Route, Routing, TagCondition, default_routing
from shared.domain.routing.subject import Subject
from shared.domain.routing.units import named_by
from shared.domain.routing.unreachable import Unreachable, unreachable

__all__ = [
    "DEFAULT_CHANNEL",
    "Channel",
    "Decision",
    "Mode",
    "Outcome",
    "Route",
    "RouteReason",
    "Routing",
    "RoutingError",
    "Subject",
    "TagCondition",
    "Target",
    "Unreachable",
    "decide",
    "default_routing",
    "due",
    "follows_at",
    "mode_for",
    "named_by",
    "read_channels",
    "read_routing",
    "read_units",
    "told_how_soon",
    "unreachable",
    "write_routing",
]
