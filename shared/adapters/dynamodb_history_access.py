"""Which keys answer a question about what happened: by resource, account, rule, type, or time."""

from dataclasses import replace

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_access import Access, Regions
from shared.adapters.dynamodb_ranges import HIGHEST, LOWEST, Range
from shared.domain.filters import Filters, Window
from shared.domain.observations import AWS_CONFIG, RECONCILE
from shared.domain.rule_names import normalise
from shared.domain.status import known
from shared.domain.times import sortable


def access_to_history(filters: Filters, window: Window, regions: Regions) -> Access:
    """Return where the items of a window are that the filters ask for."""
    if filters.chosen == () or filters.source not in {None, AWS_CONFIG, RECONCILE}:
        return Access([], frozenset())
    whole = _whole(window)
    if filters.resource_id is not None:
        pk = keys.resource_pk(filters.resource_id)
        part = replace(whole, pk=pk, index="by_resource", pk_name="resource_pk")
        return Access([part], frozenset({"resource_id"}))
    if filters.chosen is not None:
        return access_by_account(filters, window)
    if filters.rule_name is not None:
        name = normalise(filters.rule_name)
        rule = replace(whole, index="by_rule", pk_name="rule_pk")
        ranges = [
            replace(rule, pk=keys.rule_shard_pk(name, number)) for number in range(keys.RULE_SHARDS)
        ]
        return Access(ranges, frozenset({"rule_name"} if filters.every_variant else ()))
    if filters.resource_type is not None:
        kind = replace(whole, index="by_type", pk_name="type_pk")
        ranges = [replace(kind, pk=pk) for pk in keys.type_pks(filters.resource_type)]
        return Access(ranges, frozenset({"resource_type"}))
    time = replace(whole, index="by_time", pk_name="time_pk")
    ranges = [
        replace(time, pk=pk)
        for region in ([filters.region] if filters.region else regions())
        for pk in keys.time_pks(region, filters.status, filters.source)
    ]
    alone = {"region", "source"} | ({"status"} if known(filters.status) else set())
    return Access(ranges, frozenset(alone))


def access_by_account(filters: Filters, window: Window) -> Access:
    """Return where the items of a window are, in the accounts that are asked for."""
    whole = _whole(window)
    ranges = [replace(whole, pk=keys.history_pk(account)) for account in filters.chosen or ()]
    return Access(ranges, frozenset({"account"}))


def _whole(window: Window) -> Range:
    lowest = sortable(window.start) if window.start else LOWEST
    highest = sortable(window.end) if window.end else HIGHEST
    return Range(pk="", lowest=lowest, highest=highest)
