"""Which keys answer a question about states: the narrowest that its filters allow."""

from collections.abc import Callable, Iterable

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_access import Access
from shared.adapters.dynamodb_accounts import Place
from shared.adapters.dynamodb_ranges import Range, prefixed
from shared.domain.filters import Filters
from shared.domain.rule_names import normalise
from shared.domain.status import Status


def access_to_states(filters: Filters, places: Callable[[], Iterable[Place]]) -> Access:
    """Return where the states are that the filters ask for; `places` is asked only if needed."""
    if filters.resource_id is not None:
        return _by_resource(filters, filters.resource_id)
    if filters.rule_name is not None:
        return _by_rule(filters, filters.rule_name)
    if filters.account is None and filters.status == Status.NON_COMPLIANT:
        return _open_violations()
    return _by_place(filters, places())


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
    if filters.account is not None:
        shards = [keys.rule_pk(rule_name, filters.account)]
    prefix, implied = _across(filters)
    lowest, highest = prefixed(prefix)
    ranges = [
        Range(
            pk=pk,
            lowest=lowest,
            highest=highest,
            index="by_rule",
            pk_name="rule_pk",
            sk_name="rule_sk",
        )
        for pk in shards
    ]
    return Access(ranges, implied | ({"rule_name"} if filters.every_variant else set()))


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


def _open_violations() -> Access:
    ranges = [
        Range(
            pk=keys.shard_pk(number), index="open_violations", pk_name="open_pk", sk_name="open_sk"
        )
        for number in range(keys.TIME_SHARDS)
    ]
    return Access(ranges, frozenset({"status"}))


def _by_place(filters: Filters, places: Iterable[Place]) -> Access:
    of_type = keys.part(filters.resource_type) + "#" if filters.resource_type else ""
    lowest, highest = prefixed(keys.STATE + of_type)
    ranges = [
        Range(pk=place.pk, lowest=lowest, highest=highest, label=place.label) for place in places
    ]
    return Access(ranges, frozenset({"account", "region", "resource_type"}))
