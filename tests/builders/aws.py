"""An AWS in this process: nothing is in it at first, and nothing leaves the machine.

More than half of the time of tests that use it would go into a few things, which are avoided here.
Each mock reads botocore's descriptions of AWS anew, for a session of its own; for each attribute of
an item it looks under some fifty names; each step of a transaction copies the whole table; and each
request lists the methods of the mock, and says at length who asks.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from typing import Any, cast
from unittest.mock import patch

import boto3
from botocore.useragent import UserAgentString
from moto import mock_aws
from moto.core import responses
from moto.core.serialize import BaseJSONSerializer
from moto.core.utils import method_names_from_class
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.table import Table

_PLAIN = {"S": str, "N": str, "BOOL": bool, "NULL": bool}
_serialized_by_moto = BaseJSONSerializer._serialize_type_structure  # noqa: SLF001 - its only place
_transacted_by_moto = DynamoDBBackend.transact_write_items
_method_names = cache(method_names_from_class)


@contextmanager
def mocked_aws() -> Iterator[None]:
    """Mock AWS for all clients that are made meanwhile."""
    with (
        mock_aws(),
        patch("boto3.DEFAULT_SESSION", _session()),
        patch.object(responses, "method_names_from_class", _method_names),
        patch.object(UserAgentString, "to_string", lambda _: "a test"),
        patch.object(BaseJSONSerializer, "_serialize_type_structure", _serialize),
        patch.object(DynamoDBBackend, "transact_write_items", _transact),
        patch.object(Table, "__deepcopy__", _copy, create=True),
    ):
        yield


@cache
def _session() -> boto3.Session:
    return boto3.Session()


def _serialize(serializer: BaseJSONSerializer, into: Any, value: Any, shape: Any, key: str) -> None:
    """Write plain attributes of items as they are: they are kept as they are written."""
    if shape.name == "AttributeValue" and _is_plain(value):
        into[key] = value
    else:
        _serialized_by_moto(serializer, into, value, shape, key)


def _is_plain(value: dict[str, Any]) -> bool:
    [(kind, of), *others] = value.items()
    return not others and isinstance(of, _PLAIN.get(kind, ()))


class _Copies(threading.local):
    """The copies of tables that a transaction goes back to, of one thread."""

    of: dict[int, Table] | None = None


_copies = _Copies()


def _transact(backend: DynamoDBBackend, items: list[dict[str, Any]]) -> None:
    """Copy each table once: all copies are made before anything is written."""
    _copies.of = {}
    try:
        _transacted_by_moto(backend, items)
    finally:
        _copies.of = None


def _copy(table: Table, memo: dict[int, Any]) -> Table:
    if _copies.of is not None and id(table) in _copies.of:
        return _copies.of[id(table)]
    made = cast("Table", Table.__new__(Table))
    vars(made).update(deepcopy(vars(table), memo))
    if _copies.of is not None:
        _copies.of[id(table)] = made
    return made
