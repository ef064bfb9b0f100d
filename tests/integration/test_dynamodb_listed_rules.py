"""What a digest listed stays listed: on DynamoDB, and as the fake in memory promises it."""

from collections.abc import Iterator

import pytest

from shared.adapters.dynamodb_listed_rules import DynamoDbListedRules
from shared.ports.errors import StoreUnavailableError
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


def test_hundreds_of_rules_are_listed_each_once(listed: ListedRules) -> None:
    rules = [f"own-rule-{number}" for number in range(250)]
    listed.record_listed([*rules, *rules[:3]], FIRST)
    assert listed.listed() == dict.fromkeys(rules, FIRST)


def test_two_digests_that_list_the_same_rule_at_once_are_not_an_unknown_error() -> None:
    with mocked_tables() as client:

        def conflict(**_: object) -> None:
            raise client.exceptions.TransactionCanceledException(
                {"Error": {"Code": "TransactionCanceledException"}}, "TransactWriteItems"
            )

        client.meta.events.register("before-call.dynamodb.TransactWriteItems", conflict)
        with pytest.raises(StoreUnavailableError, match="another digest"):
            DynamoDbListedRules(client, TABLES.config_compliance).record_listed(["a"], FIRST)
