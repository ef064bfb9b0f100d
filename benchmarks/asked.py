"""What ComplianceApi is asked: one line for each question, with the parameters that it takes."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from benchmarks.organisation.fleet import REGIONS, SEED
from benchmarks.organisation.story import NOW

if TYPE_CHECKING:
    from benchmarks.organisation.fleet import Fleet

# A page is as long at every size only where there is more than one page.
FULL_PAGE = 60
DAYS = 7


@dataclass(frozen=True)
class Asker:
    """Chooses parameters: accounts and rules with more than a page of states, and any resource."""

    fleet: Fleet
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311 - the same every time

    @cached_property
    def _accounts(self) -> list[str]:
        return [name for name, count in self.fleet.by_account.items() if count >= FULL_PAGE]

    @cached_property
    def _rules(self) -> list[int]:
        return [number for number, count in self.fleet.by_rule.items() if count >= FULL_PAGE]

    def parameters(self, names: str) -> dict[str, str]:
        """Return values for the parameters with these names (or `name=value`), else chosen."""
        found: dict[str, str] = {}
        for name in names.split():
            key, _, value = name.partition("=")
            found[key] = value or getattr(self, key)()
        return found

    def account(self) -> str:
        """Choose an account."""
        return self.chance.choice(self._accounts)

    def rule_name(self) -> str:
        """Choose a rule."""
        return self.fleet.rules[self.chance.choice(self._rules)].name

    def resource_id(self) -> str:
        """Choose a resource that has at least one state."""
        place = self.chance.choice([place for place in self.fleet.places if place.states])
        number, count = self.chance.choice(place.states)
        return place.resource(self.fleet.rules[number].resource_type, self.chance.randrange(count))

    def region(self) -> str:
        """Choose a region."""
        return self.chance.choice(REGIONS)

    def resource_type(self) -> str:
        """Choose the resource type of a rule."""
        return self.fleet.rules[self.chance.choice(self._rules)].resource_type

    def start_date(self) -> str:
        """Choose a time within the last week."""
        back = timedelta(days=DAYS, minutes=self.chance.randrange(24 * 60))
        return f"{(NOW - back).timestamp():.0f}"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, where, and with which parameters; the goal is how it may grow, if any."""

    name: str
    path: str
    parameters: str = ""
    goal: str = ""


QUESTIONS = (
    Question("summary", "/compliance/summary", goal="summary"),
    Question("summary of an account", "/compliance/summary", "account"),
    Question("summary of a rule", "/compliance/summary", "rule_name"),
    Question("summary of a type", "/compliance/summary", "resource_type"),
    Question("summary of a resource", "/compliance/summary", "resource_id"),
    Question("summary of a week", "/compliance/summary", "start_date"),
    Question("states of an account", "/compliance/states", "account", "states_of_account"),
    Question("states of a rule", "/compliance/states", "rule_name", "states_of_rule"),
    Question("states of a resource", "/compliance/states", "resource_id"),
    Question("states, all", "/compliance/states", goal="states"),
    Question("states, non-compliant", "/compliance/states", "status=NON_COMPLIANT"),
    Question("violations", "/compliance/violations", goal="violations"),
    Question("violations of an account", "/compliance/violations", "account"),
    Question("violations of a rule", "/compliance/violations", "rule_name"),
    Question("violations of a type", "/compliance/violations", "resource_type"),
    Question("violations of a region", "/compliance/violations", "region"),
    Question("violations, critical", "/compliance/violations", "severity=critical"),
    Question("timeline of a resource", "/compliance/timeline", "resource_id"),
    Question("trend of 90 days", "/compliance/trend", "days=90"),
    Question("trend of an account", "/compliance/trend", "account days=90"),
    Question("trend of a rule", "/compliance/trend", "rule_name days=90"),
    Question("accounts", "/accounts"),
    Question("rules", "/rules"),
    Question("events of an account", "/events", "account"),
    Question("events of a rule", "/events", "rule_name"),
    Question("events of a type", "/events", "resource_type"),
    Question("events of a region", "/events", "region"),
    Question("events of a week", "/events", "start_date"),
    Question("events, non-compliant", "/events", "status=NON_COMPLIANT"),
)
