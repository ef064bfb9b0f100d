"""How often results of each resource changed, counted in the Events table by time."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from shared.adapters.dynamodb_access import Regions
from shared.adapters.dynamodb_bounds import Bound
from shared.adapters.dynamodb_conditions import not_expired
from shared.adapters.dynamodb_history_access import access_to_history
from shared.adapters.dynamodb_items import Item, text
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.domain.filters import Filters, Window
from shared.domain.observations import AWS_CONFIG, ResourceKey
from shared.domain.status import Status
from shared.observability import logger
from shared.ports.errors import StoreUnavailableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

# Full pages of 1 MB: twice what 100,000 changes of 0.8 KB are.
_MOST_PAGES = 160
_READ = ("account", "region", "resource_type", "resource_id")


class DynamoDbChangedResources:
    """Implements ChangedResources; partitions are read at the same time, as the pool allows.

    Results that AWS Config has no name for as yet are beside what is not counted, and are not.
    """

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
        condition = replace(not_expired(self._clock()), read=_READ)
        bound = Bound(_MOST_PAGES)

        def count(part: Range) -> Counter[ResourceKey]:
            return Counter(map(_resource, self._reader.items(part, condition, bound)))

        found = Counter[ResourceKey]()
        try:
            for counted in self._pool.map(count, self._ranges(window)):
                found.update(counted)
        except StoreUnavailableError:
            logger.exception("it is not known which resources changed")
            raise
        return found

    def _ranges(self, window: Window) -> Iterator[Range]:
        """Yield where changes of results are, without what else AWS Config and CloudTrail say."""
        regions = list(self._regions())
        for status in Status:
            heard = Filters(source=AWS_CONFIG, status=status)
            yield from access_to_history(heard, window, lambda: regions).ranges


def _resource(item: Item) -> ResourceKey:
    return ResourceKey(*(text(item, name) for name in _READ))
