"""The registry, account by account."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_heard import read_heard
from shared.adapters.dynamodb_items import Item
from shared.adapters.dynamodb_ranges import LOWEST, Range, RangeReader, prefixed
from shared.adapters.dynamodb_recorders import stopped_places
from shared.domain.observations import PlaceKey
from shared.domain.snapshots import Heard

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
        grouped = groupby(map(read_heard, items), key=lambda heard: heard.account)
        return {account: list(places) for account, places in islice(grouped, limit)}

    def not_recorded(
        self, accounts: tuple[str, ...] | None, region: str | None
    ) -> Sequence[PlaceKey]:
        """Return the places whose recorder is stopped; see the port."""
        return [
            place
            for place in stopped_places(self._reader)
            if (accounts is None or place.account in accounts) and region in {None, place.region}
        ]

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
