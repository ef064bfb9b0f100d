"""Rollups as they are stored, and which keys lead to those that filters ask for."""

from collections.abc import Mapping
from typing import Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_items import Item, marshal, number, text
from shared.adapters.dynamodb_ranges import Range, prefixed
from shared.domain.rollups import Counts, RollupKey


def rollup_key(rollup: RollupKey) -> Item:
    """Return the key of the item that counts for a rollup."""
    return marshal(
        pk=keys.account_pk(rollup.account, rollup.region),
        sk=keys.ROLLUP + keys.joined(rollup.rule_name, rollup.resource_type),
    )


def read_rollup(item: Mapping[str, Any]) -> tuple[RollupKey, Counts]:
    """Return what an item counts."""
    key = RollupKey(
        text(item, "account"),
        text(item, "region"),
        text(item, "rule_name"),
        text(item, "resource_type"),
    )
    return key, Counts(*(number(item, name) for name in Counts._fields))


def rollups_of_rule(normalised_rule: str, resource_type: str | None) -> list[Range]:
    """Return where the rollups of a rule are in all accounts, of one resource type or of all."""
    lowest, highest = prefixed(keys.part(resource_type) + "#" if resource_type else "")
    return [
        Range(
            pk=keys.rollups_of_rule_pk(normalised_rule, number),
            lowest=lowest,
            highest=highest,
            index="by_rule",
            pk_name="rule_pk",
            sk_name="rule_sk",
        )
        for number in range(keys.RULE_SHARDS)
    ]
