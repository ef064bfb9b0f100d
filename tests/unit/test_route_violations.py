"""Units and tags are looked up for those violations alone whose way depends on them."""

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.routing import Routing, Subject, decide
from shared.usecases.route_violations import RoutingDesk, route_violations
from tests.builders.routes import HERE, OTHER, SUBJECTS, route, routings, subject, tag
from tests.fakes.scripted_units import InMemoryAccountUnits, ScriptedTags

UNKNOWN = subject(organisational_units=None, tags=None)


class Office:
    def __init__(self) -> None:
        self.units = InMemoryAccountUnits(HERE, OTHER)
        self.tags = ScriptedTags()

    def routes(self, routing: Routing, *subjects: Subject) -> list[str | None]:
        desk = RoutingDesk(tags=self.tags, units=self.units)
        decisions = route_violations(routing, subjects, desk)
        return [decision.targets[0].route for decision in decisions]


def test_what_no_route_asks_for_is_not_looked_up() -> None:
    office = Office()
    assert office.routes(Routing((route(),)), UNKNOWN) == ["one"]
    assert (office.units.asked, office.tags.asked) == ([], [])


def test_tags_are_asked_for_those_whose_way_depends_on_them() -> None:
    office, far = Office(), subject(account=OTHER, tags=None)
    assert UNKNOWN.resource is not None
    office.tags.tags = {UNKNOWN.resource: {"team": "payments"}}
    routing = Routing((route(accounts=(HERE,), tags=(tag("team", "payments"),)), route("rest")))
    assert office.routes(routing, far, UNKNOWN, UNKNOWN) == ["rest", "one", "one"]
    assert office.tags.asked == [UNKNOWN.resource]


def test_units_that_make_tags_needless_are_looked_up_first() -> None:
    office = Office()
    office.units.by_account[HERE] = ("ou-1", "Sandbox")
    asking = route(organisational_units=("Production",), tags=(tag(),))
    assert office.routes(Routing((asking, route("rest"))), UNKNOWN) == ["rest"]
    assert (office.units.asked, office.tags.asked) == ([HERE], [])


def test_what_cannot_be_found_out_stays_unknown() -> None:
    office = Office()
    nameless = subject(tags=None, resource_id=None)
    assert office.routes(Routing((route(tags=(tag(),)),)), UNKNOWN, nameless) == [None, None]
    assert office.tags.asked == [UNKNOWN.resource]


@given(routings(), st.lists(SUBJECTS, max_size=4))
def test_it_decides_as_if_everything_had_been_known_from_the_start(
    routing: Routing, subjects: list[Subject]
) -> None:
    office = Office()
    known = {subject.account: subject.organisational_units for subject in subjects}
    office.units.by_account |= known
    office.tags.tags = {s.resource: s.tags for s in subjects if s.resource and s.tags is not None}
    blind = [subject_without(s) for s in subjects]
    desk = RoutingDesk(tags=office.tags, units=office.units)
    found = [decision.targets for decision in route_violations(routing, blind, desk)]
    assert found == [decide(routing, seen(s, office)).targets for s in subjects]


def subject_without(of: Subject) -> Subject:
    return changed(of, None, None)


def seen(of: Subject, office: Office) -> Subject:
    units = office.units.by_account[of.account]
    return changed(of, units, office.tags.tags[of.resource] if of.resource else None)


def changed(of: Subject, units: object, tags: object) -> Subject:
    members = {name: getattr(of, name) for name in Subject.__dataclass_fields__}
    return Subject(**{**members, "organisational_units": units, "tags": tags})
