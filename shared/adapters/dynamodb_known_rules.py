"""Since when rules are known, from their rollups in the ConfigCompliance table."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from shared.adapters.dynamodb_batches import read_items
from shared.adapters.dynamodb_items import Item, optional, text
from shared.adapters.dynamodb_rollups import rollup_key
from shared.domain.rollups import RollupKey
from shared.domain.times import read_time

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


class DynamoDbKnownRules:
    """Implements KnownRules."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def known_since(self, kinds: Iterable[RollupKey]) -> Mapping[RollupKey, datetime | None]:
        """Return when each first gave a result; see the port."""
        wanted = {_at(rollup_key(kind)): kind for kind in kinds}
        keys = map(rollup_key, wanted.values())
        items = read_items(self._client, self._table, keys, consistent=True)
        found = {at: optional(item, "first_at") for at, item in items.items()}
        return {
            kind: read_time(since) if (since := found.get(at)) else None
            for at, kind in wanted.items()
        }


def _at(key: Item) -> tuple[str, str]:
    return text(key, "pk"), text(key, "sk")
