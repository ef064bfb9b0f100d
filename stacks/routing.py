"""The routing of a deployment: from its settings, for the stacks and for the functions' file."""

from typing import Any

from shared.domain.routing import Routing, default_routing, write_routing
from stacks.settings import DeploymentSettings


def routing_of(settings: DeploymentSettings) -> Routing:
    """Return the routing that the settings ask for; without routes all goes to one channel."""
    if not settings.routes:
        return default_routing(settings.fallback_channel, settings.batch_minutes)
    return Routing(
        tuple(route.route(settings.batch_minutes) for route in settings.routes),
        every_match=settings.route_matching == "all",
        fallback=settings.fallback_channel,
        batch_minutes=settings.batch_minutes,
    )


def routing_member(settings: DeploymentSettings) -> dict[str, Any] | None:
    """Return what functions have to know of routes and channels, None where all is default."""
    routing = routing_of(settings)
    channels = [channel.named(name) for name, channel in settings.channels.items()]
    units = settings.organisational_units
    if routing == default_routing() and not channels and units is None:
        return None
    return write_routing(routing, channels, units)


def looks_up_units(settings: DeploymentSettings) -> bool:
    """Whether AWS Organizations is asked which accounts are in which unit."""
    return settings.organisational_units is None and routing_of(settings).needs_units
