"""How compliant rules are, as an aggregator tells of it."""

import json
from typing import TYPE_CHECKING

import pytest
from ministack.core.responses import request_scope

from local.emulator.config_aggregator import api
from tests.builders.config_source import (
    AGENT,
    AGGREGATOR,
    MASTER,
    NA,
    OTHER,
    REGION,
    C,
    N,
    details,
    happened,
    result,
    rules,
)

if TYPE_CHECKING:
    from mypy_boto3_config import ConfigServiceClient as Config


def test_a_rule_is_as_compliant_as_its_worst_resource_and_counts_to_25(config: "Config") -> None:
    happened(*(result(f"b-{n}") for n in range(26)), result("c", C))
    happened(*(result(f"b-{n}", C, rule="public") for n in range(25)), result("c", NA, "public"))
    assert [(rule["ConfigRuleName"], rule["Compliance"]) for rule in rules(config)] == [
        (
            "encrypted",
            {
                "ComplianceType": N,
                "ComplianceContributorCount": {"CappedCount": 25, "CapExceeded": True},
            },
        ),
        (
            "public",
            {
                "ComplianceType": C,
                "ComplianceContributorCount": {"CappedCount": 25, "CapExceeded": False},
            },
        ),
    ]


def test_rules_are_asked_for_by_what_they_are(config: "Config") -> None:
    happened(result("a"), result("a", C, account=OTHER), result("a", C, "public"))

    def found(**filters: str) -> list[tuple[str, str]]:
        return [(rule["AccountId"], rule["ConfigRuleName"]) for rule in rules(config, **filters)]

    assert found(AccountId=AGENT) == [(AGENT, "encrypted"), (AGENT, "public")]
    assert found(ConfigRuleName="encrypted") == [(AGENT, "encrypted"), (OTHER, "encrypted")]
    assert found(ComplianceType=N, AwsRegion=REGION) == [(AGENT, "encrypted")]
    assert found(AwsRegion="us-east-1") == []


@pytest.mark.usefixtures("config")
@pytest.mark.parametrize("missing", ["ConfigRuleName", "AccountId", "AwsRegion"])
def test_details_are_refused_without_rule_account_or_region(missing: str) -> None:
    asked = {"ConfigRuleName": "encrypted", "AccountId": AGENT, "AwsRegion": REGION}
    del asked[missing]
    with request_scope(MASTER, REGION):
        status, _headers, body = api.answer(
            "GetAggregateComplianceDetailsByConfigRule",
            json.dumps(asked | {"ConfigurationAggregatorName": AGGREGATOR}).encode(),
        )
    refused = json.loads(body)
    assert (status, refused["__type"]) == (400, "ValidationException")
    assert missing in refused["message"]


def test_results_that_are_never_told_cannot_be_asked_for(config: "Config") -> None:
    happened(result("a", NA))
    with pytest.raises(config.exceptions.ValidationException):
        details(config, ComplianceType=NA)
    with pytest.raises(config.exceptions.ValidationException):
        rules(config, ComplianceType=NA)
