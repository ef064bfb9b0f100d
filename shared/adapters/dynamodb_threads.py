"""Threads, in the Notifications table: an item of each, and one of each violation that is in one.

A thread counts its violations, so it is written together with the items of those that it counts:
a violation is counted once, whoever tells it how often. That item is in the partition of the
violation's life, since all of a group in one partition would be more writes than it takes.
"""

import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import batched
from typing import TYPE_CHECKING, Any

from shared.adapters import dynamodb_thread_items as items
from shared.adapters import notification_keys as keys
from shared.adapters.dynamodb_batches import read_items
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, marshal
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.adapters.dynamodb_steps import MOST_ACTIONS, Action, write_step
from shared.adapters.dynamodb_thread_items import KeptThread
from shared.domain import threads
from shared.domain.alert import Alert
from shared.domain.thread_keys import Member, ThreadGroup, ThreadKey, member_of
from shared.domain.threads import Thread
from shared.domain.times import sortable
from shared.ports.errors import StoreUnavailableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

_ATTEMPTS = 8
# Threads whose first message is edited at one look; the others are seen at the next.
_STALE = 20


class DynamoDbThreads:
    """Implements Threads; `retention` is how long what is over is kept."""

    def __init__(self, client: "DynamoDBClient", table: str, retention: timedelta) -> None:
        self._client = client
        self._table = table
        self._retention = retention
        self._reader = RangeReader(client, table, consistent=True)

    def get(self, key: ThreadKey) -> Thread | None:
        """Return a thread; see the port."""
        kept = self._threads([key]).get(key)
        return kept.thread if kept else None

    def of_alerts(self, alerts: Iterable[Alert]) -> Mapping[Alert, Thread]:
        """Return the threads of violations; see the port."""
        members = {alert: member_of(alert) for alert in alerts}
        known = self._members(members.values())
        kept = self._threads({items.thread_key(item) for item in known.values()})
        found = {
            alert: kept.get(items.thread_key(known[member]))
            for alert, member in members.items()
            if member in known
        }
        return {alert: each.thread for alert, each in found.items() if each}

    def join(self, group: ThreadGroup, opened: Sequence[Alert], now: datetime) -> Thread:
        """Tell violations in the open thread of a group; see the port."""
        for some in batched(opened, MOST_ACTIONS - 1, strict=False):
            self._insist(partial(self._join, group, some, now))
        return self.of_alerts(opened[-1:])[opened[-1]]

    def end(self, over: Sequence[Alert], now: datetime) -> Mapping[Alert, Thread]:
        """Keep that violations are over; see the port."""
        for some in batched(over, MOST_ACTIONS - 1, strict=False):
            self._insist(partial(self._end, some, now))
        return self.of_alerts(over)

    def change(self, key: ThreadKey, step: Callable[[Thread], Thread]) -> Thread | None:
        """Keep what becomes of a thread; see the port."""
        changed: list[Thread] = []

        def attempt() -> bool:
            kept = self._threads([key]).get(key)
            if kept is None:
                return True
            changed[:] = [step(kept.thread)]
            return changed[0] == kept.thread or self._write_alone(kept, changed[0])

        self._insist(attempt)
        return changed[0] if changed else None

    def stale(self, until: datetime) -> Sequence[Thread]:
        """Return threads whose first message is to be edited; the index lags a little behind."""
        with store_errors():
            found = self._client.query(
                TableName=self._table,
                IndexName="due",
                KeyConditionExpression="due_pk = :stale AND due_at <= :until",
                ExpressionAttributeValues=marshal(
                    **{":stale": items.STALE, ":until": sortable(until)}
                ),
                Limit=_STALE,
            )
        return [items.read_kept(item).thread for item in found["Items"]]

    def _join(self, group: ThreadGroup, opened: Sequence[Alert], now: datetime) -> bool:
        known = self._members(member_of(alert) for alert in opened)
        new = list({member_of(a): a for a in opened if member_of(a) not in known}.values())
        if not new:
            return True
        kept = self._latest(group)
        if kept is None or not kept.thread.is_open:
            last = kept.thread if kept else None
            kept = KeptThread(threads.following(last, group, new[0]))
        thread = threads.joined(kept.thread, new, now)
        members = [self._put_member(member_of(alert), thread.key) for alert in new]
        return self._write([self._put(kept, thread), *members])

    def _end(self, over: Sequence[Alert], now: datetime) -> bool:
        """End violations of one thread after the other; False where somebody else was first."""
        known = self._members(member_of(alert) for alert in over)
        ended: dict[ThreadKey, dict[Member, Alert]] = {}
        for alert in over:
            item = known.get(member_of(alert))
            if item and not items.is_over(item):
                ended.setdefault(items.thread_key(item), {})[member_of(alert)] = alert
        for key, kept in self._threads(ended).items():
            thread = threads.ended(kept.thread, list(ended[key].values()), now)
            members = [self._end_member(member, now) for member in ended[key]]
            if not self._write([self._put(kept, thread), *members]):
                return False
        return True

    def _insist(self, attempt: Callable[[], bool]) -> None:
        for number in range(_ATTEMPTS):
            if attempt():
                return
            time.sleep(random.uniform(0, 0.05 * 2**number))  # noqa: S311 - spreads conflicts
        raise StoreUnavailableError(f"others changed the thread in each of {_ATTEMPTS} attempts")

    def _write(self, actions: Sequence[Action]) -> bool:
        with store_errors():
            return write_step(self._client, actions)

    def _write_alone(self, kept: KeptThread, thread: Thread) -> bool:
        """Write a thread for half of what a transaction costs."""
        refused = self._client.exceptions
        try:
            with store_errors():
                self._client.put_item(**self._put(kept, thread)["Put"])
        except (refused.ConditionalCheckFailedException, refused.TransactionConflictException):
            return False
        return True

    def _put(self, kept: KeptThread, thread: Thread) -> Action:
        item = items.thread_item(thread, self._retention)
        return {"Put": {"TableName": self._table, "Item": item, **items.if_still(kept)}}

    def _put_member(self, member: Member, key: ThreadKey) -> Action:
        item = items.member_item(member, key)
        new = "attribute_not_exists(pk)"
        return {"Put": {"TableName": self._table, "Item": item, "ConditionExpression": new}}

    def _end_member(self, member: Member, now: datetime) -> Action:
        change = items.end_member(now, self._retention)
        key = items.member_key(member)
        return {"Update": {"TableName": self._table, "Key": key, **change}}

    def _latest(self, group: ThreadGroup) -> KeptThread | None:
        newest = Range(pk=keys.threads_pk(group))
        found = self._reader.batch(newest, newest_first=True, size=1)["Items"]
        return items.read_kept(found[0]) if found else None

    def _threads(self, wanted: Iterable[ThreadKey]) -> Mapping[ThreadKey, KeptThread]:
        found = self._read([items.key_of(key) for key in wanted])
        kept = [items.read_kept(item) for item in found.values()]
        return {each.thread.key: each for each in kept}

    def _members(self, members: Iterable[Member]) -> Mapping[Member, Item]:
        wanted = {items.place(items.member_key(member)): member for member in members}
        found = self._read([marshal(pk=pk, sk=sk) for pk, sk in wanted])
        return {wanted[place]: item for place, item in found.items()}

    def _read(self, wanted: list[dict[str, Any]]) -> Mapping[tuple[str, str], Item]:
        return read_items(self._client, self._table, wanted, consistent=True)
