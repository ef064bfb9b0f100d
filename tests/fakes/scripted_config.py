"""AWS Config as a test says it is: results, resources, and sources that may fail."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from shared.domain.differences import DECIDED, Resource, Result
from shared.domain.observations import PlaceKey, RuleKey, StateKey
from shared.domain.sources import SUCCEEDED, Source, Sources
from shared.ports.reconciling import SourceUnavailableError
from tests.fakes.clock import FakeClock


class ScriptedConfig:
    """Answers at once; each answer takes so many seconds of the clock's time."""

    def __init__(self, clock: FakeClock) -> None:
        self.told: dict[StateKey, Result] = {}
        self.inventory: dict[PlaceKey, set[Resource]] = {}
        self.listed: dict[PlaceKey, Source] = {}
        self.lists_all = True
        self.records_itself = True
        self.overviews: dict[PlaceKey, list[tuple[str, Resource, str]]] = {}
        self.broken: dict[PlaceKey, str] = {}
        self.asked: list[str] = []
        self.seconds = 0.0
        self.asking: Callable[[str], None] = lambda _: None
        self._clock = clock

    def knows(self, key: StateKey, status: str, recorded: datetime, note: str | None) -> None:
        """Take a result, and with it that its place and resource are there."""
        place, resource = PlaceKey(key.account, key.region), (key.resource_type, key.resource_id)
        self.told[key] = Result(resource, status, recorded, note)
        self.inventory.setdefault(place, set()).add(resource)
        self.listed.setdefault(place, Source(place, SUCCEEDED, self._clock.now()))

    def becomes(self, place: PlaceKey, status: str, error: str | None = None) -> None:
        """Let the aggregator say this of a source."""
        self.listed[place] = Source(place, status, self._clock.now(), error)

    def refresh(self) -> None:
        """Let the aggregator have all of its sources as of now."""
        now = self._clock.now()
        self.listed = {
            place: replace(source, updated=now) if source.status == SUCCEEDED else source
            for place, source in self.listed.items()
        }

    def sources(self) -> Sources:
        self._ask("sources")
        return Sources(tuple(self.listed.values()), self.lists_all)

    def rules(self, place: PlaceKey) -> Mapping[str, str]:
        self._ask("rules", place)
        rules: dict[str, str] = {}
        for rule, _, status in sorted(self._of(place), reverse=True):
            rules[rule] = max(status, rules.get(rule, ""))  # NON_COMPLIANT is the greater text
        return rules

    def overview(self, place: PlaceKey) -> Iterator[tuple[str, Resource, str]]:
        self._ask("overview", place)
        if self.records_itself:
            yield from self.overviews.get(place, sorted(self._of(place)))

    def results(self, rule: RuleKey) -> Iterator[Result]:
        self._ask(f"results {rule.rule_name}", PlaceKey(rule.account, rule.region))
        for key, result in list(self.told.items()):
            if rule in key.graves and result.status in DECIDED:
                yield result

    def resources(self, place: PlaceKey, resource_type: str) -> Iterator[str]:
        self._ask(f"resources {resource_type}", place)
        for kind, name in sorted(self.inventory.get(place, ())):
            if kind == resource_type:
                yield name

    def _of(self, place: PlaceKey) -> list[tuple[str, Resource, str]]:
        return [
            (key.rule_name, result.resource, result.status)
            for key, result in self.told.items()
            if place in key.graves and result.status in DECIDED
        ]

    def _ask(self, question: str, place: PlaceKey | None = None) -> None:
        self.asked.append(question)
        self.asking(question)
        self._clock.time += timedelta(seconds=self.seconds)
        if place in self.broken:
            raise SourceUnavailableError(self.broken[place])
