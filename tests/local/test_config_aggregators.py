from typing import TYPE_CHECKING, Any

import pytest

from tests.builders.config_source import (
    AGENT,
    AGGREGATOR,
    MASTER,
    OTHER,
    REGION,
    config_client,
    details,
    documents,
    everybody,
    happened,
    result,
    rules,
)

if TYPE_CHECKING:
    from mypy_boto3_config import ConfigServiceClient as Config

ROLE = f"arn:aws:iam::{MASTER}:role/aggregate"


def seen(config: "Config") -> list[tuple[str, str]]:
    """Return the places that all answers agree to show."""
    pages = config.get_paginator("describe_configuration_aggregator_sources_status").paginate(
        ConfigurationAggregatorName=AGGREGATOR
    )
    listed = [each for page in pages for each in page["AggregatedSourceStatusList"]]
    places = [(each["SourceId"], each["AwsRegion"]) for each in listed]
    told = documents(config, "SELECT accountId, awsRegion WHERE resourceType LIKE 'AWS::S3%'")
    assert [(each["accountId"], each["awsRegion"]) for each in told] == places
    assert [(rule["AccountId"], rule["AwsRegion"]) for rule in rules(config)] == places
    assert bool(details(config)) == ((AGENT, REGION) in places)
    return places


@pytest.mark.parametrize(
    ("settings", "places"),
    [
        ({}, [(AGENT, REGION), (AGENT, "us-east-1"), (OTHER, REGION)]),
        (
            {"OrganizationAggregationSource": {"RoleArn": ROLE, "AwsRegions": [REGION]}},
            [(AGENT, REGION), (OTHER, REGION)],
        ),
        (
            {"AccountAggregationSources": [{"AccountIds": [AGENT], "AllAwsRegions": True}]},
            [(AGENT, REGION), (AGENT, "us-east-1")],
        ),
        (
            {
                "AccountAggregationSources": [
                    {"AccountIds": [MASTER, OTHER], "AwsRegions": [REGION, "us-east-1"]}
                ]
            },
            [(OTHER, REGION)],
        ),
    ],
)
def test_an_aggregator_shows_its_sources_and_no_others(
    config: "Config", settings: Any, places: list[tuple[str, str]]
) -> None:
    happened(result("a"), result("a", region="us-east-1"), result("a", account=OTHER))
    everybody(config, **settings)
    assert seen(config) == places


def test_an_aggregator_keeps_its_arn_until_it_is_deleted(config: "Config") -> None:
    [before] = config.describe_configuration_aggregators()["ConfigurationAggregators"]
    sources: Any = [{"AccountIds": [AGENT], "AwsRegions": [REGION]}]
    everybody(config, AccountAggregationSources=sources)
    [after] = config.describe_configuration_aggregators(ConfigurationAggregatorNames=[AGGREGATOR])[
        "ConfigurationAggregators"
    ]
    arn = after["ConfigurationAggregatorArn"]
    assert arn == before["ConfigurationAggregatorArn"]
    assert arn.startswith(f"arn:aws:config:{REGION}:{MASTER}:config-aggregator/config-aggregator-")
    assert "OrganizationAggregationSource" not in after
    assert after["AccountAggregationSources"] == sources
    config.delete_configuration_aggregator(ConfigurationAggregatorName=AGGREGATOR)
    with pytest.raises(config.exceptions.NoSuchConfigurationAggregatorException):
        config.delete_configuration_aggregator(ConfigurationAggregatorName=AGGREGATOR)


def test_an_aggregator_is_of_one_account_and_region(config: "Config") -> None:
    assert config.describe_configuration_aggregators()["ConfigurationAggregators"]
    assert not config_client(OTHER).describe_configuration_aggregators()["ConfigurationAggregators"]


@pytest.mark.parametrize(
    "settings",
    [
        {"ConfigurationAggregatorName": "a name"},
        {"OrganizationAggregationSource": {"RoleArn": ROLE}},
        {"AccountAggregationSources": [{"AccountIds": [AGENT]}]},
        {
            "AccountAggregationSources": [{"AccountIds": [AGENT], "AllAwsRegions": True}],
            "OrganizationAggregationSource": {"RoleArn": ROLE, "AllAwsRegions": True},
        },
    ],
)
def test_an_aggregator_that_makes_no_sense_is_refused(config: "Config", settings: Any) -> None:
    with pytest.raises(config.exceptions.InvalidParameterValueException):
        config.put_configuration_aggregator(**{"ConfigurationAggregatorName": "a"} | settings)


@pytest.mark.usefixtures("config")
def test_an_authorisation_is_given_once_and_taken_back() -> None:
    asked: Any = {"AuthorizedAccountId": MASTER, "AuthorizedAwsRegion": REGION}
    agent = config_client(AGENT)
    given = [agent.put_aggregation_authorization(**asked) for _twice in range(2)]
    assert given[0]["AggregationAuthorization"] == given[1]["AggregationAuthorization"]
    assert len(agent.describe_aggregation_authorizations()["AggregationAuthorizations"]) == 1
    agent.delete_aggregation_authorization(**asked)
    assert agent.describe_aggregation_authorizations()["AggregationAuthorizations"] == []
