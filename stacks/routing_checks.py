"""What is wrong with routes and channels together, whatever is wrong with each of them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from shared.domain.catalogue import CATALOGUE
from shared.domain.routing import DEFAULT_CHANNEL, Route, Routing, unreachable
from shared.domain.routing.conditions import plain_rule
from shared.domain.routing.patterns import fits
from stacks.routing_settings import RouteSettings
from stacks.rule_settings import suggestion
from stacks.settings import DeploymentSettings

type Given = Mapping[str, Any]
type Routes = Sequence[Given]


def routing_contradictions(given: Given) -> Iterator[str]:
    """Yield a line for each thing that is wrong."""
    channels = _tables(given.get("channels"))
    routes = [route for route in _list(given.get("routes")) if isinstance(route, dict)]
    yield from _channels(channels, given)
    known = dict.fromkeys((DEFAULT_CHANNEL, *channels))
    yield from _unknown_channels(list(known), routes, given)
    yield from _named_twice(routes)
    yield from _units(routes, given)
    yield from _never_reached(routes, given)


def routing_warnings(settings: DeploymentSettings) -> Iterator[str]:
    """Yield what is possible and probably not meant."""
    watched = () if settings.organisation_id else settings.agent_accounts
    for number, route in enumerate(settings.routes):
        for line in (*_unknown_rules(route), *_unwatched(route, watched)):
            yield f"routes[{number}] ({route.name}): {line}"
    if settings.routes and (idle := settings.channels.keys() - _used(settings)):
        yield f"channels: no route names {', '.join(sorted(idle))}"


def _unknown_rules(route: RouteSettings) -> Iterator[str]:
    for rule in route.rules:
        if not any(fits(plain_rule(rule), name) for name in CATALOGUE):
            yield f"no rule of the catalogue is {rule!r}{_near(rule)}"


def _unwatched(route: RouteSettings, watched: Sequence[str]) -> Iterator[str]:
    if watched:
        for account in (name for name in route.accounts if name not in watched):
            yield f"{account} is not watched: agent_accounts does not list it"


def _near(rule: str) -> str:
    return suggestion(rule, CATALOGUE) or "; routes may name rules that others deploy"


def _used(settings: DeploymentSettings) -> set[str]:
    return {settings.fallback_channel, *(route.channel for route in settings.routes)}


def _channels(channels: dict[str, Given], given: Given) -> Iterator[str]:
    if DEFAULT_CHANNEL in channels:
        yield (
            f"channels[{DEFAULT_CHANNEL}]: it is there by itself, and is that of"
            " slack_secret_name; choose another name"
        )
    for name, channel in channels.items():
        said = [member for member in ("secret_name", "slack_channel") if channel.get(member)]
        if len(said) != 1:
            yield f"channels[{name}]: it needs either secret_name or slack_channel"
        elif said == ["slack_channel"] and given.get("slack_mode", "webhook") != "bot":
            yield f'channels[{name}]: slack_channel needs slack_mode = "bot"'
    default = DeploymentSettings.model_fields["slack_secret_name"].default
    secrets = [given.get("slack_secret_name", default)]
    secrets += [s for channel in channels.values() if (s := channel.get("secret_name"))]
    for secret in _repeated(secrets):
        yield f"channels: the secret {secret!r} is of more than one channel"


def _unknown_channels(known: list[str], routes: Routes, given: Given) -> Iterator[str]:
    named = {f"routes[{n}][channel]": route.get("channel") for n, route in enumerate(routes)}
    named["fallback_channel"] = given.get("fallback_channel")
    for place, name in named.items():
        if isinstance(name, str) and name not in known:
            listed = ", ".join(known)
            yield f"{place}: there is no channel {name!r}{suggestion(name, known)}: {listed}"


def _named_twice(routes: Routes) -> Iterator[str]:
    for name in _repeated([str(route["name"]) for route in routes if "name" in route]):
        yield f"routes: more than one is named {name!r}"


def _units(routes: Routes, given: Given) -> Iterator[str]:
    table = given.get("organisational_units")
    for number, route in enumerate(routes):
        named = [unit for unit in _list(route.get("organisational_units")) if isinstance(unit, str)]
        place = f"routes[{number}][organisational_units]"
        if isinstance(table, dict):
            for unit in (unit for unit in named if unit not in table):
                near = suggestion(unit, table)
                yield f"{place}: {unit!r} is not in the table organisational_units{near}"
        elif named and not given.get("organisation_id"):
            yield (
                f"{place}: nobody knows which accounts are in them: give organisation_id, or the"
                " table organisational_units"
            )


def _never_reached(routes: Routes, given: Given) -> Iterator[str]:
    """Yield routes that earlier ones leave nothing for, among those that can be understood."""
    readable = [route for each in routes if (route := _route(each))]
    routing = Routing(tuple(readable), every_match=given.get("route_matching") == "all")
    for each in unreachable(routing):
        yield (
            f"routes: {each.route!r} is never reached: nothing is left for it after"
            f' {" and ".join(map(repr, each.by))}; move it up, or set route_matching = "all"'
        )


def _route(given: Given) -> Route | None:
    try:
        return RouteSettings.model_validate(given, strict=False).route()
    except ValidationError:
        return None


def _repeated(values: list[Any]) -> list[str]:
    return sorted(str(value) for value, times in Counter(map(str, values)).items() if times > 1)


def _tables(value: Any) -> dict[str, Given]:
    tables = value if isinstance(value, dict) else {}
    return {name: table for name, table in tables.items() if isinstance(table, dict)}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
