"""An aggregator shows what it last had of a source, and says how it stands with it."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from local.emulator.config_aggregator import changes
from local.emulator.config_aggregator.knowledge import knowledge
from tests.builders.config_source import (
    AGENT,
    AGGREGATOR,
    BUCKET,
    OTHER,
    REGION,
    C,
    N,
    deletion,
    details,
    documents,
    happened,
    ids,
    item,
    result,
    rules,
)
from tests.builders.events import api_call, envelope

if TYPE_CHECKING:
    from mypy_boto3_config import ConfigServiceClient as Config

PLACE = {"account": AGENT, "region": REGION}


def change(**said: object) -> None:
    with knowledge() as model:
        changes.apply(model, [said])


def becomes(status: str, **said: str) -> None:
    change(source=PLACE | {"status": status} | said)


def statuses(config: "Config", **asked: Any) -> list[Any]:
    answer = config.describe_configuration_aggregator_sources_status(
        ConfigurationAggregatorName=AGGREGATOR, **asked
    )
    return answer["AggregatedSourceStatusList"]


def buckets(config: "Config") -> list[Any]:
    return documents(config, f"SELECT resourceId WHERE resourceType = '{BUCKET}'")


def test_a_source_succeeds_as_soon_as_anything_is_heard_of_it(config: "Config") -> None:
    assert statuses(config) == []
    before = datetime.now(UTC)
    happened(result("a"), item("b") | {"account": OTHER})
    [first, second] = statuses(config)
    assert first.pop("LastUpdateTime") >= before.replace(microsecond=0)
    assert first == {
        "SourceId": AGENT, "SourceType": "ACCOUNT", "AwsRegion": REGION,
        "LastUpdateStatus": "SUCCEEDED",
    }  # fmt: skip
    assert second["SourceId"] == OTHER


@pytest.mark.parametrize("moved", [{}, {"replay-name": "again"}, {"time": None}])
def test_a_source_is_there_although_its_event_says_nothing_of_a_resource(
    config: "Config", moved: Any
) -> None:
    status = envelope("Config Rules Re-evaluation Status", {})
    happened(status | moved)
    assert len(statuses(config)) == (0 if moved else 1)
    happened(api_call("StopConfigurationRecorder") | {"account": OTHER})
    assert statuses(config)[-1]["SourceId"] == OTHER


def test_a_source_that_failed_says_why_and_since_when(config: "Config") -> None:
    becomes("FAILED", last_update="2026-11-20T06:00:00Z", error="no role")
    [status] = statuses(config)
    assert status["LastUpdateTime"] == datetime(2026, 11, 20, 6, tzinfo=UTC)
    assert (status["LastErrorCode"], status["LastErrorMessage"]) == ("AccessDenied", "no role")
    becomes("OUTDATED", last_update="2026-11-20T07:00:00+01:00")
    [status] = statuses(config)
    assert status["LastUpdateTime"] == datetime(2026, 11, 20, 6, tzinfo=UTC)
    assert "LastErrorCode" not in status


def test_sources_are_asked_for_by_their_status_and_in_pages(config: "Config") -> None:
    happened(*(result("a", region=f"eu-west-{n}") for n in (1, 2, 3)))
    becomes("FAILED")
    assert [each["AwsRegion"] for each in statuses(config, UpdateStatus=["FAILED"])] == [REGION]
    assert len(statuses(config, Limit=3)) == 3
    pages = config.get_paginator("describe_configuration_aggregator_sources_status").paginate(
        ConfigurationAggregatorName=AGGREGATOR, PaginationConfig={"PageSize": 3}
    )
    assert [len(page["AggregatedSourceStatusList"]) for page in pages] == [3, 1]


@pytest.mark.parametrize("status", ["FAILED", "OUTDATED"])
def test_a_source_that_does_not_succeed_shows_what_it_had(config: "Config", status: str) -> None:
    happened(result("a", N, minute=1), result("b", N, minute=1))
    becomes(status)
    happened(result("a", C, minute=2), result("c", N, minute=2), deletion("b", 2))
    becomes("FAILED")
    assert (ids(details(config)), buckets(config)) == (
        ["a", "b"], [{"resourceId": "a"}, {"resourceId": "b"}],
    )  # fmt: skip
    assert rules(config)[0]["Compliance"]["ComplianceContributorCount"]["CappedCount"] == 2
    becomes("SUCCEEDED")
    assert ids(details(config, ComplianceType=N)) == ["c"]
    assert buckets(config) == [{"resourceId": "a"}, {"resourceId": "c"}]


def test_an_account_that_left_is_gone_whatever_its_source_had(config: "Config") -> None:
    happened(result("a", minute=1), result("a", account=OTHER))
    becomes("FAILED")
    change(delete_account=AGENT)
    happened(result("b", minute=0))
    assert [each["SourceId"] for each in statuses(config)] == [OTHER]
    assert details(config) == []
    happened(result("b", minute=2))
    assert ids(details(config)) == ["b"]
