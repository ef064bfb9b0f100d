"""All that DynamoDB holds of a place is read: what recording wrote is what its history says."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings

from shared.adapters.dynamodb_compliance_records import DynamoDbComplianceRecords
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.domain.comparison import Comparison
from shared.domain.observations import Observation
from shared.domain.rebuild import compare
from shared.domain.rollups import Counts, RollupKey
from shared.ports.errors import StoreUnavailableError
from tests.builders.endings import PLACE
from tests.builders.observations import C, N, at, key, result
from tests.builders.streams import PLACES, deliver, streams, there
from tests.builders.tables import TABLES, everything, mocked_tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


def records_on(client: "DynamoDBClient") -> DynamoDbComplianceRecords:
    return DynamoDbComplianceRecords(client, TABLES.config_compliance, TABLES.events)


def record(client: "DynamoDBClient", *heard: Observation) -> None:
    deliver(heard, DynamoDbComplianceStore(client, TABLES, lambda: at(0)), [5])


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


# Shrinking on moto would take minutes.
@settings(max_examples=10, phases=[Phase.generate])
@given(streams)
def test_what_is_kept_is_what_its_history_says(heard: list[Observation]) -> None:
    with mocked_tables() as client:
        record(client, *heard)
        records, found = records_on(client), Comparison()
        for place in PLACES:
            found += compare(records.kept(place), records.history(place), at(-1_000_000))
        assert not found.differences
        states = [
            i for i in everything(client, TABLES.config_compliance) if i["sk"]["S"].startswith("S#")
        ]
        assert found.states == len(states)


def test_a_place_is_read_and_none_beside_it(client: "DynamoDBClient") -> None:
    long = replace(key("€" * 768), rule_name="rule")
    elsewhere = replace(key(), region="eu-central-2")
    record(client, result(1, N, of=long), result(2, C), there(result(3, N, of=elsewhere)))
    kept = records_on(client).kept(PLACE)
    assert kept.records.keys() == {long, key()}
    rollup = RollupKey(PLACE.account, PLACE.region, "rule", long.resource_type)
    assert kept.rollups[rollup] == Counts(1, 0, 1)
    assert len(kept.rollups) == 2
    assert {item.time for item in records_on(client).history(PLACE)} == {at(1), at(2)}


def test_more_than_a_page_is_read_to_its_end(client: "DynamoDBClient") -> None:
    many = [key(f"bucket-{n}") for n in range(5)]
    # A page holds 1 MB (DynamoDB API reference, Query).
    record(client, *(result(1, N, of=of, annotation="x" * 300_000) for of in many))
    assert records_on(client).kept(PLACE).records.keys() == set(many)
    assert sum(1 for _ in records_on(client).history(PLACE)) == len(many)


def test_a_table_that_is_not_there_is_unavailable(client: "DynamoDBClient") -> None:
    client.delete_table(TableName=TABLES.events)
    with pytest.raises(StoreUnavailableError):
        list(records_on(client).history(PLACE))
