"""Adding to numbers that are stored, as an action of a transaction."""

from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from shared.adapters.dynamodb_items import marshal
from shared.domain.rollups import Activity, Counts

type Action = dict[str, Any]

NOTHING: Mapping[str, str | int] = MappingProxyType({})


def amounts(numbers: Counts | Activity) -> dict[str, int]:
    """Return what there is to add, by the names of the members."""
    named = numbers._asdict() if isinstance(numbers, Counts) else asdict(numbers)
    return {name: number for name, number in named.items() if number}


def addition(
    table: str,
    key: Action,
    added: Mapping[str, int],
    named: Mapping[str, str | int],
    once: Mapping[str, str | int] = NOTHING,
) -> Action:
    """Return the action that adds amounts to an item and sets what names it.

    What is to be set `once` stays as it is where it is there.
    """
    members = [*named, *once, *added]
    changes = [f"#{name} = :{name}" for name in named]
    changes += [f"#{name} = if_not_exists(#{name}, :{name})" for name in once]
    sets = f"SET {', '.join(changes)} " if changes else ""
    adds = ", ".join(f"#{name} :{name}" for name in added)
    return {
        "Update": {
            "TableName": table,
            "Key": key,
            "UpdateExpression": f"{sets}ADD {adds}",
            "ExpressionAttributeNames": {f"#{name}": name for name in members},
            "ExpressionAttributeValues": marshal(
                **{
                    f":{name}": value
                    for name, value in (*named.items(), *once.items(), *added.items())
                }
            ),
        }
    }
