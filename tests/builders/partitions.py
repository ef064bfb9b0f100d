"""Writes held to the partitions that a role names, as IAM holds them where it is enforced."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from typing import Any

import boto3

type Granted = Mapping[str, Sequence[str]]

_STEPS = {"Put": "PutItem", "Delete": "DeleteItem"}


@contextmanager
def held_to(granted: Granted, table: str) -> Iterator[None]:
    """Refuse writes of clients that are made meanwhile, but to the partitions of their action.

    Of a transaction and a batch each action counts by itself; an action that is not named in
    `granted` may write anywhere.
    """

    def check(params: dict[str, Any], model: Any, **_: Any) -> None:
        for action, pk in _written(model.name, params, table):
            patterns = granted.get(action, ("*",))
            allowed = any(fnmatchcase(pk, pattern) for pattern in patterns)
            assert allowed, f"{action} of {pk!r} is not among {', '.join(patterns)}"

    events = boto3.DEFAULT_SESSION.events  # type: ignore[union-attr] # there is one by now
    events.register("before-parameter-build.dynamodb.*", check)
    try:
        yield
    finally:
        events.unregister("before-parameter-build.dynamodb.*", check)


def _written(operation: str, params: dict[str, Any], table: str) -> Iterator[tuple[str, str]]:
    if operation == "BatchWriteItem":
        requests = params["RequestItems"].get(table, ())
        yield from ((operation, _pk(step)) for request in requests for step in request.values())
    if operation == "TransactWriteItems":
        steps = [step for item in params["TransactItems"] for step in item.items()]
        yield from (
            (_STEPS[name], _pk(step))
            for name, step in steps
            if name in _STEPS and step["TableName"] == table
        )
    if operation in _STEPS.values() and params["TableName"] == table:
        yield operation, _pk(params)


def _pk(step: Mapping[str, Any]) -> str:
    return str((step.get("Item") or step["Key"])["pk"]["S"])
