"""Mutes and their audit trail, in the Notifications table."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, expiry, is_expired, marshal, text
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.domain.mute_audit import Actor, AuditEntry, MuteAction
from shared.domain.mute_documents import read_mute, write_mute
from shared.domain.mutes import Mute, MuteOrigin
from shared.domain.pages import Page, Position
from shared.domain.times import read_time, sortable
from shared.ports.errors import StoreUnavailableError
from shared.ports.muting import MuteConflictError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

MUTES, AUDIT = "MUTES", "MUTES#AUDIT"  # partitions
_IS_NEW = {"ConditionExpression": "attribute_not_exists(pk)"}
_IS_NOT_ENDED = {
    "ConditionExpression": "attribute_exists(pk) AND attribute_not_exists(ended_at)",
}


class DynamoDbMutes:
    """Implements Mutes; those that are over are kept for `retention`, what was done for good."""

    def __init__(self, client: "DynamoDBClient", table: str, retention: timedelta) -> None:
        self._client = client
        self._table = table
        self._retention = retention
        self._reader = RangeReader(client, table)

    def active(self, now: datetime) -> Sequence[Mute]:
        """Return the mutes that are active; see the port."""
        found = self._mutes(
            FilterExpression="#ends > :now",
            ExpressionAttributeNames={"#ends": "ends"},
            values={":now": sortable(now)},
        )
        return [mute for mute in map(_mute, found) if mute.is_active(now)]

    def kept(self, now: datetime) -> Sequence[Mute]:
        """Return all mutes; see the port."""
        return [_mute(item) for item in self._mutes(values={}) if not is_expired(item, now)]

    def get(self, mute_id: str, now: datetime) -> Mute | None:
        """Return a mute; see the port."""
        item = self._item(mute_id)
        return None if item is None or is_expired(item, now) else _mute(item)

    def add(self, entry: AuditEntry) -> Mute:
        """Keep a mute; see the port."""
        if self._write(entry, _IS_NEW):
            return entry.mute
        there = self._there(entry.mute.id)
        if not there.same_as(entry.mute):
            raise MuteConflictError(entry.mute.id)
        return there

    def end(self, entry: AuditEntry) -> Mute:
        """Keep that a mute was ended; see the port."""
        if self._write(entry, _IS_NOT_ENDED):
            return entry.mute
        there = self._there(entry.mute.id)
        if there.ended_at is None:
            raise StoreUnavailableError(f"{there.id} is being written by somebody else")
        return there

    def audit(self, limit: int, after: Position | None) -> Page[AuditEntry]:
        """Return what was done; see the port."""
        part = Range(pk=AUDIT).rest(after, newest_first=True)
        assert part is not None  # noqa: S101 - a position of this very range, which has no label
        found = self._reader.batch(part, newest_first=True, size=limit + 2)["Items"]
        items = [item for item in found if after is None or text(item, "sk") != after[1]]
        page = items[:limit]
        following = ("", text(page[-1], "sk")) if len(items) > limit else None
        return Page([_entry(item) for item in page], following)

    def _mutes(self, *, values: dict[str, str], **narrowed: Any) -> Iterator[Item]:
        """Yield items as they are now: who has just muted something sees that it is muted."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues=marshal(**{":pk": MUTES, **values}),
            ConsistentRead=True,
            **narrowed,
        )
        with store_errors():
            for page in pages:
                yield from page["Items"]

    def _item(self, mute_id: str) -> Item | None:
        with store_errors():
            found = self._client.get_item(
                TableName=self._table, Key=_key(mute_id), ConsistentRead=True
            )
        return found.get("Item")

    def _there(self, mute_id: str) -> Mute:
        """Return the mute that stood in the way of a write."""
        item = self._item(mute_id)
        if item is None:
            raise StoreUnavailableError(f"{mute_id} is being written by somebody else")
        return _mute(item)

    def _write(self, entry: AuditEntry, condition: dict[str, str]) -> bool:
        """Write a mute and what was done to it; return False if something stood in the way."""
        mute, trail = self._mute_item(entry.mute), _audit_item(entry)
        actions: list[Any] = [
            {"Put": {"TableName": self._table, "Item": mute, **condition}},
            {"Put": {"TableName": self._table, "Item": trail, **_IS_NEW}},
        ]
        try:
            with store_errors():
                self._client.transact_write_items(TransactItems=actions)
        except self._client.exceptions.TransactionCanceledException:
            return False
        return True

    def _mute_item(self, mute: Mute) -> Item:
        return _key(mute.id) | marshal(
            mute=_document(mute),
            ends=sortable(mute.ends),
            ended_at=sortable(mute.ended_at) if mute.ended_at else None,
            expires_at=expiry(mute.ends, self._retention),
        )


def _key(mute_id: str) -> Item:
    return marshal(pk=MUTES, sk=keys.part(mute_id))


def _document(mute: Mute) -> str:
    return json.dumps(write_mute(mute), ensure_ascii=False, separators=(",", ":"))


def _mute(item: Item) -> Mute:
    return read_mute(json.loads(text(item, "mute")))


def _audit_item(entry: AuditEntry) -> Item:
    at = sortable(entry.at)
    return marshal(
        pk=AUDIT,
        sk=f"{at}#{keys.part(entry.mute.id)}#{entry.action.value}",
        at=at,
        action=entry.action.value,
        by=entry.actor.name,
        origin=entry.actor.origin.value,
        address=entry.actor.address,
        mute=_document(entry.mute),
    )


def _entry(item: Item) -> AuditEntry:
    actor = Actor(text(item, "by"), MuteOrigin(text(item, "origin")), text(item, "address"))
    return AuditEntry(
        read_time(text(item, "at")), MuteAction(text(item, "action")), actor, _mute(item)
    )
