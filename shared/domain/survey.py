"""One place, rule by rule: what is stored of it against what AWS Config says."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from shared.domain.differences import (
    DECIDED,
    Difference,
    Resource,
    Result,
    Stored,
    Terms,
    closing,
    missed,
)
from shared.domain.observations import StateKey
from shared.domain.orphans import Inventory, Orphan
from shared.domain.status import Status

type StoredStates = Mapping[str, Mapping[Resource, Stored]]  # by rule
type Overview = Mapping[str, Mapping[Resource, str]]  # statuses by rule


@dataclass(slots=True)
class Survey:
    """What was seen of a place so far, every rule being read once."""

    terms: Terms
    stored: StoredStates
    compared: int = 0
    by_status: Counter[str] = field(default_factory=Counter[str])
    violations: Counter[str] = field(default_factory=Counter[str])
    _present: set[Resource] = field(default_factory=set[Resource])
    _rules: set[str] = field(default_factory=set[str])
    _missing: list[Orphan] = field(default_factory=list[Orphan])

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing, here and there."""
        return not self.stored and not self.by_status

    @property
    def decided(self) -> int:
        """How many stored states the aggregator should tell of."""
        return sum(s.is_decided for states in self.stored.values() for s in states.values())

    def to_read(self, listed: Mapping[str, str], overview: Overview) -> list[str]:
        """Return the rules whose results must be read, and take the others as stored.

        `listed` is what AWS Config says of each rule as a whole, `overview` what it says of
        resources where it records that; both may lag, neither has times.
        """
        differing: list[str] = []
        for rule in sorted({*listed, *overview, *self.stored}):
            stored = self._statuses(rule)
            told = listed.get(rule)
            as_a_whole = told if told in DECIDED else None
            if stored == overview.get(rule, {}) and as_a_whole == _as_a_whole(stored):
                self._take(rule, stored)
                self.compared += len(stored)
            else:
                differing.append(rule)
        return differing

    def read(self, rule: str, results: Iterable[Result]) -> list[Difference]:
        """Take all results of a rule and return those that no event told of."""
        told = {result.resource: result for result in results}
        known = self.stored.get(rule, {})
        self._take(rule, {resource: result.status for resource, result in told.items()})
        self.compared += len(told.keys() | self._statuses(rule).keys())
        self._missing += (
            Orphan(rule, resource, is_decided=True)
            for resource, state in known.items()
            if state.is_decided and resource not in told
        )
        found = (missed(rule, r, known.get(r.resource), self.terms) for r in told.values())
        return [difference for difference in found if difference]

    def known(self, difference: Difference) -> Stored | None:
        """Return what a difference differs from."""
        key = cast("StateKey", difference.scope)
        return self.stored.get(key.rule_name, {}).get((key.resource_type, key.resource_id))

    def types_in_doubt(self) -> set[str]:
        """Return the resource types of which it matters what resources there are."""
        return {o.resource[0] for o in self._orphans() if o.resource not in self._present}

    def gone(self, inventory: Inventory) -> list[Difference]:
        """Return what closes the states that AWS Config no longer has, once all rules are read."""
        place, settled = self.terms.place, self.terms.settled
        return [
            Difference(closing(place, orphan.rule, orphan.resource, cause, settled), cause)
            for orphan in self._orphans()
            if (cause := orphan.cause(self._present, self._rules, inventory)) is not None
        ]

    def _take(self, rule: str, statuses: Mapping[Resource, str]) -> None:
        self._present.update(statuses)
        self.by_status.update(statuses.values())
        if statuses:
            self._rules.add(rule)
        if violations := sum(s == Status.NON_COMPLIANT for s in statuses.values()):
            self.violations[rule] += violations

    def _statuses(self, rule: str) -> dict[Resource, str]:
        states = self.stored.get(rule, {})
        return {r: str(state.status) for r, state in states.items() if state.is_decided}

    def _orphans(self) -> Iterator[Orphan]:
        """Yield what is stored and not there, long enough that the source has to know."""
        undecided = (
            Orphan(rule, resource, is_decided=False)
            for rule, states in self.stored.items()
            for resource, state in states.items()
            if state.status is not None and not state.is_decided and resource not in self._present
        )
        for orphan in (*self._missing, *undecided):
            if self.stored[orphan.rule][orphan.resource].version.recorded < self.terms.settled:
                yield orphan


def _as_a_whole(statuses: Mapping[Resource, str]) -> str | None:
    """Return what AWS Config says of a rule with such results."""
    if not statuses:
        return None
    violated = Status.NON_COMPLIANT in statuses.values()
    return Status.NON_COMPLIANT if violated else Status.COMPLIANT
