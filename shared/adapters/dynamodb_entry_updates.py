"""What becomes of an entry of the outbox, as an update of its item.

An entry that waits is in the index `due` under DUE, one that was refused for good under FAILED;
everything else is in no index.
"""

from datetime import datetime
from typing import Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_items import marshal
from shared.domain.outbox import OutboxEntry
from shared.domain.times import sortable

FAILED = "FAILED"  # partition of the index: what people have to look at


def claim(entry: OutboxEntry, now: datetime, until: datetime) -> dict[str, Any]:
    """Return the update that takes an entry, if it is still as it was seen and nobody has it."""
    if entry.due is None:
        raise AssertionError("only what waits can be claimed")
    return {
        "UpdateExpression": "SET leased_until = :until, due_at = :until",
        "ConditionExpression": (
            "due_pk = :waiting AND due_at = :seen"
            " AND (attribute_not_exists(leased_until) OR leased_until <= :now)"
        ),
        "ExpressionAttributeValues": marshal(
            **{
                ":until": sortable(until),
                ":waiting": keys.DUE,
                ":seen": sortable(entry.due),
                ":now": sortable(now),
            }
        ),
    }


def tell(now: datetime) -> dict[str, Any]:
    """Return the update that records that an entry was told."""
    return {
        "UpdateExpression": "SET told_at = :now REMOVE due_pk, due_at, leased_until",
        "ExpressionAttributeValues": marshal(**{":now": sortable(now)}),
    }


def put_off(until: datetime, *, failed: bool) -> dict[str, Any]:
    """Return the update that gives an entry back until it is due again."""
    values: dict[str, str | int] = {":until": sortable(until), ":failed": int(failed)}
    return {
        "UpdateExpression": "SET due_at = :until REMOVE leased_until ADD attempts :failed",
        "ExpressionAttributeValues": marshal(**values),
    }


def drop(now: datetime, reason: str, expires_at: int) -> dict[str, Any]:
    """Return the update that records why an entry is not told."""
    values: dict[str, str | int] = {
        ":now": sortable(now),
        ":reason": reason,
        ":expires": expires_at,
    }
    return {
        "UpdateExpression": (
            "SET dropped_at = :now, dropped_because = :reason, expires_at = :expires"
            " REMOVE due_pk, due_at, leased_until"
        ),
        "ExpressionAttributeValues": marshal(**values),
    }


def fail(now: datetime, reason: str) -> dict[str, Any]:
    """Return the update that puts an entry where people find what can never be told."""
    return {
        "UpdateExpression": (
            "SET failed_at = :now, failed_because = :reason, due_pk = :failed, due_at = :now"
            " REMOVE leased_until"
        ),
        "ExpressionAttributeValues": marshal(
            **{":now": sortable(now), ":reason": reason, ":failed": FAILED}
        ),
    }


def expire(expires_at: int) -> dict[str, Any]:
    """Return the update that lets an item go at that time (epoch seconds)."""
    return {
        "UpdateExpression": "SET expires_at = :expires",
        "ExpressionAttributeValues": marshal(**{":expires": expires_at}),
    }
