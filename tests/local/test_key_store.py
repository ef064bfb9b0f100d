"""The stand-in for DynamoDB answers what the product asks as moto does, and counts as AWS does."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from benchmarks.key_store.expressions import Parser, holds
from benchmarks.key_store.operations import Operations
from benchmarks.key_store.server import KeyStore, serving
from benchmarks.key_store.shelf import Shelf, columns, row_of, size_of
from benchmarks.table_keys import keys_of
from shared.adapters.dynamodb_batches import read_items
from shared.adapters.dynamodb_compliance_queries import DynamoDbComplianceQueries
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_history_queries import DynamoDbHistoryQueries
from shared.adapters.dynamodb_regions import DynamoDbRegions
from shared.domain.filters import Filters, Window
from shared.domain.status import Status
from shared.usecases.record_batch import record_batch
from tests.builders import questions
from tests.builders.observations import at
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.builders.totals import add_up
from tests.builders.walks import walk_events, walk_states

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

STATES = TABLES.config_compliance
ACCOUNT, RULE, RESOURCE = questions.ACCOUNTS[0], questions.RULES[0], questions.RESOURCES[1]


@pytest.fixture(scope="module")
def moto() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as client:
        store = DynamoDbComplianceStore(client, TABLES, lambda: at(60))
        for batch in batched(
            questions.messages(questions.a_morning(seed=3, changes=24)), 15, strict=False
        ):
            assert not record_batch(batch, store, at(60), lambda _: None).failed
        add_up(client, STATES)
        yield client


@pytest.fixture(scope="module")
def file(moto: "DynamoDBClient", tmp_path_factory: pytest.TempPathFactory) -> Path:
    names = (STATES, TABLES.events)
    path = tmp_path_factory.mktemp("shelf") / "morning.sqlite"
    shelf = Shelf(path, {name: keys_of(moto, name) for name in names})
    for name in names:
        rows = [row_of(item, columns(shelf.shape[name])) for item in everything(moto, name)]
        shelf.add(name, rows)
    shelf.finish()
    return path


@pytest.fixture(scope="module")
def store(file: Path) -> Iterator[KeyStore]:
    with serving({"morning": file, "again": file}) as served:
        yield served


@pytest.fixture(scope="module")
def client(store: KeyStore) -> "DynamoDBClient":
    return boto3.client("dynamodb", endpoint_url=store.endpoint)


QUESTIONS = (
    Filters(),
    Filters(account=ACCOUNT),
    Filters(account=ACCOUNT, status=Status.NON_COMPLIANT),
    Filters(status=Status.NON_COMPLIANT),
    Filters(rule_name=RULE),
    Filters(rule_name=RULE, status=Status.COMPLIANT),
    Filters(account=ACCOUNT, rule_name=RULE),
    Filters(resource_id=RESOURCE),
    Filters(resource_type=questions.TYPES[0], region="eu-central-1"),
)


@pytest.mark.parametrize("filters", QUESTIONS, ids=repr)
def test_the_adapters_find_the_same_in_it_as_in_moto(
    moto: "DynamoDBClient", client: "DynamoDBClient", filters: Filters
) -> None:
    window = Window(start=at(5), end=at(50))
    with ThreadPoolExecutor(4) as pool:
        answers = []
        for each in (moto, client):
            states = DynamoDbComplianceQueries(each, STATES, pool, lambda: at(60))
            regions = DynamoDbRegions(each, STATES)
            history = DynamoDbHistoryQueries(each, TABLES.events, regions, pool, lambda: at(60))
            answers.append(
                (
                    walk_states(states, filters, 20),
                    walk_events(history, filters, window, 20),
                    sorted(states.rollups(filters), key=repr),
                    states.totals(),
                    states.activity(filters, Window(start=at(0), end=at(60))),
                )
            )
    assert answers[0] == answers[1]


REQUESTS: tuple[dict[str, Any], ...] = (
    {"KeyConditionExpression": "pk = :pk AND begins_with(sk, :prefix)", "prefix": "S#"},
    {"KeyConditionExpression": "pk = :pk AND sk > :prefix", "prefix": "R#"},
    {"KeyConditionExpression": "pk = :pk"},
    {"KeyConditionExpression": "pk = :pk", "FilterExpression": "attribute_exists(rule_pk)"},
    {
        "KeyConditionExpression": "pk = :pk",
        "FilterExpression": "NOT (attribute_not_exists(rule_pk) OR begins_with(rule_pk, :prefix))",
        "prefix": "restricted",
    },
)


@pytest.mark.parametrize("request_of", REQUESTS, ids=lambda each: str(each.values()))
@pytest.mark.parametrize("forward", [True, False])
def test_pages_of_a_query_are_those_of_moto_one_after_the_other(
    moto: "DynamoDBClient", client: "DynamoDBClient", request_of: dict[str, Any], *, forward: bool
) -> None:
    values = {":pk": {"S": f"A#{ACCOUNT}#eu-central-1"}}
    if "prefix" in request_of:
        values[":prefix"] = {"S": request_of["prefix"]}
    expressions = {name: text for name, text in request_of.items() if name != "prefix"}
    found: list[list[Any]] = []
    for each in (moto, client):
        pages = each.get_paginator("query").paginate(
            TableName=STATES,
            ExpressionAttributeValues=values,
            ScanIndexForward=forward,
            PaginationConfig={"PageSize": 5},
            **expressions,
        )
        found.append([item for page in pages for item in page["Items"]])
    assert found[0] == found[1]
    assert found[0]


def test_items_are_got_by_their_keys_and_what_is_absent_is_left_out(
    moto: "DynamoDBClient", client: "DynamoDBClient"
) -> None:
    keys = [{"pk": item["pk"], "sk": item["sk"]} for item in everything(moto, STATES)[:150]]
    wanted = [*keys, {"pk": {"S": "nobody"}, "sk": {"S": "nothing"}}]
    assert read_items(client, STATES, wanted, consistent=False) == read_items(
        moto, STATES, wanted, consistent=False
    )
    assert (
        client.get_item(TableName=STATES, Key=keys[0])["Item"]
        == moto.get_item(TableName=STATES, Key=keys[0])["Item"]
    )
    assert "Item" not in client.get_item(TableName=STATES, Key=wanted[-1])


def test_what_is_read_is_counted_until_it_is_asked_for(
    client: "DynamoDBClient", store: KeyStore
) -> None:
    store.use("again")
    client.get_item(TableName=STATES, Key={"pk": {"S": "nobody"}, "sk": {"S": "nothing"}})
    counted = store.counted()
    assert (counted.requests, counted.units, counted.bytes) == (1, 0.5, 0)
    assert store.counted().requests == 0


def test_what_it_does_not_understand_is_refused(client: "DynamoDBClient") -> None:
    with pytest.raises(client.exceptions.ClientError, match="ValidationException"):
        client.put_item(TableName=STATES, Item={"pk": {"S": "a"}, "sk": {"S": "b"}})


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Operations]:
    """Twelve items of 100,000 bytes in one partition, two to each sort key of the index."""
    shape = {"t": {"": ("pk", "sk"), "other": ("pk", "at")}}
    shelf = Shelf(tmp_path / "large.sqlite", shape)
    items = [
        {"pk": {"S": "p"}, "sk": {"S": f"{n:02d}"}, "at": {"S": f"{n // 2}"}} for n in range(12)
    ]
    for item in items:
        item["text"] = {"S": "x" * (100_000 - size_of(item) - len("text"))}
    shelf.add("t", [row_of(item, columns(shape["t"])) for item in items])
    shelf.finish()
    with closing(Shelf(tmp_path / "large.sqlite")) as ready:
        yield Operations(ready)


def query(operations: Operations, **more: Any) -> Any:
    request = {
        "TableName": "t",
        "KeyConditionExpression": "pk = :p",
        "ExpressionAttributeValues": {":p": {"S": "p"}},
        "ReturnConsumedCapacity": "TOTAL",
        **more,
    }
    return json.loads(operations.answer("Query", request))


def test_a_page_ends_before_it_is_larger_than_a_mebibyte_and_costs_half_a_unit_for_each_4_kb(
    large: Operations,
) -> None:
    first = query(large)
    assert (first["Count"], first["LastEvaluatedKey"]["sk"]["S"]) == (10, "09")
    assert first["ConsumedCapacity"]["CapacityUnits"] == 122.5
    rest = query(large, ExclusiveStartKey=first["LastEvaluatedKey"], ConsistentRead=True)
    assert (rest["Count"], rest["ConsumedCapacity"]["CapacityUnits"]) == (2, 49)
    assert "LastEvaluatedKey" not in rest
    assert (large.counted.units, large.counted.bytes) == (171.5, 1_200_000)


def test_a_filter_costs_what_it_looks_at_and_a_limit_counts_that(large: Operations) -> None:
    answer = query(
        large,
        Limit=3,
        FilterExpression="#at IN (:none, :one)",
        ExpressionAttributeNames={"#at": "at"},
        ExpressionAttributeValues={
            ":p": {"S": "p"}, ":none": {"S": "9"}, ":one": {"S": "1"}
        },
    )  # fmt: skip
    assert (answer["Count"], answer["ScannedCount"]) == (1, 3)
    assert answer["ConsumedCapacity"]["CapacityUnits"] == 37


@pytest.mark.parametrize("forward", [True, False])
def test_a_page_goes_on_among_items_of_one_sort_key(large: Operations, *, forward: bool) -> None:
    found: list[str] = []
    more: dict[str, Any] = {}
    while True:
        page = query(large, IndexName="other", Limit=3, ScanIndexForward=forward, **more)
        found += [item["sk"]["S"] for item in page["Items"]]
        if "LastEvaluatedKey" not in page:
            break
        more = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
    assert found == sorted(found, reverse=not forward)
    assert len(found) == 12


@pytest.mark.parametrize(
    ("expression", "passes"),
    [
        ("a = :text", True),
        ("a <> :text", False),
        ("missing <> :text", False),
        ("missing < :text", False),
        ("n BETWEEN :two AND :ten", True),
        ("n > :two AND NOT a = :text", False),
        ("n > :ten OR (a = :text AND n <= :ten)", True),
        ("n = :text", False),
        ("begins_with(n, :text)", False),
    ],
)
def test_a_condition_compares_values_of_one_type(expression: str, *, passes: bool) -> None:
    values = {":text": {"S": "x"}, ":two": {"N": "2"}, ":ten": {"N": "10"}}
    item = {"a": {"S": "x"}, "n": {"N": "9"}}
    assert holds(Parser(expression, {}, values).parse(), item) is passes


@pytest.mark.parametrize("expression", ["a = :x b", "a", "(a = :x", "size(a) > :x", "a LIKE :x"])
def test_a_condition_that_it_does_not_know_is_an_error(expression: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Parser(expression, {}, {":x": {"S": "x"}}).parse()
