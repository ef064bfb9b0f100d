"""Items by their keys, a hundred to a request, asked for again until all were answered."""

import random
import time
from collections.abc import Iterable, Mapping
from itertools import batched
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb_errors import store_errors
from shared.adapters.dynamodb_items import Item, text
from shared.ports.errors import StoreUnavailableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

# DynamoDB developer guide, BatchGetItem; it answers at most 16 MB, and says what it left out.
_KEYS = 100
_ATTEMPTS = 8


def read_items(
    client: "DynamoDBClient", table: str, wanted: Iterable[Item], *, consistent: bool
) -> Mapping[tuple[str, str], Item]:
    """Return the items that there are, by partition and sort key.

    Raises:
        StoreUnavailableError: the table does not answer for all of them now.

    """
    found: dict[tuple[str, str], Item] = {}
    for some in batched(wanted, _KEYS, strict=False):
        request: Any = {table: {"Keys": list(some), "ConsistentRead": consistent}}
        for attempt in range(_ATTEMPTS):
            with store_errors():
                answer = client.batch_get_item(RequestItems=request)
            for item in answer["Responses"].get(table, []):
                found[text(item, "pk"), text(item, "sk")] = item
            request = answer["UnprocessedKeys"]
            if not request:
                break
            time.sleep(random.uniform(0, 0.05 * 2**attempt))  # noqa: S311 - spreads retries
        else:
            raise StoreUnavailableError(f"items were not read in {_ATTEMPTS} attempts")
    return found
