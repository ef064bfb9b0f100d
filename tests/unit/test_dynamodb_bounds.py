"""What is answered at once reads so much and no more, and is never a part of the answer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import pytest

from shared.adapters.dynamodb_bounds import MOST_PAGES
from shared.adapters.dynamodb_compliance_queries import DynamoDbComplianceQueries
from shared.adapters.dynamodb_history_queries import DynamoDbHistoryQueries
from shared.adapters.dynamodb_items import marshal
from shared.domain.filters import Filters, Window
from shared.domain.rollups import Activity
from shared.ports.errors import TooMuchToReadError
from tests.builders.observations import at

ACCOUNT = "222222222222"


class Pages:
    """A client whose partitions have so many pages, each with a violation that began.

    With `refusing` the filter lets nothing pass: what is read counts, not what is answered.
    """

    def __init__(self, *, refusing: bool = False, **pages: int) -> None:
        self._refusing = refusing
        self._pages = pages
        self.asked: list[str] = []

    def query(self, **request: Any) -> dict[str, Any]:
        index = request.get("IndexName", "table")
        self.asked.append(index)
        number = int(request.get("ExclusiveStartKey", {"n": {"N": "1"}})["n"]["N"])
        found: dict[str, Any] = {
            "Items": [marshal(status="NON_COMPLIANT", previous_status="COMPLIANT")]
        }
        if self._refusing:
            found["Items"] = []
        if number < self._pages[index]:
            found["LastEvaluatedKey"] = marshal(n=number + 1)
        return found


@pytest.fixture(scope="module")
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as executor:
        yield executor


def activity(client: Pages, pool: ThreadPoolExecutor, filters: Filters) -> Activity:
    queries = DynamoDbHistoryQueries(cast("Any", client), "events", list, pool, lambda: at(60))
    return queries.activity(filters, Window(start=at(0), end=at(50)))


def test_changes_are_counted_up_to_the_bound_in_all_ranges_together(
    pool: ThreadPoolExecutor,
) -> None:
    rule = Filters(rule_name="restricted-ssh")
    full = MOST_PAGES // 4
    client = Pages(by_rule=full + 1)
    counted = activity(client, pool, rule)
    assert (counted.total_events, len(client.asked)) == (4 * (full + 1), 4 * (full + 1))
    client = Pages(by_rule=full + 2)
    with pytest.raises(TooMuchToReadError):
        activity(client, pool, rule)
    assert len(client.asked) <= MOST_PAGES + 4


def test_ranges_that_one_query_answers_cost_nothing(pool: ThreadPoolExecutor) -> None:
    accounts = tuple(f"{n:012}" for n in range(100))
    client = Pages(table=1)
    assert activity(client, pool, Filters(rule_name="a", accounts=accounts)).total_events == 100


def test_an_id_that_too_many_accounts_use_is_looked_for_in_the_account_that_is_named(
    pool: ThreadPoolExecutor,
) -> None:
    client = Pages(by_resource=MOST_PAGES + 2, table=3)
    with pytest.raises(TooMuchToReadError):
        activity(client, pool, Filters(resource_id="default"))
    named = Filters(resource_id="default", account=ACCOUNT)
    assert activity(client, pool, named).total_events == 3
    with pytest.raises(TooMuchToReadError):
        activity(Pages(by_resource=99, table=99), pool, named)
    assert activity(Pages(by_resource=2), pool, named).total_events == 2


def test_states_and_the_past_of_an_id_are_read_up_to_the_same_bound(
    pool: ThreadPoolExecutor,
) -> None:
    client = cast("Any", Pages(by_resource=MOST_PAGES + 2, refusing=True))
    filters = Filters(resource_id="default")
    history = DynamoDbHistoryQueries(client, "events", list, pool, lambda: at(60))
    with pytest.raises(TooMuchToReadError):
        history.past_of_resource(filters)
    states = DynamoDbComplianceQueries(client, "states", pool, lambda: at(60))
    with pytest.raises(TooMuchToReadError):
        states.states_of_resource(filters)
