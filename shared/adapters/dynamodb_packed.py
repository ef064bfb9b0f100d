"""Many small counts as one binary attribute: to read a thousand rows is to read one item."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, astuple
from typing import Any

from shared.adapters.dynamodb_items import Item, marshal, number, optional
from shared.domain.change_counts import ChangeCounts
from shared.domain.rollups import Activity, Counts
from shared.domain.times import read_time, sortable
from shared.domain.totals import Matrix, Part, PartRows, Share


def share_members(share: Share) -> Item:
    """Return the members of the item of a share."""
    packed = {
        "counts": _rows(share.counts),
        "activity": [[sortable(q), *astuple(a)] for q, a in sorted(share.activity.items())],
    }
    return marshal(packed=_pack(packed), heard=str(share.heard), revision=share.revision)


def read_share(item: Mapping[str, Any] | None) -> Share:
    """Return the share of an item; without one nothing was contributed."""
    if not item:
        return Share()
    packed = _unpack(item)
    return Share(
        _matrix(packed["counts"]),
        {read_time(quarter): Activity(*numbers) for quarter, *numbers in packed["activity"]},
        int(optional(item, "heard") or 0),
        number(item, "revision"),
    )


def part_members(part: Part) -> Item:
    """Return the members of the item of a part."""
    packed = {
        "accounts": [[a, *counts] for a, counts in sorted(part.by_account.items())],
        "rules": _rows(part.by_rule_and_type),
        "changes": [[*key, number] for key, number in sorted(part.changes.items())],
    }
    return marshal(packed=_pack(packed), revision=part.revision)


def read_part(item: Mapping[str, Any] | None) -> Part:
    """Return the part of an item; without one there is nothing in it."""
    if not item:
        return Part()
    packed = _unpack(item)
    return Part(
        {account: Counts(*numbers) for account, *numbers in packed["accounts"]},
        _matrix(packed["rules"]),
        number(item, "revision"),
        {(rule, resource_type): n for rule, resource_type, n in packed.get("changes", ())},
    )


def read_rows(item: Mapping[str, Any]) -> PartRows:
    """Return the rows of the item of a part."""
    packed = _unpack(item)
    changes = [(rule, resource_type, n) for rule, resource_type, n in packed.get("changes", ())]
    return PartRows(packed["accounts"], packed["rules"], changes)


def changes_members(changes: ChangeCounts) -> Item:
    """Return the members of the item of how often results had changed."""
    return marshal(packed=_pack(asdict(changes)))


def read_changes(item: Mapping[str, Any]) -> ChangeCounts:
    """Return how often results had changed."""
    return ChangeCounts(**_unpack(item))


def _rows(matrix: Matrix) -> list[list[str | int]]:
    return [[*key, *counts] for key, counts in sorted(matrix.items())]


def _matrix(rows: list[Any]) -> Matrix:
    return {(rule, resource_type): Counts(*numbers) for rule, resource_type, *numbers in rows}


def _pack(content: Mapping[str, Any]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode())


def _unpack(item: Mapping[str, Any]) -> Any:
    return json.loads(zlib.decompress(item["packed"]["B"]))
