"""Which keys answer a question about states: the narrowest that its filters allow."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_access import Access, Regions
from shared.adapters.dynamodb_accounts import Place
from shared.adapters.dynamodb_ranges import Range, prefixed
from shared.adapters.dynamodb_violations import access_to_violations, of_others
from shared.domain.filters import Filters
from shared.domain.rule_names import normalise
from shared.domain.status import Status
from shared.domain.violations import ViolationsQuestion


def access_to_states(
    filters: Filters, places: Callable[[], Iterable[Place]], regions: Regions
) -> Access:
    """Return where the states are that the filters ask for; what is not needed is not asked."""
    if filters.chosen == ():
        return Access([], frozenset())
    if filters.resource_id is not None:
        return _by_resource(filters, filters.resource_id)
    if filters.rule_name is not None and filters.chosen is not None:
        return _by_rule_in_accounts(filters, filters.rule_name, filters.chosen)
    if filters.status == Status.NON_COMPLIANT:
        return _open_violations(filters, regions)
    if filters.rule_name is not None:
        return _by_rule(filters, filters.rule_name)
    return _others(filters, regions) or _by_place(filters, places())


def _by_resource(filters: Filters, resource_id: str) -> Access:
    prefix, implied = _across(filters)
    lowest, highest = prefixed(prefix)
    part = Range(
        pk=keys.resource_pk(resource_id),
        lowest=lowest,
        highest=highest,
        index="by_resource",
        pk_name="resource_pk",
        sk_name="resource_sk",
    )
    return Access([part], implied | {"resource_id"})


def _by_rule(filters: Filters, rule_name: str) -> Access:
    name = normalise(rule_name)
    shards = [keys.rule_shard_pk(name, number) for number in range(keys.RULE_SHARDS)]
    return Access([_of_rule(pk, "") for pk in shards], _implied_by_rule(filters))


def _by_rule_in_accounts(filters: Filters, rule_name: str, accounts: Iterable[str]) -> Access:
    ranges, implied = list[Range](), _implied_by_rule(filters)
    for account in accounts:
        prefix, narrowed = _across(replace(filters, account=account))
        ranges.append(_of_rule(keys.rule_pk(rule_name, account), prefix))
        implied |= narrowed
    return Access(ranges, implied)


def _implied_by_rule(filters: Filters) -> frozenset[str]:
    return frozenset({"rule_name"} if filters.every_variant else ())


def _of_rule(pk: str, prefix: str) -> Range:
    lowest, highest = prefixed(prefix)
    return Range(
        pk=pk,
        lowest=lowest,
        highest=highest,
        index="by_rule",
        pk_name="rule_pk",
        sk_name="rule_sk",
    )


def _across(filters: Filters) -> tuple[str, frozenset[str]]:
    """Return what the keys of the cutting indexes begin with, as far as the filters go in order."""
    prefix, implied = "", set[str]()
    for name in ("account", "region", "resource_type"):
        value: str | None = getattr(filters, name)
        if value is None:
            break
        prefix += keys.part(value) + "#"
        implied.add(name)
    return prefix, frozenset(implied)


def _open_violations(filters: Filters, regions: Regions) -> Access:
    question = ViolationsQuestion(filters=replace(filters, status=None))
    access = access_to_violations(question, regions)
    return Access(access.ranges, access.implied | {"status"})


def _others(filters: Filters, regions: Regions) -> Access | None:
    """Return where the states of a status are that are neither compliant nor violations, if asked.

    In some accounts that is where all of their states are.
    """
    status = filters.status
    if status is None or status == Status.COMPLIANT or filters.chosen is not None:
        return None
    there = [filters.region] if filters.region else regions()
    ranges = [part for region in there for part in of_others(region, status)]
    return Access(ranges, frozenset({"region", "status"}))


def _by_place(filters: Filters, places: Iterable[Place]) -> Access:
    of_type = keys.part(filters.resource_type) + "#" if filters.resource_type else ""
    lowest, highest = prefixed(keys.STATE + of_type)
    ranges = [
        Range(pk=place.pk, lowest=lowest, highest=highest, label=place.label) for place in places
    ]
    return Access(ranges, frozenset({"account", "region", "resource_type"}))
