"""AWS Config's aggregator as a run asks it: all pages, and only what is of the place."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from local.emulator.config_aggregator import changes
from local.emulator.config_aggregator.knowledge import knowledge
from shared.adapters.config_aggregator import ConfigAggregator
from shared.domain.observations import PlaceKey, RuleKey
from shared.ports.reconciling import SourceRefusedError
from tests.builders.config_source import (
    AGENT,
    AGGREGATOR,
    BUCKET,
    OTHER,
    REGION,
    C,
    N,
    happened,
    item,
    result,
)
from tests.local.conftest import config

if TYPE_CHECKING:
    from mypy_boto3_config import ConfigServiceClient


__all__ = ["config"]


PLACE = PlaceKey(AGENT, REGION)


@pytest.fixture
def aggregator(config: "ConfigServiceClient") -> ConfigAggregator:
    return ConfigAggregator(config, AGGREGATOR)


def test_every_page_is_read_although_some_are_empty(aggregator: ConfigAggregator) -> None:
    happened(*(result(f"b-{n:03}", minute=n % 60) for n in range(230)))
    happened(result("b-000", C, rule="tagged"), result("b-000", account=OTHER))
    assert aggregator.rules(PLACE) == {"encrypted": N, "tagged": C}
    told = list(aggregator.results(RuleKey(AGENT, REGION, "encrypted")))
    assert sorted(each.resource[1] for each in told) == [f"b-{n:03}" for n in range(230)]
    assert len(list(aggregator.overview(PLACE))) == 231
    assert len(set(aggregator.resources(PLACE, BUCKET))) == 230


def test_a_result_has_the_time_of_its_event_and_its_annotation(
    aggregator: ConfigAggregator,
) -> None:
    event = result("b-1", minute=5)
    event["detail"]["newEvaluationResult"]["annotation"] = " two\nlines "
    happened(event)
    [told] = aggregator.results(RuleKey(AGENT, REGION, "encrypted"))
    assert told.recorded == datetime(2026, 11, 20, 9, 5, 4, 741_000, UTC)
    assert (told.resource, told.status, told.annotation) == ((BUCKET, "b-1"), N, "two lines")


def test_an_overview_says_what_each_rule_says_of_each_resource(
    aggregator: ConfigAggregator,
) -> None:
    happened(result("b-1"), result("b-1", C, rule="tagged"), result("b-2", account=OTHER))
    assert sorted(aggregator.overview(PLACE)) == [
        ("encrypted", (BUCKET, "b-1"), N),
        ("tagged", (BUCKET, "b-1"), C),
    ]


def test_resources_are_of_their_type_account_and_region(aggregator: ConfigAggregator) -> None:
    happened(item("b-1"), item("b-2") | {"account": OTHER}, item("b-3") | {"region": "us-east-1"})
    assert list(aggregator.resources(PLACE, BUCKET)) == ["b-1"]
    assert list(aggregator.resources(PLACE, "AWS::S3::Bucket' OR '1' = '1")) == []


def test_sources_say_how_they_are(aggregator: ConfigAggregator) -> None:
    happened(result("b-1"), result("b-1", account=OTHER))
    failed = {"account": OTHER, "region": REGION, "status": "FAILED", "error": "not\nallowed"}
    with knowledge() as model:
        changes.apply(model, [{"source": failed}])
    sources = aggregator.sources()
    one, two = sources.listed
    assert (one.place, one.status, one.error) == (PLACE, "SUCCEEDED", None)
    assert one.updated is not None
    assert (two.status, two.error) == ("FAILED", "AccessDenied: not allowed")
    assert sources.lists_all


def test_an_aggregator_that_is_not_there_is_refused_for_good(
    config: "ConfigServiceClient",
) -> None:
    with pytest.raises(SourceRefusedError, match="there is no such aggregator: deploy"):
        ConfigAggregator(config, "another").sources()
