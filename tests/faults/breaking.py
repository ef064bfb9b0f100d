"""A DynamoDB client whose calls fail, or whose caller dies, where a test says so."""

import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ReadTimeoutError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


class Killed(BaseException):
    """The process ends here: nothing catches this."""


class Fault(StrEnum):
    """What happens to a call."""

    KILLED_BEFORE = "killed before"
    KILLED_AFTER = "killed after"
    THROTTLED = "throttled"
    CONFLICT = "conflict"
    UNAVAILABLE = "unavailable"
    ANSWER_LOST = "answer lost"  # it was carried out, and nobody hears of it


# Says what happens to the call of this action, the so-many-th of all, counted from 1.
type Faults = Callable[[str, int], Fault | None]

_CODES = {
    Fault.THROTTLED: "ProvisionedThroughputExceededException",
    Fault.UNAVAILABLE: "InternalServerError",
}


@contextmanager
def broken(client: "DynamoDBClient", faults: Faults) -> Iterator[None]:
    """Break the calls of a client, as `faults` says, while the context lasts."""
    numbers, events = itertools.count(1), client.meta.events

    def before(model: Any, params: dict[str, Any], context: dict[str, Any], **_: Any) -> Any:
        context["fault"] = fault = faults(model.name, next(numbers))
        return _before(fault, params)

    def after(context: dict[str, Any], **_: Any) -> None:
        _after(context["fault"])

    events.register("before-call.dynamodb", before)
    events.register("after-call.dynamodb", after)
    try:
        yield
    finally:
        events.unregister("before-call.dynamodb", before)
        events.unregister("after-call.dynamodb", after)


def _before(
    fault: Fault | None, request: dict[str, Any]
) -> tuple[AWSResponse, dict[str, Any]] | None:
    if fault is Fault.KILLED_BEFORE:
        raise Killed
    if fault is Fault.CONFLICT:
        return _conflict(json.loads(request["body"]))
    return _answer(_CODES[fault]) if fault in _CODES else None


def _after(fault: Fault | None) -> None:
    if fault is Fault.KILLED_AFTER:
        raise Killed
    if fault is Fault.ANSWER_LOST:
        raise ReadTimeoutError(endpoint_url="https://dynamodb")


def _conflict(body: dict[str, Any]) -> tuple[AWSResponse, dict[str, Any]] | None:
    """Answer that somebody else is writing the first item of a transaction."""
    if "TransactItems" not in body:
        return None
    others = [{"Code": "None"}] * (len(body["TransactItems"]) - 1)
    http, parsed = _answer("TransactionCanceledException")
    return http, parsed | {"CancellationReasons": [{"Code": "TransactionConflict"}, *others]}


def _answer(code: str) -> tuple[AWSResponse, dict[str, Any]]:
    error = {"Code": code, "Message": "on purpose"}
    return AWSResponse("https://dynamodb", 400, HTTPHeaders(), None), {"Error": error}
