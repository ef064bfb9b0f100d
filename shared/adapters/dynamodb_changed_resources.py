"""How often results of each resource changed, counted in the Events table by time."""

from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from shared.adapters.dynamodb_access import Regions
from shared.adapters.dynamodb_bounds import Bound
from shared.adapters.dynamodb_conditions import both, not_expired
from shared.adapters.dynamodb_history_access import access_to_history
from shared.adapters.dynamodb_history_queries import of_changes
from shared.adapters.dynamodb_items import Item, text
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.domain.filters import Filters, Window
from shared.domain.observations import AWS_CONFIG, ResourceKey

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

# Full pages of 1 MB: twice what 100,000 changes of 0.8 KB are.
_MOST_PAGES = 160
_READ = ("account", "region", "resource_type", "resource_id")


class DynamoDbChangedResources:
    """Implements ChangedResources; partitions are read at the same time, as the pool allows."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        regions: Regions,
        pool: Executor,
        clock: Callable[[], datetime],
    ) -> None:
        self._reader = RangeReader(client, table)
        self._regions = regions
        self._pool = pool
        self._clock = clock

    def changes(self, window: Window) -> Mapping[ResourceKey, int]:
        """Count changes by resource; see the port."""
        condition = replace(both(not_expired(self._clock()), of_changes()), read=_READ)
        bound = Bound(_MOST_PAGES)

        def count(part: Range) -> Counter[ResourceKey]:
            return Counter(map(_resource, self._reader.items(part, condition, bound)))

        heard = access_to_history(Filters(source=AWS_CONFIG), window, self._regions)
        found = Counter[ResourceKey]()
        for counted in self._pool.map(count, heard.ranges):
            found.update(counted)
        return found


def _resource(item: Item) -> ResourceKey:
    return ResourceKey(*(text(item, name) for name in _READ))
