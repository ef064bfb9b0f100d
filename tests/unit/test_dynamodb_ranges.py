"""A range is read by its key alone, to its end, and refuses nothing that was not asked for."""

from typing import Any, cast

from mypy_boto3_dynamodb.client import DynamoDBClient

from shared.adapters.dynamodb_accounts import Place, places
from shared.adapters.dynamodb_conditions import condition_of, open_states
from shared.adapters.dynamodb_items import marshal
from shared.adapters.dynamodb_ranges import Range, RangeReader, prefixed
from shared.domain.filters import Filters


class Client:
    """Answers with the given pages, and keeps what it was asked."""

    def __init__(self, *pages: dict[str, Any]) -> None:
        self.asked: list[dict[str, Any]] = []
        self._pages = list(pages)

    def query(self, **request: Any) -> dict[str, Any]:
        self.asked.append(request)
        return self._pages.pop(0)


def reader(client: Client) -> RangeReader:
    return RangeReader(cast("DynamoDBClient", client), "table")


def test_a_range_is_read_page_after_page() -> None:
    last = marshal(pk="p", sk="a")
    client = Client({"Items": [last], "LastEvaluatedKey": last}, {"Items": [marshal(sk="b")]})
    assert len(list(reader(client).items(Range(pk="p")))) == 2
    first, second = client.asked
    assert "ExclusiveStartKey" not in first
    assert second["ExclusiveStartKey"] == last


def test_every_name_and_value_of_a_request_is_used_in_it() -> None:
    asked = Filters(region="eu-central-1", rule_name="restricted-ssh", status="COMPLIANT")
    for implied in (set[str](), {"rule_name"}, {"region", "rule_name", "status"}):
        client = Client({"Items": []})
        reader(client).batch(Range(pk="p"), condition_of(asked, implied, open_states()))
        [request] = client.asked
        expressions = request["KeyConditionExpression"] + request["FilterExpression"]
        for name in [*request["ExpressionAttributeNames"], *request["ExpressionAttributeValues"]]:
            assert name in expressions


def test_a_prefix_bounds_a_range_to_what_begins_with_it() -> None:
    lowest, highest = prefixed("S#")
    within = [
        sk for sk in ("R#z", "S", "S#", "S#a", "S#\U0010fffe", "S$") if lowest <= sk <= highest
    ]
    assert within == ["S#", "S#a", "S#\U0010fffe"]


def test_the_places_of_an_account_are_a_part_of_the_registry() -> None:
    rows = [marshal(account="222222222222", region=region) for region in ("eu-1", "us-1")]
    client = Client({"Items": rows})
    found = places(reader(client), Filters(account="222222222222", region=None))
    assert list(found) == [Place("222222222222", "eu-1"), Place("222222222222", "us-1")]
    assert client.asked[0]["ExpressionAttributeValues"][":lowest"] == {"S": "222222222222#"}


def test_places_of_a_region_are_read_by_it_from_a_label_on() -> None:
    client = Client({"Items": [marshal(account="222222222222", region="us-1")]})
    found = list(places(reader(client), Filters(region="us-1"), "222222222222#eu-1"))
    assert found == [Place("222222222222", "us-1")]
    assert client.asked[0]["ExpressionAttributeValues"][":lowest"] == {"S": "222222222222#eu-1"}
    assert client.asked[0]["ExpressionAttributeValues"][":pk"] == {"S": "P##us-1"}
    assert client.asked[0]["IndexName"] == "by_rule"


def test_an_account_and_a_region_are_one_place_without_asking() -> None:
    client = Client()
    place = Filters(account="222222222222", region="eu-1")
    assert list(places(reader(client), place)) == [Place("222222222222", "eu-1")]
    assert client.asked == []
