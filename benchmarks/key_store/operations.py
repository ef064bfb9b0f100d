"""Query, GetItem and BatchGetItem, with the read units that AWS would charge for them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from benchmarks.key_store.expressions import Item, Name, Parser, Term, Value, holds
from benchmarks.key_store.shelf import OWN, Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

# DynamoDB developer guide, Query and read/write capacity mode.
PAGE_BYTES = 1_048_576
UNIT_BYTES = 4096


@dataclass
class Counted:
    """What was read since it was last asked."""

    requests: int = 0
    units: float = 0
    bytes: int = 0

    def charge(self, size: int, *, consistent: bool) -> float:
        """Count a read of so many bytes, and return its units."""
        units = max(1, -(-size // UNIT_BYTES)) * (1.0 if consistent else 0.5)
        self.units += units
        self.bytes += size
        return units


@dataclass(frozen=True, slots=True)
class Condition:
    """What a key condition asks for: a partition, and bounds of the sort key."""

    pk: str
    bounds: list[tuple[str, bytes]]

    @classmethod
    def of(cls, term: Term, pk_name: str) -> Self:
        """Read a key condition."""
        terms = term.operands if term.operator == "AND" else (term,)
        parted = [(_name(each), each) for each in terms if isinstance(each, Term)]
        [partition] = [_values(each)[0] for name, each in parted if name == pk_name]
        bounds = [bound for name, each in parted if name != pk_name for bound in _bounds(each)]
        return cls(partition.decode(), bounds)


def _name(term: Term) -> str:
    return next(each.name for each in term.operands if isinstance(each, Name))


def _values(term: Term) -> list[bytes]:
    return [each.value[1].encode() for each in term.operands if isinstance(each, Value)]  # type: ignore[index] # a request's values are there


def _bounds(term: Term) -> Iterator[tuple[str, bytes]]:
    values = _values(term)
    match term.operator:
        case "BETWEEN":
            yield from zip((">=", "<="), values, strict=True)
        case "begins_with":  # no text in UTF-8 has a byte as high as the last one here
            yield from ((">=", values[0]), ("<", values[0] + b"\xff"))
        case how:
            yield how, values[0]


class Operations:
    """Answers requests from one shelf at a time."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.counted = Counted()

    def answer(self, operation: str, request: Item) -> bytes:
        """Return the body of the answer. Raises ValueError for what is not understood."""
        self.counted.requests += 1
        match operation:
            case "Query":
                return self._query(request)
            case "GetItem":
                return self._get(request)
            case "BatchGetItem":
                return self._batch(request)
            case _:
                raise ValueError(f"there is no {operation} here")

    def _get(self, request: Item) -> bytes:
        found = self._read(request["TableName"], request["Key"], request)
        return b'{"Item":' + found + b"}" if found else b"{}"

    def _batch(self, request: Item) -> bytes:
        tables = []
        for table, wanted in request["RequestItems"].items():
            found = [self._read(table, key, wanted) for key in wanted["Keys"]]
            items = b",".join(each for each in found if each)
            tables.append(json.dumps(table).encode() + b":[" + items + b"]")
        return b'{"UnprocessedKeys":{},"Responses":{' + b",".join(tables) + b"}}"

    def _read(self, table: str, key: Item, request: Item) -> bytes | None:
        found = self.shelf.get(table, key["pk"]["S"], key["sk"]["S"])
        size = found[1] if found else 0
        self.counted.charge(size, consistent=request.get("ConsistentRead", False))
        return found[2] if found else None

    def _query(self, request: Item) -> bytes:
        test = self._filter(request)
        limit, passed, scanned, size = request.get("Limit"), [], 0, 0
        rows, last = self._rows(request), None
        for _, _, length, body in rows:
            if scanned == limit or (scanned and size + length > PAGE_BYTES):
                break
            last, scanned, size = body, scanned + 1, size + length
            if test is None or holds(test, json.loads(body)):
                passed.append(body)
        else:  # DynamoDB only knows that it is at the end when it has looked beyond the limit
            last = last if scanned == limit else None
        consistent = request.get("ConsistentRead", False)
        tail: dict[str, Any] = {"Count": len(passed), "ScannedCount": scanned}
        units = self.counted.charge(size, consistent=consistent)
        if request.get("ReturnConsumedCapacity", "NONE") != "NONE":
            used = {"TableName": request["TableName"], "CapacityUnits": units}
            tail["ConsumedCapacity"] = used
        if last is not None:
            tail["LastEvaluatedKey"] = self._key(request, json.loads(last))
        return b'{"Items":[' + b",".join(passed) + b"]," + json.dumps(tail).encode()[1:]

    def _rows(self, request: Item) -> Iterator[tuple[bytes, int, int, bytes]]:
        table, index = request["TableName"], request.get("IndexName", OWN)
        pk_name, sk_name = self.shelf.shape[table][index]
        term = _parser(request, "KeyConditionExpression").parse()
        condition = Condition.of(term, pk_name)
        up, after = request.get("ScanIndexForward", True), request.get("ExclusiveStartKey")
        if not after:
            return self.shelf.range(table, index, condition.pk, condition.bounds, up=up)
        sk = after[sk_name]["S"].encode()
        bounds = [*condition.bounds, (">=" if up else "<=", sk)]
        seen = self.shelf.get(table, after["pk"]["S"], after["sk"]["S"])
        rows = self.shelf.range(table, index, condition.pk, bounds, up=up)
        return _after(rows, sk, seen[0] if seen else 0, up=up)

    def _filter(self, request: Item) -> Term | None:
        if "FilterExpression" not in request:
            return None
        return _parser(request, "FilterExpression").parse()

    def _key(self, request: Item, item: Item) -> Item:
        keys = self.shelf.shape[request["TableName"]]
        names = {*keys[OWN], *keys[request.get("IndexName", OWN)]}
        return {name: item[name] for name in names}


def _parser(request: Item, name: str) -> Parser:
    names = request.get("ExpressionAttributeNames", {})
    return Parser(request[name], names, request.get("ExpressionAttributeValues", {}))


def _after(
    rows: Iterator[tuple[bytes, int, int, bytes]], sk: bytes, number: int, *, up: bool
) -> Iterator[tuple[bytes, int, int, bytes]]:
    """Leave out what a page ended with, and what stood before it under the same sort key."""
    for row in rows:
        if row[0] != sk or (row[1] > number if up else row[1] < number):
            yield row
