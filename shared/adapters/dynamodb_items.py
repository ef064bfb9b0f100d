"""Domain objects as DynamoDB items and back: texts, numbers and lists of texts."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from shared.adapters import dynamodb_keys as keys
from shared.domain.history import Closes, HistoryItem
from shared.domain.observations import Origin, StateKey, Version
from shared.domain.state import Record
from shared.domain.status import Status
from shared.domain.times import sortable

type Item = dict[str, Any]
type Value = str | int | bytes | Iterable[str] | None


def marshal(**members: Value) -> Item:
    """Return an item of the members that are not None."""
    return {
        name: {"S": value} if isinstance(value, str) else _typed(value)
        for name, value in members.items()
        if value is not None
    }


def _typed(value: Value) -> dict[str, Any]:
    match value:
        case str():
            return {"S": value}
        case int():
            return {"N": str(value)}
        case bytes():
            return {"B": value}
        case _:
            return {"L": [{"S": text} for text in value or ()]}


def text(item: Mapping[str, Any], name: str) -> str:
    """Return a text member of an item."""
    return str(item[name]["S"])


def optional(item: Mapping[str, Any], name: str) -> str | None:
    """Return a text member of an item, or None where it has none."""
    return str(item[name]["S"]) if name in item else None


def number(item: Mapping[str, Any], name: str) -> int:
    """Return a number of an item; absent is zero."""
    return int(item[name]["N"]) if name in item else 0


def expiry(moment: datetime, retention: timedelta) -> int:
    """Return when an item of that moment expires, in epoch seconds, as DynamoDB's TTL reads it."""
    return int(moment.timestamp() + retention.total_seconds())


def is_expired(item: Mapping[str, Any], now: datetime) -> bool:
    """Return whether an item is past its time: TTL deletes late, so readers have to look."""
    return "expires_at" in item and number(item, "expires_at") <= now.timestamp()


def state_key(item: Mapping[str, Any]) -> StateKey:
    """Return the state that an item (a state or a notice) is about."""
    return StateKey(
        text(item, "account"),
        text(item, "region"),
        text(item, "rule_name"),
        text(item, "resource_type"),
        text(item, "resource_id"),
    )


def key_members(key: StateKey) -> dict[str, str]:
    """Return the members by which an item names its state."""
    return {
        "account": key.account,
        "region": key.region,
        "rule_name": key.rule_name,
        "resource_type": key.resource_type,
        "resource_id": key.resource_id,
    }


def record_item(record: Record, now: datetime, retention: timedelta) -> Item:
    """Return a record as an item; a closed one is in no index and expires."""
    key, closed = record.key, record.status is None
    return marshal(
        pk=keys.account_pk(key.account, key.region),
        sk=keys.state_sk(key),
        **key_members(key),
        **_stored_members(record),
        trail=[version.text for version in record.trail] or None,
        version=record.version.text,
        revision=revision(record),
        expires_at=expiry(now, retention) if closed else None,
        **({} if closed else _index_members(record)),
    )


def _stored_members(record: Record) -> dict[str, str | None]:
    """Return what is known without what `version` says: most violations are one write unit."""
    members = _knowledge_members(record)
    return members if record.trail else members | {"began": None}


def _knowledge_members(record: Record) -> dict[str, str | None]:
    return {
        "status": record.status,
        "previous_status": record.previous_status,
        "annotation": record.annotation,
        "began": record.began.text,
        "exact": "yes" if record.exact else None,
        "bound": record.bound.text if record.bound else None,
        "closed_because": record.closed_because,
    }


def _index_members(record: Record) -> dict[str, str]:
    key = record.key
    members = {
        "rule_pk": keys.rule_pk(key.rule_name, key.account),
        "rule_sk": keys.across_sk(key),
        "resource_pk": keys.resource_pk(key.resource_id),
        "resource_sk": keys.across_sk(key),
    }
    return members | _time_members(record)


def _time_members(record: Record) -> dict[str, str]:
    """Return the members of what is listed by time: all states but those that are compliant."""
    key, status = record.key, record.status
    if status is None or status == Status.COMPLIANT:
        return {}
    since = {"open_sk": keys.open_sk(key, sortable(record.since))}
    if status != Status.NON_COMPLIANT:
        return {"open_pk": keys.other_pk(key, status), **since}
    return {
        "open_pk": keys.open_pk(key),
        "open_account_pk": keys.part(key.account),
        "open_rule_pk": keys.open_rule_pk(key.rule_name, key.account),
        "open_type_pk": keys.type_pk(key.resource_type, key.account),
        **since,
    }


def revision(record: Record) -> str:
    """Return a name for what the record says: a write on top of it names what it was made from.

    It is made of the members that are stored, so that a member added later, which no stored item
    has, leaves the revisions of those items as they are.
    """
    members = {name: value for name, value in _knowledge_members(record).items() if value}
    trail = [version.text for version in record.trail]
    return keys.digest(*(part for pair in sorted(members.items()) for part in pair), *trail)


def read_record(item: Mapping[str, Any]) -> Record:
    """Return the record that an item holds."""
    bound = optional(item, "bound")
    return Record(
        key=state_key(item),
        status=optional(item, "status"),
        began=Version.read(optional(item, "began") or text(item, "version")),
        exact="exact" in item,
        previous_status=optional(item, "previous_status"),
        annotation=optional(item, "annotation"),
        trail=tuple(Version.read(entry["S"]) for entry in item.get("trail", {"L": ()})["L"]),
        bound=Version.read(bound) if bound else None,
        closed_because=optional(item, "closed_because"),
    )


def history_item(item: HistoryItem, retention: timedelta) -> Item:
    """Return an item of history; it expires its retention after its own time."""
    origin = item.origin
    return marshal(
        pk=keys.history_pk(origin.account),
        sk=keys.history_sk(item),
        id=origin.event_id,
        source=origin.source,
        detail_type=origin.detail_type,
        account=origin.account,
        region=origin.region,
        version=item.version.text,
        rule_name=item.rule_name,
        resource_type=item.resource_type,
        resource_id=item.resource_id,
        status=item.status,
        previous_status=item.previous_status,
        annotation=item.annotation,
        closes=item.closes.value if item.closes else None,
        time_pk=keys.time_pk(origin, item.status),
        type_pk=keys.type_pk(item.resource_type, origin.account) if item.resource_type else None,
        rule_pk=keys.rule_pk(item.rule_name, origin.account) if item.rule_name else None,
        resource_pk=keys.resource_pk(item.resource_id) if item.resource_id else None,
        expires_at=expiry(item.time, retention),
    )


def read_history(item: Mapping[str, Any]) -> HistoryItem:
    """Return what an item of history holds."""
    closes = optional(item, "closes")
    return HistoryItem(
        Origin(
            text(item, "id"),
            text(item, "source"),
            text(item, "detail_type"),
            text(item, "account"),
            text(item, "region"),
        ),
        Version.read(text(item, "version")),
        optional(item, "rule_name"),
        optional(item, "resource_type"),
        optional(item, "resource_id"),
        optional(item, "status"),
        optional(item, "previous_status"),
        optional(item, "annotation"),
        Closes(closes) if closes else None,
    )
