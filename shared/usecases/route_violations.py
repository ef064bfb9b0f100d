"""Decide where violations go, and ask for what is not known of them only where it matters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from shared.domain.routing import Decision, Routing, Subject, decide
from shared.domain.routing.conditions import TAGS, UNITS
from shared.ports.routing import OrganisationalUnits, ResourceTags


@dataclass(frozen=True, kw_only=True, slots=True)
class RoutingDesk:
    """Where what routes ask for can be looked up."""

    tags: ResourceTags
    units: OrganisationalUnits


def route_violations(
    routing: Routing, subjects: Sequence[Subject], desk: RoutingDesk
) -> list[Decision]:
    """Return where each violation goes, in their order.

    Units are looked up first: they are near, tags are far, and what is known of one may make the
    other needless.

    Raises:
        StoreUnavailableError: the units cannot be read now.

    """
    known = _filled(routing, subjects, UNITS, lambda some: _with_units(some, desk))
    known = _filled(routing, known, TAGS, lambda some: _with_tags(some, desk))
    return [decide(routing, subject) for subject in known]


def _filled(
    routing: Routing,
    subjects: Sequence[Subject],
    missing: str,
    fill: Callable[[Sequence[Subject]], Sequence[Subject]],
) -> Sequence[Subject]:
    """Return the subjects, those of them filled in whose decision depends on what is missing."""
    places = [n for n, s in enumerate(subjects) if missing in decide(routing, s).unknown]
    if not places:
        return subjects
    filled = list(subjects)
    found = fill([subjects[n] for n in places])
    for place, subject in zip(places, found, strict=True):
        filled[place] = subject
    return filled


def _with_units(subjects: Sequence[Subject], desk: RoutingDesk) -> Sequence[Subject]:
    found = desk.units.of({subject.account for subject in subjects})
    return [replace(s, organisational_units=found.get(s.account)) for s in subjects]


def _with_tags(subjects: Sequence[Subject], desk: RoutingDesk) -> Sequence[Subject]:
    asked = {subject.resource for subject in subjects}
    found = desk.tags.of(resource for resource in asked if resource is not None)
    return [replace(s, tags=found.get(s.resource) if s.resource else None) for s in subjects]
