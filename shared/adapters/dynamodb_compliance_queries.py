"""Questions about present states, answered by key queries on the ConfigCompliance table."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import fields, replace
from datetime import datetime
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_accounts import Place, places
from shared.adapters.dynamodb_bounds import Bound
from shared.adapters.dynamodb_conditions import condition_of, not_expired, open_states
from shared.adapters.dynamodb_items import Item, number, read_record
from shared.adapters.dynamodb_merge import MOST_RANGES, Merge
from shared.adapters.dynamodb_ranges import HIGHEST, LOWEST, Batch, Range, RangeReader, prefixed
from shared.adapters.dynamodb_regions import DynamoDbRegions
from shared.adapters.dynamodb_rollups import read_rollup, rollups_of_rule
from shared.adapters.dynamodb_state_access import access_to_states
from shared.adapters.dynamodb_totals import DynamoDbTotals
from shared.domain.filters import Filters, Window
from shared.domain.pages import Page, Position
from shared.domain.rollups import Activity, Counts, RollupKey
from shared.domain.rule_names import normalise
from shared.domain.state import Record
from shared.domain.times import sortable
from shared.domain.totals import Totals

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

# Places that a page of states is looked for in first: in most organisations they fill it, and the
# registry of a large one is long.
FEW_PLACES = 8


class DynamoDbComplianceQueries:
    """Implements ComplianceQueries; partitions are read at the same time, as the pool allows."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        pool: Executor,
        clock: Callable[[], datetime],
    ) -> None:
        self._reader = RangeReader(client, table)
        self._regions = DynamoDbRegions(client, table)
        self._totals = DynamoDbTotals(client, table, pool, clock)
        self._pool = pool
        self._clock = clock

    def totals(self, region: str | None = None) -> Totals:
        """Return the sums of the organisation, or of a region; see the port."""
        return self._totals.totals(region)

    def rollups(self, filters: Filters) -> Iterable[tuple[RollupKey, Counts]]:
        """Yield counts; see the port."""
        found = self._pool.map(self._rollups_in, self._ranges_of_rollups(filters))
        rows = chain.from_iterable(found)
        return ((key, counts) for key, counts in rows if filters.admit_rollup(key))

    def activity(self, filters: Filters, quarters: Window) -> Activity:
        """Count compliance changes; see the port."""
        lowest, highest = prefixed(keys.ACTIVITY)
        if quarters.start:
            lowest = keys.ACTIVITY + sortable(quarters.start)
        if quarters.end:  # one character short: the quarter that begins there is outside
            highest = keys.ACTIVITY + sortable(quarters.end)[:-1]
        if filters.chosen is None:
            return self._totals.activity(quarters, filters.region).activity
        condition = not_expired(self._clock())

        def count(place: Place) -> Activity:
            part = Range(pk=place.pk, lowest=lowest, highest=highest)
            return sum(map(_activity, self._reader.items(part, condition)), Activity())

        return sum(self._pool.map(count, places(self._reader, filters)), Activity())

    def states(self, filters: Filters, limit: int, after: Position | None) -> Page[Record]:
        """Return a page of states; see the port."""
        page = self._page(filters, limit, after, FEW_PLACES)
        missing = limit - len(page.items)
        if missing and page.next and page.next[1] == HIGHEST:  # there are more places
            rest = self._page(filters, missing, page.next, MOST_RANGES)
            page = Page([*page.items, *rest.items], rest.next)
        return Page([read_record(item) for item in page.items], page.next)

    def _page(
        self, filters: Filters, limit: int, after: Position | None, most_places: int
    ) -> Page[Item]:
        def some_places() -> Iterable[Place]:
            start = after[0] if after else LOWEST
            found = places(self._reader, filters, start, at_once=most_places + 1)
            return islice(found, most_places + 1)

        access = access_to_states(filters, some_places, self._regions)
        condition = condition_of(filters, access.implied, open_states())

        def read(part: Range, size: int, resume: Item | None) -> Batch:
            return self._reader.batch(part, condition, size=size, resume=resume)

        size = access.first_read(limit, selective=condition.selective)
        return Merge(read, self._pool).page(access.ranges, limit, after, size, most_places)

    def states_of_resource(self, filters: Filters) -> Sequence[Record]:
        """Return all states of a resource; see the port."""
        access = access_to_states(filters, tuple, self._regions)
        condition, bound = condition_of(filters, access.implied, open_states()), Bound()
        items = (self._reader.items(part, condition, bound) for part in access.ranges)
        return [read_record(item) for item in chain.from_iterable(items)]

    def _all_places(self, filters: Filters, account: str) -> list[Place]:
        return list(places(self._reader, replace(filters, account=account)))

    def _ranges_of_rollups(self, filters: Filters) -> Iterable[Range]:
        """Return where rollups are: by place in an account, by rule across accounts.

        The sums tell which rules there are of a resource type.
        """
        if (chosen := filters.chosen) is not None:
            lowest, highest = prefixed(keys.ROLLUP)
            found = chain.from_iterable(self._pool.map(partial(self._all_places, filters), chosen))
            return [Range(pk=place.pk, lowest=lowest, highest=highest) for place in found]
        rules = {normalise(filters.rule_name)} if filters.rule_name else self._rules_of(filters)
        ranges = (rollups_of_rule(rule, filters.resource_type) for rule in sorted(rules))
        return chain.from_iterable(ranges)

    def _rules_of(self, filters: Filters) -> set[str]:
        cells = self.totals(filters.region).by_cell
        return {c.rule_name for c in cells if filters.resource_type in {None, c.resource_type}}

    def _rollups_in(self, part: Range) -> list[tuple[RollupKey, Counts]]:
        return [read_rollup(item) for item in self._reader.items(part)]


def _activity(item: Item) -> Activity:
    return Activity(*(number(item, member.name) for member in fields(Activity)))
