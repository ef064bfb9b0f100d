"""The outbox on DynamoDB: claims under a lease, so that two dispatchers never tell one notice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared.adapters import dynamodb_entry_updates as updates
from shared.adapters import notification_keys as keys
from shared.adapters.dynamodb_claims import Claims
from shared.adapters.dynamodb_entries import entry_key, log_fate, opening_keys, read_entries
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import expiry, marshal
from shared.adapters.dynamodb_receipts import Receipts
from shared.adapters.dynamodb_updates import Updates
from shared.domain.alert import Alert
from shared.domain.delivery import Reference
from shared.domain.outbox import Entry, News, OutboxEntry, Waiting, is_alert, is_news
from shared.domain.sightings import ViolationKey
from shared.domain.times import sortable
from shared.observability import logger

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

# What is looked at in one go of what is to be planned, and as much of what all channels together
# are to be told, each about 10 MB: a bound on memory and time. What is beyond it is seen once this
# is told, and is then told in messages of its own.
LONGEST_LOOK = 10_000
_QUERIES_AT_ONCE = 8


class DynamoDbOutbox:
    """The Notifications table, `retention` being how long settled notices are kept.

    `channels` are those that something may wait for. Each is looked at by itself, so that one that
    takes nothing, however much waits for it, holds back neither the others nor what is to be
    planned.
    """

    def __init__(
        self, client: "DynamoDBClient", table: str, retention: timedelta, channels: Iterable[str]
    ) -> None:
        self._client = client
        self._table = table
        self._updates = Updates(client, table)
        self._claims = Claims(self._updates, Receipts(client, table, retention), retention)
        self._retention = retention
        self._channels = sorted(channels)

    def waiting(self, until: datetime) -> Sequence[OutboxEntry[Waiting]]:
        """Return what is due until then; the index lags a little behind the table."""
        share = LONGEST_LOOK // max(len(self._channels), 1)
        looks = {
            keys.DUE: LONGEST_LOOK,
            **{keys.due_pk(name): share for name in self._channels},
        }
        return [entry for pk, most in looks.items() for entry in self._due(pk, most, until)]

    def _due(self, pk: str, most: int, until: datetime) -> Sequence[OutboxEntry[Waiting]]:
        return self._query(
            IndexName="due",
            KeyConditionExpression="due_pk = :waiting AND due_at <= :until",
            ExpressionAttributeValues=marshal(**{":waiting": pk, ":until": sortable(until)}),
            PaginationConfig={"MaxItems": most},
        )

    def claim[T: News](
        self, entries: Sequence[OutboxEntry[T]], now: datetime, until: datetime
    ) -> Sequence[OutboxEntry[T]]:
        """Take those that are as they were seen, and return them."""
        return self._claims.claim(entries, now, until)

    def of_violations(
        self, violations: Iterable[ViolationKey]
    ) -> Mapping[ViolationKey, Sequence[OutboxEntry[Alert]]]:
        """Return all entries of each violation, with what was just written."""
        wanted = list(violations)
        with ThreadPoolExecutor(_QUERIES_AT_ONCE) as pool:
            return dict(zip(wanted, pool.map(self._of_violation, wanted), strict=True))

    def _of_violation(self, violation: ViolationKey) -> Sequence[OutboxEntry[Alert]]:
        found = self._query(
            ConsistentRead=True,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :alerts)",
            ExpressionAttributeValues=marshal(
                **{":pk": keys.life_pk(violation), ":alerts": keys.ALERTS}
            ),
        )
        return [entry for entry in found if is_news(entry) and is_alert(entry)]

    def record_told(
        self, entries: Sequence[Entry], now: datetime, posted: Reference | None = None
    ) -> None:
        """Keep that entries were told, and let go what nothing more is to be said of."""
        self._claims.record_told(entries, now, posted)

    def give_back(self, entries: Sequence[Entry]) -> None:
        """Let anybody take claimed entries, due as they were."""
        self._write(entries, updates.give_back)
        log_fate("given back", entries)

    def put_off(self, entries: Sequence[Entry], until: datetime, *, failed: bool) -> None:
        """Give claimed entries back, due then; `failed` counts an attempt."""
        self._write(entries, lambda entry: updates.put_off(entry, until, failed=failed))
        log_fate("put off", entries, until=sortable(until))

    def drop(self, entries: Sequence[Entry], now: datetime, reason: str) -> None:
        """Keep that claimed entries are not told, and why; an end goes with its beginning."""
        expires_at = expiry(now, self._retention)
        gone = updates.expire(expires_at)
        self._updates.write([{"Key": key, **gone} for key in opening_keys(entries)])
        self._write(entries, lambda entry: updates.drop(entry, now, reason, expires_at))
        log_fate("dropped", entries, reason=reason)

    def record_failed(self, entries: Sequence[Entry], now: datetime, reason: str) -> None:
        """Keep that claimed entries can never be told, and why, where people find them."""
        self._write(entries, lambda entry: updates.fail(entry, now, reason))
        log_fate("refused for good", entries, logger.error, reason=reason)

    def _query(self, **query: Any) -> Sequence[OutboxEntry[Waiting]]:
        pages = self._client.get_paginator("query").paginate(TableName=self._table, **query)
        with store_errors():
            return list(read_entries(item for page in pages for item in page["Items"]))

    def _write(
        self, entries: Sequence[Entry], change: Callable[[Entry], Mapping[str, Any]]
    ) -> None:
        self._updates.write([{"Key": entry_key(e.notice), **change(e)} for e in entries])
