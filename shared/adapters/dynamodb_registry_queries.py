"""The registry, account by account."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_items import Item, optional, text
from shared.adapters.dynamodb_ranges import LOWEST, Range, RangeReader, prefixed
from shared.domain.snapshots import Heard
from shared.domain.times import read_time

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


class DynamoDbRegistryQueries:
    """Implements RegistryQueries."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._reader = RangeReader(client, table)

    def heard(
        self, accounts: tuple[str, ...] | None, limit: int, after: str
    ) -> Mapping[str, Sequence[Heard]]:
        """Return the next accounts; see the port."""
        ranges = _ranges(accounts, after)
        items = chain.from_iterable(self._items(part, 2 * limit) for part in ranges)
        grouped = groupby(map(_heard, items), key=lambda heard: heard.account)
        return {account: list(places) for account, places in islice(grouped, limit)}

    def _items(self, part: Range, size: int) -> Iterator[Item]:
        """Yield the items of a range, reading little more than is taken."""
        resume: Item | None = None
        while True:
            batch = self._reader.batch(part, size=size, resume=resume)
            yield from batch["Items"]
            resume = batch.get("LastEvaluatedKey")
            if resume is None:
                return


def _ranges(accounts: tuple[str, ...] | None, after: str) -> Iterator[Range]:
    if accounts is None:
        lowest = prefixed(_of(after))[1] if after else LOWEST
        yield Range(pk=keys.ACCOUNTS, lowest=lowest)
        return
    for account in accounts:
        if account > after:
            lowest, highest = prefixed(_of(account))
            yield Range(pk=keys.ACCOUNTS, lowest=lowest, highest=highest)


def _of(account: str) -> str:
    return keys.joined(account) + "#"


def _heard(item: Item) -> Heard:
    times = (_moment(item, name) for name in ("first_heard", "last_heard", "reconciled_at"))
    return Heard(text(item, "account"), text(item, "region"), *times)


def _moment(item: Item, name: str) -> datetime | None:
    value = optional(item, name)
    return read_time(value) if value else None
