"""A page of states looks at few places first, and at more of them where those do not fill it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import batched
from typing import TYPE_CHECKING, Any, cast

import pytest

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_compliance_queries import FEW_PLACES, DynamoDbComplianceQueries
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.domain.filters import Filters
from shared.domain.observations import AWS_CONFIG, Evaluation, Origin, StateKey, Version
from shared.domain.status import Status
from shared.usecases.record_batch import record_batch
from tests.builders.observations import at
from tests.builders.questions import messages
from tests.builders.tables import TABLES, mocked_tables
from tests.builders.walks import walk_states

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ACCOUNTS = [f"{number:012}" for number in range(1, 3 * FEW_PLACES)]
EACH = 3
STATES = [
    StateKey(account, "eu-central-1", "restricted-ssh", "AWS::EC2::SecurityGroup", f"sg-{number}")
    for account in ACCOUNTS
    for number in range(EACH)
]


@dataclass
class Counting:
    """A client that counts what it reads of the registry."""

    client: "DynamoDBClient"
    registered: list[int] = field(default_factory=list[int])

    def query(self, **request: Any) -> Any:
        answer = self.client.query(**request)
        if request["ExpressionAttributeValues"][":pk"] == {"S": keys.ACCOUNTS}:
            self.registered.append(answer["ScannedCount"])
        return answer


@pytest.fixture(scope="module")
def counting() -> Iterator[Counting]:
    with mocked_tables() as client:
        store = DynamoDbComplianceStore(client, TABLES, lambda: NOW)
        heard = [_evaluation(key, number) for number, key in enumerate(STATES)]
        for some in batched(messages(heard), 20, strict=False):
            assert not record_batch(some, store, NOW, lambda _: None).failed
        yield Counting(client)


@pytest.fixture
def queries(counting: Counting) -> Iterator[DynamoDbComplianceQueries]:
    counting.registered.clear()
    with ThreadPoolExecutor(4) as pool:
        client = cast("Any", counting)
        yield DynamoDbComplianceQueries(client, TABLES.config_compliance, pool, lambda: NOW)


def _evaluation(key: StateKey, number: int) -> Evaluation:
    name = f"e{number}"
    origin = Origin(name, AWS_CONFIG, "Compliance Change", key.account, key.region)
    return Evaluation(origin, key, Version(at(0), at(0), name), Status.COMPLIANT, None)


@pytest.mark.parametrize("limit", [1, EACH, 2 * EACH * FEW_PLACES, len(STATES)])
def test_whatever_the_page_each_state_is_there_once_and_in_order(
    queries: DynamoDbComplianceQueries, limit: int
) -> None:
    found = walk_states(queries, Filters(), limit)
    assert [record.key for record in found] == STATES


def test_a_page_that_needs_more_places_than_those_is_full_all_the_same(
    queries: DynamoDbComplianceQueries,
) -> None:
    limit = EACH * FEW_PLACES + 2
    page = queries.states(Filters(), limit, None)
    assert [record.key for record in page.items] == STATES[:limit]
    rest = queries.states(Filters(), len(STATES), page.next)
    assert [record.key for record in rest.items] == STATES[limit:]
    assert rest.next is None


def test_a_page_that_few_places_fill_reads_no_more_of_the_registry(
    queries: DynamoDbComplianceQueries, counting: Counting
) -> None:
    assert len(queries.states(Filters(), EACH, None).items) == EACH
    assert counting.registered == [FEW_PLACES + 1]
