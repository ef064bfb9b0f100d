"""Mutes and their audit trail, read from the Notifications table."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, is_expired, marshal, text
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.domain.mute_audit import Actor, AuditEntry, MuteAction
from shared.domain.mute_documents import read_mute
from shared.domain.mutes import Mute, MuteOrigin
from shared.domain.pages import Page, Position
from shared.domain.times import read_time, sortable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

MUTES, AUDIT = "MUTES", "MUTES#AUDIT"  # partitions


class DynamoDbMuteQueries:
    """Implements MuteQueries."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        self._reader = RangeReader(client, table)

    def active(self, now: datetime) -> Sequence[Mute]:
        """Return the mutes that are active; see the port."""
        found = self._mutes(
            FilterExpression="#ends > :now",
            ExpressionAttributeNames={"#ends": "ends"},
            values={":now": sortable(now)},
        )
        return [mute for mute in map(mute_of, found) if mute.is_active(now)]

    def kept(self, now: datetime) -> Sequence[Mute]:
        """Return all mutes; see the port."""
        return [mute_of(item) for item in self._mutes(values={}) if not is_expired(item, now)]

    def get(self, mute_id: str, now: datetime) -> Mute | None:
        """Return a mute; see the port."""
        item = self.item(mute_id)
        return None if item is None or is_expired(item, now) else mute_of(item)

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

    def item(self, mute_id: str) -> Item | None:
        """Return the item of a mute as it is now, even one that has expired."""
        with store_errors():
            found = self._client.get_item(
                TableName=self._table, Key=mute_key(mute_id), ConsistentRead=True
            )
        return found.get("Item")


def mute_key(mute_id: str) -> Item:
    """Return the key of a mute's item."""
    return marshal(pk=MUTES, sk=keys.part(mute_id))


def mute_of(item: Item) -> Mute:
    """Return the mute that an item holds."""
    return read_mute(json.loads(text(item, "mute")))


def _entry(item: Item) -> AuditEntry:
    actor = Actor(text(item, "by"), MuteOrigin(text(item, "origin")), text(item, "address"))
    return AuditEntry(
        read_time(text(item, "at")), MuteAction(text(item, "action")), actor, mute_of(item)
    )
