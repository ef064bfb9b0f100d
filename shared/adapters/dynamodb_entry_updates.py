"""What becomes of an entry of the outbox, as an update of its item.

An entry that waits is in the index `due`: an alert under its channel's part of DUE, or under DUE
itself once it was made due again. One that was refused for good is there under FAILED; everything
else is in no index. A claim leaves an entry due as it was: `claim` names who has it, `leased_until`
says for how long.
"""

from datetime import datetime
from typing import Any

from shared.adapters import notification_keys as keys
from shared.adapters.dynamodb_items import marshal
from shared.domain.outbox import Entry
from shared.domain.times import sortable

_NAMES = {"#claim": "claim"}
FAILED = "FAILED"  # partition of the index: what people have to look at


def claim(entry: Entry, claim: str, until: datetime) -> dict[str, Any]:
    """Return the update that takes an entry, if it is still as it was seen."""
    if entry.due is None:
        raise AssertionError("only what waits can be claimed")
    return _if_held(
        entry,
        "SET #claim = :claim, leased_until = :until",
        also=" AND due_at = :seen",
        claim=claim,
        until=sortable(until),
        seen=sortable(entry.due),
    )


def tell(now: datetime, expires_at: int | None) -> dict[str, Any]:
    """Return the update that records that an entry was told, whoever holds it.

    It goes at `expires_at` (epoch seconds), if there is nothing more to say of it.
    """
    change = "SET told_at = :now" + ("" if expires_at is None else ", expires_at = :expires")
    return {
        "UpdateExpression": change + " REMOVE due_pk, due_at, leased_until, #claim",
        "ExpressionAttributeNames": _NAMES,
        "ExpressionAttributeValues": marshal(**{":now": sortable(now), ":expires": expires_at}),
    }


def give_back(entry: Entry) -> dict[str, Any]:
    """Return the update that lets anybody take an entry."""
    return _if_held(entry, "REMOVE leased_until, #claim")


def put_off(entry: Entry, until: datetime, *, failed: bool) -> dict[str, Any]:
    """Return the update that gives an entry back until it is due again."""
    change = "SET due_at = :until REMOVE leased_until, #claim ADD attempts :failed"
    return _if_held(entry, change, until=sortable(until), failed=int(failed))


def drop(entry: Entry, now: datetime, reason: str, expires_at: int) -> dict[str, Any]:
    """Return the update that records why an entry is not told."""
    change = (
        "SET dropped_at = :now, dropped_because = :reason, expires_at = :expires"
        " REMOVE due_pk, due_at, leased_until, #claim"
    )
    return _if_held(entry, change, now=sortable(now), reason=reason, expires=expires_at)


def fail(entry: Entry, now: datetime, reason: str) -> dict[str, Any]:
    """Return the update that puts an entry where people find what can never be told."""
    change = (
        "SET failed_at = :now, failed_because = :reason, due_pk = :failed, due_at = :now"
        " REMOVE leased_until, #claim"
    )
    return _if_held(entry, change, now=sortable(now), reason=reason, failed=FAILED)


def retry(now: datetime) -> dict[str, Any]:
    """Return the update that makes an entry that was refused for good due again, as if new."""
    values: dict[str, str | int] = {
        ":waiting": keys.DUE,
        ":now": sortable(now),
        ":none": 0,
    }
    return {
        "UpdateExpression": (
            "SET due_pk = :waiting, due_at = :now, attempts = :none"
            " REMOVE failed_at, failed_because"
        ),
        "ConditionExpression": "attribute_exists(failed_at) AND attribute_not_exists(told_at)",
        "ExpressionAttributeValues": marshal(**values),
    }


def expire(expires_at: int) -> dict[str, Any]:
    """Return the update that lets an item go at that time (epoch seconds), if it is there."""
    return {
        "UpdateExpression": "SET expires_at = :expires",
        "ConditionExpression": "attribute_exists(pk)",
        "ExpressionAttributeValues": marshal(**{":expires": expires_at}),
    }


def _if_held(entry: Entry, change: str, *, also: str = "", **values: str | int) -> dict[str, Any]:
    """Return a change of an entry that waits, on the condition that nobody else has claimed it."""
    held = "#claim = :held" if entry.claim else "attribute_not_exists(#claim)"
    known: dict[str, str | None] = {":waiting": keys.DUE, ":held": entry.claim}
    return {
        "UpdateExpression": change,
        "ConditionExpression": f"begins_with(due_pk, :waiting) AND {held}{also}",
        "ExpressionAttributeNames": _NAMES,
        "ExpressionAttributeValues": {
            **marshal(**{f":{name}": value for name, value in values.items()}),
            **marshal(**known),
        },
    }
