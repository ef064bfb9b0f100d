# ruff: noqa: SLF001 - the emulator has no public extension points
"""How the aggregator is attached to MiniStack: its API, its permissions, its CloudFormation."""

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from ministack.core import iam_actions
from ministack.core.responses import request_scope
from ministack.services import config as ministack_config
from ministack.services.cloudformation import provisioners

from local.emulator import cloudformation_aggregators, config_aggregator
from tests.builders.config_source import AGENT, AGGREGATOR, MASTER, REGION

if TYPE_CHECKING:
    from mypy_boto3_config import ConfigServiceClient as Config

ROLE = f"arn:aws:iam::{MASTER}:role/aggregate"


def test_cloudformation_makes_and_changes_aggregators_and_authorisations(
    config: "Config", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provisioners, "_RESOURCE_HANDLERS", {})
    cloudformation_aggregators.install()
    handlers = provisioners._RESOURCE_HANDLERS
    aggregator = handlers["AWS::Config::ConfigurationAggregator"]
    authorisation = handlers["AWS::Config::AggregationAuthorization"]
    properties = {"OrganizationAggregationSource": {"RoleArn": ROLE, "AllAwsRegions": True}}
    fewer = {"AccountAggregationSources": [{"AccountIds": [AGENT], "AllAwsRegions": True}]}
    with request_scope(MASTER, REGION):
        name, attributes = aggregator["create"]("Everybody", properties, "master")
        assert (name, set(attributes)) == ("master-Everybody", {"ConfigurationAggregatorArn"})
        assert aggregator["update"](name, properties, fewer, "master") == (name, attributes)
        with pytest.raises(ValueError, match="InvalidParameterValueException"):
            aggregator["create"]("Nobody", {}, "master")
    [made] = config.describe_configuration_aggregators(ConfigurationAggregatorNames=[name])[
        "ConfigurationAggregators"
    ]
    assert made["AccountAggregationSources"] == fewer["AccountAggregationSources"]
    asked = {"AuthorizedAccountId": MASTER, "AuthorizedAwsRegion": REGION}
    with request_scope(MASTER, REGION):
        arn, _attributes = authorisation["create"]("Allow", asked, "agent")
        authorisation["delete"](arn, asked)
        aggregator["delete"](name, fewer)
    assert arn.endswith(f":aggregation-authorization/{MASTER}/{REGION}")
    with pytest.raises(config.exceptions.NoSuchConfigurationAggregatorException):
        config.describe_configuration_aggregators(ConfigurationAggregatorNames=[name])


def test_the_additions_answer_beside_ministack_and_name_the_aggregator_to_its_policies(
    config: "Config", monkeypatch: pytest.MonkeyPatch
) -> None:
    [made] = config.describe_configuration_aggregators()["ConfigurationAggregators"]
    monkeypatch.setattr(ministack_config, "handle_request", ministack_config.handle_request)
    monkeypatch.setattr(iam_actions, "extract_resource_arn", iam_actions.extract_resource_arn)
    config_aggregator.install()

    def ask(action: str, **request: object) -> tuple[int, str]:
        headers = {"x-amz-target": f"StarlingDoveService.{action}"}
        asked: Any = "POST", "/", headers, json.dumps(request).encode(), {}
        with request_scope(MASTER, REGION):
            status, _headers, _body = asyncio.run(ministack_config.handle_request(*asked))
        return status, iam_actions.extract_resource_arn("config", *asked, REGION, MASTER)

    query = {"ConfigurationAggregatorName": AGGREGATOR, "Expression": "SELECT *"}
    arn = made["ConfigurationAggregatorArn"]
    assert ask("SelectAggregateResourceConfig", **query) == (200, arn)
    assert ask("DescribeConfigurationAggregators") == (200, "*")
    assert ask("DescribeConfigRules", ConfigRuleName="x")[1].endswith(":config-rule/x")
    assert ask("DescribeConfigRules")[0] == 200
