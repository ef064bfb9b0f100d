"""Whether a violation is what a route asks for, condition by condition, and in words why."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from shared.domain.routing.patterns import fits_any
from shared.domain.routing.route import Route, TagCondition
from shared.domain.routing.subject import Subject
from shared.domain.routing.units import named_by
from shared.domain.rule_names import normalise

TAGS, UNITS = "tags", "organisational units"
GLOBAL = "global"


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of a route: `holds` is None where what it asks for is not known."""

    about: str
    holds: bool | None
    said: str


def checks(route: Route, subject: Subject) -> Iterator[Check]:
    """Yield each condition that a route has, and whether it holds."""
    rule = normalise(subject.rule_name)
    yield from _check("account", route.accounts, subject.account, _is_one)
    yield from _units(route.organisational_units, subject.organisational_units)
    yield from _check("region", route.regions, _region(subject.region), _is_one)
    yield from _check("rule", tuple(map(plain_rule, route.rules)), rule, fits_any)
    yield from _check("severity", route.severities, subject.severity, _is_one)
    yield from _check("resource type", route.resource_types, subject.resource_type, fits_any)
    for condition in route.tags:
        yield _tag(condition, subject.tags)


def plain_rule(pattern: str) -> str:
    """Return the name of a rule without what deployments add; a pattern is as it is."""
    return pattern if "*" in pattern else normalise(pattern)


def any_of(names: Iterable[str]) -> str:
    """Return names as a person lists them."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else str(last)


def _check(
    about: str,
    asked: tuple[str, ...],
    known: str | None,
    is_asked: Callable[[tuple[str, ...], str], bool],
) -> Iterator[Check]:
    if not asked:
        return
    if known is None:
        yield Check(about, None, f"{about} is not known; {any_of(asked)} is asked for")
    elif is_asked(asked, known):
        yield Check(about, holds=True, said=f"{about} is {known}")
    else:
        yield Check(about, holds=False, said=f"{about} is {known}, not {any_of(asked)}")


def _units(asked: tuple[str, ...], known: tuple[str, ...] | None) -> Iterator[Check]:
    if not asked:
        return
    if known is None:
        yield Check(UNITS, None, f"{UNITS} are not known; {any_of(asked)} is asked for")
    elif named_by(asked, known):
        yield Check(UNITS, holds=True, said=f"the account is in {any_of(asked)}")
    else:
        where = ", ".join(known) or "none"
        yield Check(UNITS, holds=False, said=f"{UNITS} are {where}, not {any_of(asked)}")


def _tag(condition: TagCondition, known: Mapping[str, str] | None) -> Check:
    key, asked = condition.key, any_of(condition.values)
    if known is None:
        return Check(TAGS, None, f"{TAGS} are not known; {key} = {asked} is asked for")
    if key not in known:
        return Check(TAGS, holds=False, said=f"there is no tag {key}; {asked} is asked for")
    if fits_any(condition.values, known[key]):
        return Check(TAGS, holds=True, said=f"tag {key} is {known[key]}")
    return Check(TAGS, holds=False, said=f"tag {key} is {known[key]}, not {asked}")


def _is_one(asked: tuple[str, ...], known: str) -> bool:
    return known in asked


def _region(known: str | None) -> str | None:
    return GLOBAL if known == "" else known
