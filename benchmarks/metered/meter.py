"""Looks at each request to the mocked AWS: what it is charged, and what the stream tells of it."""

from __future__ import annotations

import json
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from moto.core.botocore_stubber import BotocoreStubber
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType

from benchmarks.key_store.shelf import size_of
from benchmarks.metered.bill import READ, TRANSACTION, WRITE, Bill
from benchmarks.metered.charges import read_units, write_units
from local.settings import REGION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.metered.charges import Item

_answered_by_moto = BotocoreStubber.process_request
_SINGLE = {"PutItem": "Put", "UpdateItem": "Update", "DeleteItem": "Delete"}
_BATCHED = {"PutRequest": "Put", "DeleteRequest": "Delete"}
OK = 200


@dataclass(frozen=True)
class Written:
    """An item that a request may have changed."""

    table: str
    key: Item
    old: Item | None


class _Current(threading.local):
    bill: Bill | None = None
    elsewhere = 0.0  # processor seconds of this thread that were the mock's


@dataclass
class Meter:
    """Charges what the function of the thread asks for to its bill; `tell` hears of each write."""

    tell: Callable[[str, Item, Item | None, Item | None], None]
    bills: dict[str, Bill] = field(default_factory=lambda: defaultdict(Bill))
    _current: _Current = field(default_factory=_Current)

    @property
    def bill(self) -> Bill | None:
        """The bill of the function that runs in this thread."""
        return self._current.bill

    @contextmanager
    def invoked(self, name: str) -> Iterator[Bill]:
        """Charge an invocation of a function, and all it asks for meanwhile."""
        bill, outer = self.bills[name], self._current.bill
        bill.invocations += 1
        self._current.bill, elsewhere = bill, self._current.elsewhere
        start = time.thread_time()
        yield bill
        mocked = self._current.elsewhere - elsewhere
        bill.processor_seconds += time.thread_time() - start - mocked
        self._current.bill = outer

    @contextmanager
    def elsewhere(self) -> Iterator[None]:
        """Leave out of the bill what this thread takes of a processor, being AWS's work."""
        start = time.thread_time()
        yield
        self._current.elsewhere += time.thread_time() - start

    @contextmanager
    def running(self) -> Iterator[None]:
        """Look at all that is sent to the mock meanwhile."""

        def answer(stubber: BotocoreStubber, request: Any) -> Any:
            with self.elsewhere():
                return self._answer(stubber, request)

        with patch.object(BotocoreStubber, "process_request", answer):
            yield

    def _answer(self, stubber: BotocoreStubber, request: Any) -> Any:
        target = request.headers.get("X-Amz-Target", b"")
        named = target.decode() if isinstance(target, bytes) else target
        service, _, operation = named.partition(".")
        if not service.startswith("DynamoDB"):
            if self.bill is not None:
                self.bill.requests[operation] += 1
            return _answered_by_moto(stubber, request)
        asked = json.loads(request.body)
        touched = list(_touched(operation, asked))
        answered = _answered_by_moto(stubber, request)
        assert answered is not None
        done = answered[0] == OK
        if touched:
            self._charge_writes(operation, touched, done=done)
        else:
            self._charge_read(operation, asked, json.loads(answered[2]))
        return answered

    def _charge_writes(self, operation: str, touched: list[Written], *, done: bool) -> None:
        transaction, units = operation == "TransactWriteItems", 0.0
        for each in touched:
            new = _image(each.table, each.key)
            units += write_units(each.old, new, indexes_of(each.table), transaction=transaction)
            if done and new != each.old:
                self.tell(each.table, each.key, each.old, new)
        if self.bill is not None:
            self.bill.write_units += units
            self.bill.requests[TRANSACTION if len(touched) > 1 else WRITE] += 1

    def _charge_read(self, operation: str, asked: Item, answer: Item) -> None:
        if self.bill is None:
            return
        self.bill.requests[READ] += 1
        self.bill.read_units += _READS[operation](asked, answer)


def _touched(operation: str, asked: Item) -> Iterator[Written]:
    """Return the items that a request writes, or checks, as they are before it."""
    actions = [(_SINGLE[operation], asked)] if operation in _SINGLE else []
    if operation == "TransactWriteItems":
        actions = [action for each in asked["TransactItems"] for action in each.items()]
    elif operation == "BatchWriteItem":
        actions = [
            (_BATCHED[kind], {"TableName": table, **what})
            for table, requests in asked["RequestItems"].items()
            for each in requests
            for kind, what in each.items()
        ]
    for _, what in actions:
        held = what["Item"] if "Item" in what else what["Key"]
        key = {"pk": held["pk"], "sk": held["sk"]}
        yield Written(what["TableName"], key, _image(what["TableName"], key))


def _image(table: str, key: Item) -> Item | None:
    kept = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[table].items
    # Not by index: the mock would make a partition of it.
    found = kept.get(DynamoType(key["pk"]), {}).get(DynamoType(key["sk"]))
    return None if found is None else dict(found.to_json()["Attributes"])


def indexes_of(table: str) -> list[tuple[str, str]]:
    """Return the names of the keys of each index of a table."""
    kept = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[table]
    names = [[part["AttributeName"] for part in each.schema] for each in kept.global_indexes]
    return [(partition, sort) for partition, sort in names]


def _get(asked: Item, answer: Item) -> float:
    size = size_of(answer.get("Item", {}))
    return read_units(size, consistent=asked.get("ConsistentRead", False))


def _query(asked: Item, answer: Item) -> float:
    """Return the units of a query; what a filter refused is taken to be as large as the rest."""
    items, scanned = answer.get("Items", []), answer.get("ScannedCount", 0)
    size = sum(map(size_of, items)) * (scanned / len(items) if items else 1)
    return read_units(round(size), consistent=asked.get("ConsistentRead", False))


def _batch(asked: Item, answer: Item) -> float:
    total = 0.0
    for table, told in asked["RequestItems"].items():
        found = answer["Responses"].get(table, [])
        sizes = [*map(size_of, found), *([0] * (len(told["Keys"]) - len(found)))]
        consistent = told.get("ConsistentRead", False)
        total += sum(read_units(size, consistent=consistent) for size in sizes)
    return total


_READS: dict[str, Callable[[Item, Item], float]] = {
    "GetItem": _get,
    "Query": _query,
    "BatchGetItem": _batch,
}
