"""Routes that nothing can reach, because earlier ones take all that they ask for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from shared.domain.routing.conditions import plain_rule
from shared.domain.routing.patterns import covers
from shared.domain.routing.route import Route, Routing, TagCondition
from shared.domain.routing.units import is_named
from shared.domain.severity import Severity


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A route that is never reached, and the earlier ones that take all of it."""

    route: str
    by: tuple[str, ...]


def unreachable(routing: Routing) -> Iterator[Unreachable]:
    """Yield the routes that can be seen to be never reached; every match reaches all of them."""
    if routing.every_match:
        return
    for at, route in enumerate(routing.routes):
        if by := _taken_by(route, routing.routes[:at]):
            yield Unreachable(route.name, by)


def is_within(narrow: Route, wide: Route) -> bool:
    """Whether all that one route takes, the other takes as well, as far as can be told."""
    narrow_rules, wide_rules = (tuple(map(plain_rule, r.rules)) for r in (narrow, wide))
    return (
        _all_in(narrow.accounts, wide.accounts, str.__eq__)
        and _all_in(narrow.organisational_units, wide.organisational_units, _is_same_unit)
        and _all_in(narrow.regions, wide.regions, str.__eq__)
        and _all_in(narrow_rules, wide_rules, covers)
        and _all_in(narrow.severities, wide.severities, str.__eq__)
        and _all_in(narrow.resource_types, wide.resource_types, covers)
        and all(_asked_too(condition, narrow.tags) for condition in wide.tags)
    )


def _taken_by(route: Route, earlier: Sequence[Route]) -> tuple[str, ...]:
    """Return what takes all of a route: one route, or several with a severity each."""
    if one := _first_around(route, earlier):
        return (one,)
    severities = route.severities or tuple(Severity)
    parts = (replace(route, severities=(severity,)) for severity in severities)
    around = [_first_around(part, earlier) for part in parts]
    return tuple(dict.fromkeys(name for name in around if name)) if all(around) else ()


def _first_around(route: Route, earlier: Sequence[Route]) -> str | None:
    return next((wide.name for wide in earlier if is_within(route, wide)), None)


def _all_in(
    narrow: tuple[str, ...], wide: tuple[str, ...], includes: Callable[[str, str], bool]
) -> bool:
    """Whether each of the narrow values is in a wide one; a condition without values is true."""
    if not wide:
        return True
    return bool(narrow) and all(any(includes(w, n) for w in wide) for n in narrow)


def _is_same_unit(wide: str, narrow: str) -> bool:
    """Whether whatever is meant by a name is meant by the other as well."""
    return is_named(wide, narrow)


def _asked_too(wide: TagCondition, narrow: tuple[TagCondition, ...]) -> bool:
    return any(
        condition.key == wide.key and _all_in(condition.values, wide.values, covers)
        for condition in narrow
    )
