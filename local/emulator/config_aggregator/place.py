"""What AWS Config knows in one region of an account: results, resources, and what has ended."""

from dataclasses import dataclass
from datetime import datetime

type Resource = tuple[str, str]  # its type and its id
type Version = tuple[datetime, datetime, str]  # recorded, ordering timestamp, event id
type Scope = str | Resource | None  # a rule, a resource, or the whole place

SHOWN = ("COMPLIANT", "NON_COMPLIANT")  # results that an aggregator tells of


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The newest result of a rule on a resource."""

    rule: str
    resource: Resource
    compliance: str
    version: Version
    ordering: datetime | None
    invoked: datetime | None
    annotation: str | None
    rule_arn: str | None

    @property
    def recorded(self) -> datetime:
        """When AWS Config recorded it."""
        return self.version[0]

    @property
    def is_shown(self) -> bool:
        """Whether an aggregator tells of it."""
        return self.compliance in SHOWN


class Place:
    """The results and resources of one region of an account, whatever order they come in."""

    def __init__(self, ended: Version | None = None) -> None:
        self.results: dict[str, dict[Resource, Result]] = {}
        self.inventory: dict[Resource, datetime] = {}  # when each was last captured
        self.tags: dict[Resource, dict[str, str]] = {}  # of its newest item
        self._ended: dict[Scope, Version] = {None: ended} if ended else {}

    def take(self, result: Result) -> None:
        """Keep a result, unless a newer one or a later end is known."""
        if self._is_over(result.version, result.resource, result.rule):
            return
        known = self.results.get(result.rule, {}).get(result.resource)
        if known is None or known.version < result.version:
            self.results.setdefault(result.rule, {})[result.resource] = result
        if result.is_shown:
            self.see(result.resource, (result.ordering or result.recorded, *result.version[1:]))

    def see(self, resource: Resource, version: Version) -> None:
        """Know that a resource existed then."""
        captured = self.inventory.get(resource)
        if not self._is_over(version, resource) and (captured is None or captured < version[0]):
            self.inventory[resource] = version[0]

    def tag(self, resource: Resource, tags: dict[str, str], version: Version) -> None:
        """Know a resource and its tags, unless a newer item of it is known."""
        newest = self.inventory.get(resource)
        self.see(resource, version)
        if newest is None or newest <= version[0]:
            self.tags[resource] = tags

    def end(self, scope: Scope, version: Version) -> int:
        """Let a rule or resource be gone since then; returns how many results went with it."""
        self._ended[scope] = max(version, self._ended.get(scope, version))
        gone = [result for result in self.results_of(scope) if result.version <= version]
        for result in gone:
            of_rule = self.results[result.rule]
            del of_rule[result.resource]
            if not of_rule:
                del self.results[result.rule]
        if isinstance(scope, tuple) and self.inventory.get(scope, version[0]) <= version[0]:
            self.inventory.pop(scope, None)
        return len(gone)

    def end_now(self, scope: Scope) -> int:
        """Let a rule or resource be gone, with all that is known of it and nothing that follows."""
        versions = [result.version for result in self.results_of(scope)]
        if isinstance(scope, tuple) and scope in self.inventory:
            captured = self.inventory[scope]
            versions.append((captured, captured, ""))
        return self.end(scope, max(versions)) if versions else 0

    def results_of(self, scope: Scope) -> list[Result]:
        """Return the results of a rule, of a resource, or all."""
        match scope:
            case None:
                return [result for found in self.results.values() for result in found.values()]
            case str():
                return list(self.results.get(scope, {}).values())
            case _:
                return [found[scope] for found in self.results.values() if scope in found]

    def copy(self) -> "Place":
        """Return what is known now, which what comes later does not change."""
        copy = Place()
        copy.results = {rule: dict(found) for rule, found in self.results.items()}
        copy.inventory = dict(self.inventory)
        copy.tags = dict(self.tags)
        return copy

    def _is_over(self, version: Version, *scopes: Scope) -> bool:
        return any(
            version <= self._ended[scope] for scope in (None, *scopes) if scope in self._ended
        )
