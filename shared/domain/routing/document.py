"""Routing as plain members, as the deployment's file holds it, and back."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from shared.domain.routing.channels import DEFAULT_CHANNEL, Channel
from shared.domain.routing.mode import Mode
from shared.domain.routing.route import Route, Routing, TagCondition, default_routing
from shared.domain.severity import Severity

MEMBER = "routing"

type Member = Mapping[str, Any]
_LISTS = ("accounts", "organisational_units", "regions", "rules", "resource_types")


class RoutingError(ValueError):
    """What should be routing is none; the message says what is wrong with it."""


def write_routing(
    routing: Routing,
    channels: Iterable[Channel] = (),
    units: Mapping[str, tuple[str, ...]] | None = None,
) -> dict[str, Any]:
    """Return routing, channels and the accounts of units; what is default is left out."""
    member = {
        "every_match": routing.every_match,
        "fallback": routing.fallback,
        "batch_minutes": routing.batch_minutes,
        "routes": [_write_route(route) for route in routing.routes],
        "channels": {channel.name: _write_channel(channel) for channel in channels},
    }
    if units is not None:
        member["organisational_units"] = {name: list(of) for name, of in units.items()}
    return member


def read_routing(member: Member | None) -> Routing:
    """Return the routing; without any all goes to one channel, by severity.

    Raises:
        RoutingError: it is not what `write_routing` writes.

    """
    if member is None:
        return default_routing()
    try:
        return Routing(
            tuple(_read_route(route) for route in member["routes"]),
            every_match=bool(member["every_match"]),
            fallback=str(member["fallback"]),
            batch_minutes=int(member["batch_minutes"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RoutingError(f"routing is not understood: {error!r}") from error


def read_channels(member: Member | None) -> Mapping[str, Channel]:
    """Return all channels by name; the default one is always there.

    Raises:
        RoutingError: it is not what `write_routing` writes.

    """
    found = {DEFAULT_CHANNEL: Channel(DEFAULT_CHANNEL)}
    try:
        given = (member or {}).get("channels", {})
        found |= {name: Channel(name, **said) for name, said in given.items()}
    except (TypeError, AttributeError) as error:
        raise RoutingError(f"channels are not understood: {error!r}") from error
    return MappingProxyType(found)


def read_units(member: Member | None) -> Mapping[str, tuple[str, ...]] | None:
    """Return which accounts are in which unit, or None where the settings do not say."""
    given = (member or {}).get("organisational_units")
    return None if given is None else {name: tuple(of) for name, of in given.items()}


def _write_route(route: Route) -> dict[str, Any]:
    said = {field.name: getattr(route, field.name) for field in fields(route)}
    said["tags"] = {tag.key: list(tag.values) for tag in route.tags}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in said.items()
        if value
    }


def _write_channel(channel: Channel) -> dict[str, str]:
    said = {"secret_name": channel.secret_name, "slack_channel": channel.slack_channel}
    return {name: value for name, value in said.items() if value}


def _read_route(said: Member) -> Route:
    mode = said.get("mode")
    return Route(
        name=str(said["name"]),
        channel=str(said["channel"]),
        mode=Mode(mode) if mode else None,
        batch_minutes=int(said["batch_minutes"]),
        severities=tuple(map(Severity, said.get("severities", ()))),
        tags=tuple(TagCondition(key, tuple(v)) for key, v in said.get("tags", {}).items()),
        **{name: tuple(said.get(name, ())) for name in _LISTS},
    )
