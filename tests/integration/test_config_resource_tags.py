"""Tags as AWS Config's aggregator has recorded them; what it does not answer is unknown."""

import logging
from typing import TYPE_CHECKING, Any

import pytest

from shared.adapters.config_queries import LONGEST_QUERY, tag_queries
from shared.adapters.config_resource_tags import ConfigResourceTags
from shared.domain.observations import ResourceKey
from tests.builders.config_source import AGENT, AGGREGATOR, BUCKET, OTHER, REGION, happened, item
from tests.local.conftest import config

if TYPE_CHECKING:
    from mypy_boto3_config import ConfigServiceClient

__all__ = ["config"]


def tagged(name: str, region: str = REGION, account: str = AGENT, **tags: str) -> dict[str, Any]:
    event = item(name) | {"account": account, "region": region}
    event["detail"]["configurationItem"]["tags"] = tags
    return event


def bucket(name: str, region: str = REGION, account: str = AGENT) -> ResourceKey:
    return ResourceKey(account, region, BUCKET, name)


@pytest.fixture
def tags(config: "ConfigServiceClient") -> ConfigResourceTags:
    return ConfigResourceTags(config, AGGREGATOR)


def test_a_resource_has_its_tags_or_none_and_one_that_is_not_recorded_is_unknown(
    tags: ConfigResourceTags,
) -> None:
    happened(tagged("b-1", team="payments", stage="test"), tagged("b-2"))
    happened(tagged("b-1", account=OTHER, team="billing"))
    assert tags.of([bucket("b-1"), bucket("b-2"), bucket("b-3"), bucket("b-1", account=OTHER)]) == {
        bucket("b-1"): {"team": "payments", "stage": "test"},
        bucket("b-2"): {},
        bucket("b-3"): None,
        bucket("b-1", account=OTHER): {"team": "billing"},
    }


def test_resources_of_one_name_in_two_regions_keep_their_own_tags(tags: ConfigResourceTags) -> None:
    happened(tagged("b-1", team="here"), tagged("b-1", region="us-east-1", team="there"))
    for region, team in ((REGION, "here"), ("us-east-1", "there")):
        assert tags.of([bucket("b-1", region)]) == {bucket("b-1", region): {"team": team}}
    assert tags.of([bucket("b-1", "eu-west-1")]) == {bucket("b-1", "eu-west-1"): None}


def test_a_global_resource_is_found_wherever_it_was_recorded(tags: ConfigResourceTags) -> None:
    happened(tagged("b-1", region="us-east-1", team="everywhere"))
    assert tags.of([bucket("b-1", "")]) == {bucket("b-1", ""): {"team": "everywhere"}}


def test_hundreds_are_asked_for_at_once(tags: ConfigResourceTags) -> None:
    names = [f"bucket-{n:03}-{'x' * 40}" for n in range(230)]
    happened(*(tagged(name, number=name) for name in names))
    found = tags.of(bucket(name) for name in [*names, names[0]])
    assert found == {bucket(name): {"number": name} for name in names}


def test_what_cannot_be_put_into_a_query_is_unknown(tags: ConfigResourceTags) -> None:
    strange = [bucket("it's"), ResourceKey(AGENT, REGION, "A' OR '1' = '1", "b"), bucket("a\nb")]
    assert tags.of(strange) == dict.fromkeys(strange)


def test_no_query_is_longer_than_aws_config_takes() -> None:
    queries = list(tag_queries(AGENT, BUCKET, [f"{n}{'x' * 700}" for n in range(20)]))
    assert len(queries) == 4
    assert max(map(len, queries)) <= LONGEST_QUERY
    assert len(list(tag_queries(AGENT, BUCKET, map(str, range(101))))) == 2
    assert not list(tag_queries(AGENT, BUCKET, []))


def test_where_it_may_not_be_asked_tags_are_unknown_and_the_reason_is_logged(
    config: "ConfigServiceClient", caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        found = ConfigResourceTags(config, "another").of([bucket("b-1")])
    assert found == {bucket("b-1"): None}
    assert any("no such aggregator" in getattr(r, "reason", "") for r in caplog.records)


class Answering:
    """A client that answers what it is told, whatever is asked."""

    def __init__(self, *answers: dict[str, Any]) -> None:
        self.answers = list(answers)

    def select_aggregate_resource_config(self, **_: Any) -> dict[str, Any]:
        return self.answers.pop(0)


def test_rows_of_another_shape_say_nothing_and_a_page_that_comes_again_ends_it() -> None:
    rows = ["[]", '{"resourceId": "b-1"}', '{"resourceId": "b-2", "tags": [3]}']
    client: Any = Answering({"Results": rows, "NextToken": "a"}, {"NextToken": "a"})
    found = ConfigResourceTags(client, AGGREGATOR).of([bucket("b-1")])
    assert found == {bucket("b-1"): None}
