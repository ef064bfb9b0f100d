"""The states of what has ended are found: all of them, and none beside them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.domain.observations import Scope, StateKey
from shared.domain.plan import Knowledge
from shared.domain.planning import plan_evaluations
from tests.builders.endings import PLACE, rule_deletion
from tests.builders.observations import N, key, result
from tests.builders.streams import deliver, there
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def store_on(client: "DynamoDBClient") -> DynamoDbComplianceStore:
    return DynamoDbComplianceStore(client, TABLES, lambda: NOW)


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


NEIGHBOURS = [
    key("a", "rule"),
    key("a", "rule-2"),
    key("a#b", "rule"),
    key("ab", "rule"),
    replace(key("a", "rule"), resource_type="AWS::S3::BucketPolicy"),
    replace(key("a", "rule"), region="eu-central-2"),
    replace(key("a", "rule"), account="222222222223"),
    replace(key("a", "rule"), rule_name="€" * 128),
]


@pytest.mark.parametrize("of", NEIGHBOURS)
def test_the_states_of_a_scope_are_not_those_of_one_whose_name_begins_the_same(
    client: "DynamoDBClient", of: StateKey
) -> None:
    fake, real = InMemoryComplianceStore(), store_on(client)
    for each in NEIGHBOURS:
        for store in (fake, real):
            store.commit(plan_evaluations([there(result(1, N, of=each))], Knowledge()))
    scopes: tuple[Scope, ...] = (of, *of.graves)
    for scope in scopes:
        found = [record.key for record in real.states_of(scope)]
        assert of in found
        assert sorted(map(repr, found)) == sorted(repr(r.key) for r in fake.states_of(scope))


def test_more_states_than_a_transaction_takes_are_closed(client: "DynamoDBClient") -> None:
    store, many = store_on(client), [key(f"bucket-{n}") for n in range(40)]
    deliver([result(1, N, of=of) for of in many], store, [40])
    deliver([rule_deletion(2)], store)
    assert [record.status for record in store.states_of(PLACE)] == [None] * len(many)
