"""The outbox on DynamoDB: claims under a lease, so that two dispatchers never tell one notice."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared.adapters import dynamodb_entry_updates as updates
from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_entries import log_fate, notice_key, read_entries
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import expiry, marshal, text
from shared.adapters.dynamodb_updates import Updates
from shared.domain.notices import Notice
from shared.domain.observations import StateKey
from shared.domain.outbox import OutboxEntry, Pause
from shared.domain.times import read_time, sortable
from shared.observability import logger

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

# What is looked at in one go: a bound on memory; what is beyond it is seen once this is told.
LONGEST_LOOK = 2000
_QUERIES_AT_ONCE = 8
_PAUSE = marshal(pk="CHANNEL", sk="pause")


class DynamoDbOutbox:
    """The Notifications table, `retention` being how long settled notices are kept."""

    def __init__(self, client: "DynamoDBClient", table: str, retention: timedelta) -> None:
        self._client = client
        self._table = table
        self._updates = Updates(client, table)
        self._retention = retention

    def waiting(self, until: datetime) -> Sequence[OutboxEntry]:
        """Return what is due until then; the index lags a little behind the table."""
        return self._query(
            IndexName="due",
            KeyConditionExpression="due_pk = :waiting AND due_at <= :until",
            ExpressionAttributeValues=marshal(**{":waiting": keys.DUE, ":until": sortable(until)}),
            PaginationConfig={"MaxItems": LONGEST_LOOK},
        )

    def claim(
        self, entries: Sequence[OutboxEntry], now: datetime, until: datetime
    ) -> Sequence[OutboxEntry]:
        """Take those that are as they were seen, and return them."""
        written = self._updates.write_possible(
            [{"Key": notice_key(e.notice), **updates.claim(e, now, until)} for e in entries]
        )
        return [
            replace(entry, leased_until=until, due=until)
            for entry, mine in zip(entries, written, strict=True)
            if mine
        ]

    def of_violations(
        self, violations: Iterable[StateKey]
    ) -> Mapping[StateKey, Sequence[OutboxEntry]]:
        """Return all entries of each violation, with what was just written."""
        wanted = list(violations)
        with ThreadPoolExecutor(_QUERIES_AT_ONCE) as pool:
            return dict(zip(wanted, pool.map(self._of_violation, wanted), strict=True))

    def _of_violation(self, violation: StateKey) -> Sequence[OutboxEntry]:
        return self._query(
            ConsistentRead=True,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues=marshal(**{":pk": keys.violation_pk(violation)}),
        )

    def record_told(self, entries: Sequence[OutboxEntry], now: datetime) -> None:
        """Keep that claimed entries were told."""
        self._write((entry.notice for entry in entries), updates.tell(now))
        log_fate("told", entries)

    def put_off(self, entries: Sequence[OutboxEntry], until: datetime, *, failed: bool) -> None:
        """Give claimed entries back, due then; `failed` counts an attempt."""
        self._write((e.notice for e in entries), updates.put_off(until, failed=failed))
        log_fate("put off", entries, until=sortable(until))

    def drop(self, entries: Sequence[OutboxEntry], now: datetime, reason: str) -> None:
        """Keep that claimed entries are not told, and why."""
        change = updates.drop(now, reason, expiry(now, self._retention))
        self._write((entry.notice for entry in entries), change)
        log_fate("dropped", entries, reason=reason)

    def record_failed(self, entries: Sequence[OutboxEntry], now: datetime, reason: str) -> None:
        """Keep that claimed entries can never be told, and why, where people find them."""
        self._write((entry.notice for entry in entries), updates.fail(now, reason))
        log_fate("refused for good", entries, logger.error, reason=reason)

    def let_expire(self, notices: Iterable[Notice], now: datetime) -> None:
        """Forget notices that are settled once their retention is over."""
        self._write(notices, updates.expire(expiry(now, self._retention)))

    def pause(self) -> Pause | None:
        """Return what was last kept with `keep_pause`."""
        with store_errors():
            found = self._client.get_item(TableName=self._table, Key=_PAUSE, ConsistentRead=True)
        item = found.get("Item")
        return Pause(read_time(text(item, "until")), text(item, "channel")) if item else None

    def keep_pause(self, pause: Pause) -> None:
        """Keep until when a channel wants to be left alone; a longer pause of it stays."""
        item = marshal(until=sortable(pause.until), channel=pause.channel)
        values = {":until": item["until"], ":channel": item["channel"]}
        with suppress(self._client.exceptions.ConditionalCheckFailedException), store_errors():
            self._client.put_item(
                TableName=self._table,
                Item={**_PAUSE, **item},
                ConditionExpression="attribute_not_exists(pk) OR channel <> :channel"
                " OR #until < :until",
                ExpressionAttributeNames={"#until": "until"},
                ExpressionAttributeValues=values,
            )

    def _query(self, **query: Any) -> Sequence[OutboxEntry]:
        pages = self._client.get_paginator("query").paginate(TableName=self._table, **query)
        with store_errors():
            return list(read_entries(item for page in pages for item in page["Items"]))

    def _write(self, notices: Iterable[Notice], change: Mapping[str, Any]) -> None:
        self._updates.write([{"Key": notice_key(notice), **change} for notice in notices])
