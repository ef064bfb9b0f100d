"""What the aggregator's API refuses, in AWS's own words."""

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from tests.builders.config_source import AGENT, AGGREGATOR, OTHER, REGION, happened, result

if TYPE_CHECKING:
    from mypy_boto3_config import ConfigServiceClient as Config

ALL = "SELECT resourceId WHERE resourceType = 'AWS::S3::Bucket'"


def refusal(ask: Any, **request: Any) -> str:
    with pytest.raises(ClientError) as refused:
        ask(ConfigurationAggregatorName=AGGREGATOR, **request)
    return str(refused.value.response["Error"]["Code"])


@pytest.mark.parametrize(
    ("action", "request_", "most"),
    [
        ("describe_aggregate_compliance_by_config_rules", {}, 1000),
        (
            "get_aggregate_compliance_details_by_config_rule",
            {"AccountId": AGENT, "AwsRegion": REGION, "ConfigRuleName": "encrypted"},
            100,
        ),
        ("select_aggregate_resource_config", {"Expression": ALL}, 100),
        ("describe_configuration_aggregator_sources_status", {}, 100),
    ],
)
def test_limits_tokens_and_aggregators_that_do_not_exist_are_refused(
    config: "Config", action: str, request_: Any, most: int
) -> None:
    ask = getattr(config, action)
    happened(result("a"), result("b"), result("a", account=OTHER))
    ask(ConfigurationAggregatorName=AGGREGATOR, **request_, Limit=most)
    assert refusal(ask, **request_, Limit=most + 1) == "InvalidLimitException"
    for garbled in ("x", "Zm9v", "bnVsbA==", "WzEsMl0=", "ü"):
        assert refusal(ask, **request_, NextToken=garbled) == "InvalidNextTokenException"
    with pytest.raises(config.exceptions.NoSuchConfigurationAggregatorException):
        ask(ConfigurationAggregatorName="nobody", **request_)


def test_a_token_is_good_for_its_own_question_only(config: "Config") -> None:
    happened(result("a"))
    ask = config.select_aggregate_resource_config
    token = ask(ConfigurationAggregatorName=AGGREGATOR, Expression=ALL)["NextToken"]
    other = {"Expression": "SELECT *", "NextToken": token}
    assert refusal(ask, **other) == "InvalidNextTokenException"
    altered = {"Expression": ALL, "NextToken": token[:-8] + token[-4:]}
    assert refusal(ask, **altered) == "InvalidNextTokenException"
