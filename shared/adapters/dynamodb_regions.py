"""The regions that something is kept of: what is spread by region is read in each of them."""

from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, marshal, text
from shared.adapters.dynamodb_ranges import Range, RangeReader

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


class DynamoDbRegions:
    """Reads which regions there are, each time it is called: history has no region of its own."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._reader = RangeReader(client, table)

    def __call__(self) -> list[str]:
        """Return all regions that were ever heard of, sorted; one query of half a read unit.

        Raises:
            StoreUnavailableError: they cannot be read.

        """
        return [text(item, "region") for item in self._reader.items(Range(pk=keys.REGIONS))]


class KnownRegions:
    """Writes which regions there are; each once in the life of whoever writes."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        self._known = set[str]()

    def keep(self, region: str) -> None:
        """Keep that there is something in the region; it is never taken back."""
        if region in self._known:
            return
        with store_errors():
            self._client.put_item(TableName=self._table, Item=region_item(region))
        self._known.add(region)


def region_item(region: str) -> Item:
    """Return the item by which a region is known."""
    return marshal(pk=keys.REGIONS, sk=keys.part(region), region=region)
