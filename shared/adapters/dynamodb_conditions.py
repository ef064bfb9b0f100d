"""What the key of a query does not narrow down, as a DynamoDB filter expression."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_items import Item, marshal
from shared.domain.filters import Filters


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter expression; `selective` says whether it may refuse much of what is read.

    `read` names the attributes to answer with; none of them means all.
    """

    expression: str = ""
    names: dict[str, str] = field(default_factory=dict[str, str])
    values: Item = field(default_factory=dict[str, Any])
    selective: bool = False
    read: tuple[str, ...] = ()


ANYTHING = Condition()
_EQUAL = ("region", "resource_type", "resource_id", "status", "source")


def condition_of(filters: Filters, implied: Iterable[str], always: Condition) -> Condition:
    """Return the condition for the filters that the key does not imply, and what always holds."""
    wanted = {
        name: value
        for name in _EQUAL
        if name not in implied and (value := getattr(filters, name)) is not None
    }
    terms = [f"#{name} = :{name}" for name in wanted]
    names = {f"#{name}": name for name in wanted}
    if filters.chosen is not None and "account" not in implied:
        accounts = {f"account{number}": name for number, name in enumerate(filters.chosen)}
        terms.append(f"#account IN ({', '.join(f':{name}' for name in accounts)})")
        names |= {"#account": "account"}
        wanted |= accounts
    if filters.rule_name is not None and "rule_name" not in implied:
        rule = _rule_condition(filters, filters.rule_name)
        terms.append(rule.expression)
        names |= rule.names
        wanted["rule"] = rule.values[":rule"]["S"]
    return Condition(
        " AND ".join(filter(None, [always.expression, *terms])),
        always.names | names,
        always.values | marshal(**{f":{name}": value for name, value in wanted.items()}),
        selective=bool(terms),
    )


def both(one: Condition, other: Condition) -> Condition:
    """Return the condition that lets pass what both let pass."""
    return Condition(
        " AND ".join(filter(None, (one.expression, other.expression))),
        one.names | other.names,
        one.values | other.values,
        selective=one.selective or other.selective,
    )


def _rule_condition(filters: Filters, rule_name: str) -> Condition:
    """Return the condition on the rule: every item keeps the normalised name in its `rule_pk`."""
    if filters.every_variant:
        prefix = keys.part(rule_name) + "#"
        return Condition(
            "begins_with(#rule, :rule)", {"#rule": "rule_pk"}, marshal(**{":rule": prefix})
        )
    return Condition("#rule = :rule", {"#rule": "rule_name"}, marshal(**{":rule": rule_name}))


def open_states() -> Condition:
    """Return the condition that a state is open: a closed one has no status."""
    return Condition("attribute_exists(#status)", {"#status": "status"})


def not_expired(now: datetime) -> Condition:
    """Return the condition that an item's time has not passed: TTL deletes late."""
    return Condition(
        "#expires_at > :now",
        {"#expires_at": "expires_at"},
        marshal(**{":now": int(now.timestamp())}),
    )
