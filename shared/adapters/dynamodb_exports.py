"""Exports in the ConfigCompliance table: an item for each, and a list of them by time."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import batched
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, is_expired, marshal, text
from shared.adapters.dynamodb_ranges import HIGHEST, Range, RangeReader
from shared.adapters.export_json import read_export, write_export
from shared.domain.exports import Export, ExportStatus
from shared.domain.pages import Page, Position
from shared.domain.times import read_time, sortable
from shared.ports.exporting import ExportHeldError, ExportLostError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

LIST = "EXPORTS"  # partition of what says which exports there are
_ONE = "export"
# BatchGetItem takes 100 keys (DynamoDB API reference).
_MOST_KEYS = 100


class DynamoDbExports:
    """Implements Exports."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        self._reader = RangeReader(client, table)

    def add(self, export: Export) -> None:
        """Keep a new export; see the port. One that is listed and not there yet is none."""
        expires_at = int(export.expires.timestamp())
        listed = marshal(pk=LIST, sk=export.listed_at, id=export.id, expires_at=expires_at)
        free = {"lease_until": sortable(export.created), "holder": ""}
        with store_errors():
            self._client.put_item(TableName=self._table, Item=listed)
            self._client.put_item(TableName=self._table, Item=_item(export) | marshal(**free))

    def get(self, export_id: str, now: datetime) -> Export | None:
        """Return an export; see the port."""
        item = self._get(export_id, now)
        return _export(item) if item else None

    def take(self, export_id: str, now: datetime, until: datetime) -> Export | None:
        """Return an export to work on; see the port."""
        item = self._get(export_id, now)
        if item is None:
            return None
        export = _export(item)
        if export.is_over:
            return export
        if (held := read_time(text(item, "lease_until"))) > now:
            raise ExportHeldError(held)
        export.holder = uuid4().hex
        export.status, export.tries = ExportStatus.RUNNING, export.tries + 1
        seen = text(item, "lease_until"), text(item, "holder")
        if not self._put(export, until, "lease_until = :until AND holder = :holder", *seen):
            raise ExportHeldError(until)
        return export

    def keep(self, export: Export, until: datetime) -> None:
        """Keep how far an export is; see the port."""
        if not self._put(export, until, "holder = :holder", None, export.holder):
            raise ExportLostError(export.id)

    def listed(self, limit: int, after: Position | None, now: datetime) -> Page[Export]:
        """Return a page of exports; see the port."""
        part: Range | None = Range(pk=LIST)
        if after and part:
            part = part.rest(after, newest_first=True)
        if part is None:
            return Page([], None)
        found = self._reader.batch(part, newest_first=True, size=limit + 1)
        keys = [text(item, "sk") for item in found["Items"]]
        keys = [key for key in keys if after is None or key != after[1]]
        page, more = keys[:limit], "LastEvaluatedKey" in found or len(keys) > limit
        exports = [_export(item) for item in self._items(map(_id, page), now)]
        return Page(exports, ("", page[-1]) if more and page else None)

    def under_way(self, since: datetime, now: datetime) -> Iterable[tuple[Export, datetime]]:
        """Yield what is not over; see the port."""
        part = Range(pk=LIST, lowest=sortable(since), highest=HIGHEST)
        ids = [_id(text(item, "sk")) for item in self._reader.items(part)]
        for item in self._items(ids, now):
            if not (export := _export(item)).is_over:
                yield export, read_time(text(item, "lease_until"))

    def _get(self, export_id: str, now: datetime) -> Item | None:
        with store_errors():
            answer = self._client.get_item(
                TableName=self._table, Key=_key(export_id), ConsistentRead=True
            )
        item = answer.get("Item")
        return None if item is None or is_expired(item, now) else item

    def _items(self, ids: Iterable[str], now: datetime) -> Iterator[Item]:
        """Yield the items that are there, newest export first."""
        for some in batched(ids, _MOST_KEYS, strict=False):
            found = {text(item, "pk"): item for item in self._read_all([_key(i) for i in some])}
            for each in some:
                item = found.get(text(_key(each), "pk"))
                if item and not is_expired(item, now):
                    yield item

    def _read_all(self, keys: Sequence[Item]) -> Iterator[Item]:
        asked: Any = {self._table: {"Keys": keys, "ConsistentRead": True}}
        while asked:
            with store_errors():
                answer = self._client.batch_get_item(RequestItems=asked)
            yield from answer["Responses"].get(self._table, [])
            asked = answer.get("UnprocessedKeys")

    def _put(
        self, export: Export, until: datetime, condition: str, lease: str | None, holder: str
    ) -> bool:
        """Write an export if nobody else did; return whether that is so."""
        lease_until = sortable(until)
        try:
            with store_errors():
                self._client.put_item(
                    TableName=self._table,
                    Item=_item(export) | marshal(lease_until=lease_until, holder=export.holder),
                    ConditionExpression=condition,
                    ExpressionAttributeValues=marshal(**{":until": lease, ":holder": holder}),
                )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True


def _key(export_id: str) -> Item:
    return marshal(pk=f"EXPORT#{export_id}", sk=_ONE)


def _id(listed_sk: str) -> str:
    return listed_sk.rpartition("#")[2]


def _item(export: Export) -> Item:
    so_far = json.dumps(write_export(export), separators=(",", ":"))
    expires_at = int(export.expires.timestamp())
    return _key(export.id) | marshal(so_far=so_far, expires_at=expires_at)


def _export(item: Item) -> Export:
    export = read_export(json.loads(text(item, "so_far")))
    export.holder = text(item, "holder")
    return export
