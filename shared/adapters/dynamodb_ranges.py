"""Ranges of sort keys in single partitions, read as key queries, a batch at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

from shared.adapters.dynamodb_bounds import Bound
from shared.adapters.dynamodb_conditions import ANYTHING, Condition
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, marshal
from shared.domain.pages import Position

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

LOWEST, HIGHEST = "\x00", "\U0010ffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A part of a partition of a table or of one of its indexes, both ends included.

    `label` orders ranges that are read one after the other; ranges of one label are merged.
    """

    pk: str
    lowest: str = LOWEST
    highest: str = HIGHEST
    label: str = ""
    index: str | None = None
    pk_name: str = "pk"
    sk_name: str = "sk"

    def rest(self, after: Position | None, *, newest_first: bool) -> "Range | None":
        """Return what of the range comes after a position; None if nothing does."""
        if after is None:
            return self
        label, sk = after
        if label != self.label:
            return self if (label < self.label) is not newest_first else None
        if sk == (LOWEST if newest_first else HIGHEST):  # the position behind all of a label
            return None
        if newest_first:
            return replace(self, highest=sk) if sk >= self.lowest else None
        return replace(self, lowest=sk) if sk <= self.highest else None


class Batch(TypedDict):
    """What one query answered; `LastEvaluatedKey` is absent at the end of the range."""

    Items: list[Item]
    LastEvaluatedKey: NotRequired[Item]


class RangeReader:
    """Reads ranges of one table; `consistent`: with what was just written, not of an index."""

    def __init__(self, client: "DynamoDBClient", table: str, *, consistent: bool = False) -> None:
        self._client = client
        self._table = table
        self._consistent = consistent

    def batch(
        self,
        part: Range,
        condition: Condition = ANYTHING,
        *,
        newest_first: bool = False,
        size: int | None = None,
        resume: Item | None = None,
    ) -> Batch:
        """Read up to `size` items (at most 1 MB) and return those that the condition lets pass."""
        request: dict[str, Any] = {
            "TableName": self._table,
            "KeyConditionExpression": "#pk = :pk AND #sk BETWEEN :lowest AND :highest",
            "ExpressionAttributeNames": {"#pk": part.pk_name, "#sk": part.sk_name}
            | condition.names
            | {f"#read_{name}": name for name in condition.read},
            "ExpressionAttributeValues": marshal(
                **{":pk": part.pk, ":lowest": part.lowest, ":highest": part.highest}
            )
            | condition.values,
            "ScanIndexForward": not newest_first,
        }
        optional = {
            "ConsistentRead": self._consistent,
            "IndexName": part.index,
            "FilterExpression": condition.expression,
            "ProjectionExpression": ", ".join(f"#read_{name}" for name in condition.read),
            "Limit": size,
            "ExclusiveStartKey": resume,
        }
        request |= {name: value for name, value in optional.items() if value}
        with store_errors():
            answer: Any = self._client.query(**request)
            return answer  # type: ignore[no-any-return] # Batch names what is read of it

    def items(
        self,
        part: Range,
        condition: Condition = ANYTHING,
        bound: Bound | None = None,
        *,
        size: int | None = None,
    ) -> Iterator[Item]:
        """Yield every item of the range that the condition lets pass, reading `size` at a time.

        Raises:
            TooMuchToReadError: it would take more than a bound allows, if there is one.

        """
        resume: Item | None = None
        while True:
            batch = self.batch(part, condition, size=size, resume=resume)
            yield from batch["Items"]
            resume = batch.get("LastEvaluatedKey")
            if resume is None:
                return
            if bound:
                bound.count()


def prefixed(prefix: str) -> tuple[str, str]:
    """Return the lowest and the highest key that begin with a prefix; an empty one is no bound."""
    return (prefix, prefix + HIGHEST) if prefix else (LOWEST, HIGHEST)
