"""What a digest listed stays listed: on DynamoDB, and as the fake in memory promises it."""

from collections.abc import Iterator

import pytest

from shared.adapters.dynamodb_listed_rules import DynamoDbListedRules
from shared.ports.reporting import ListedRules
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.in_memory_digest_store import InMemoryListedRules

FIRST, SECOND = "daily#2026-11-19#organisation", "daily#2026-11-20#organisation"


@pytest.fixture(params=["in memory", "on DynamoDB"])
def listed(request: pytest.FixtureRequest) -> Iterator[ListedRules]:
    with mocked_tables() as client:
        on_dynamodb = DynamoDbListedRules(client, TABLES.config_compliance)
        yield InMemoryListedRules() if request.param == "in memory" else on_dynamodb


def test_a_rule_belongs_to_the_digest_that_listed_it_first(listed: ListedRules) -> None:
    assert listed.listed() == {}
    listed.record_listed(["own#rule", "other rule"], FIRST)
    listed.record_listed(["other rule", "third"], SECOND)
    assert listed.listed() == {"own#rule": FIRST, "other rule": FIRST, "third": SECOND}
