"""The language in which the aggregator is queried, with the traps that AWS documents."""

from typing import TYPE_CHECKING

import pytest

from tests.builders.config_source import (
    AGENT,
    AGGREGATOR,
    BUCKET,
    NA,
    OTHER,
    REGION,
    C,
    N,
    at,
    documents,
    happened,
    result,
)

if TYPE_CHECKING:
    from mypy_boto3_config import ConfigServiceClient as Config

COMPLIANCE = "resourceType = 'AWS::Config::ResourceCompliance'"
RULE = "configuration.configRuleList"


def test_the_compliance_of_a_resource_is_one_document_with_all_its_rules(config: "Config") -> None:
    happened(result("a", C, "encrypted", 1), result("a", N, "public", 2), result("a", NA, "old", 3))
    [told] = documents(config, f"SELECT *, configuration WHERE {COMPLIANCE}")
    rules = told["configuration"].pop("configRuleList")
    assert told == {
        "accountId": AGENT,
        "awsRegion": REGION,
        "resourceType": "AWS::Config::ResourceCompliance",
        "resourceId": f"{BUCKET}/a",
        "configurationItemCaptureTime": at(2),
        "configuration": {
            "targetResourceType": BUCKET, "targetResourceId": "a", "complianceType": N,
        },
    }  # fmt: skip
    arn = "arn:aws:config:eu-central-1:222222222222:config-rule/config-rule-eguym2"
    same = {"configRuleArn": arn, "configRuleId": "config-rule-eguym2"}
    assert rules == [
        {"configRuleName": "encrypted", "complianceType": C, **same},
        {"configRuleName": "public", "complianceType": N, **same},
    ]


def test_a_resource_without_results_that_are_told_has_no_compliance(config: "Config") -> None:
    happened(result("a", C, minute=1), result("a", NA, minute=2))
    assert documents(config, "SELECT resourceType") == [{"resourceType": BUCKET}]


def test_members_of_the_elements_of_a_list_are_told_where_they_stand(config: "Config") -> None:
    happened(result("a", C, "encrypted"), result("a", N, "public"))
    fields = f"{RULE}.configRuleName, configuration.targetResourceId, {RULE}.complianceType"
    [told] = documents(config, f"select {fields} where {COMPLIANCE}")
    rules = [
        {"configRuleName": "encrypted", "complianceType": C},
        {"configRuleName": "public", "complianceType": N},
    ]
    assert told == {"configuration": {"configRuleList": rules, "targetResourceId": "a"}}


def test_a_member_that_is_not_there_is_left_out_and_one_that_is_asked_for_twice_told_once(
    config: "Config",
) -> None:
    happened(result("a"))
    query = f"SELECT resourceId, arn, resourceId, relationships.x WHERE resourceType = '{BUCKET}'"
    assert documents(config, query) == [{"resourceId": "a"}]


def test_two_conditions_on_a_list_are_met_by_two_elements(config: "Config") -> None:
    happened(result("a", C, "encrypted"), result("a", N, "public"), result("b", N, "public"))
    found = documents(
        config,
        f"SELECT resourceId WHERE {COMPLIANCE}"
        f" AND {RULE}.configRuleName = 'encrypted' AND {RULE}.complianceType = 'NON_COMPLIANT'",
    )
    assert found == [{"resourceId": f"{BUCKET}/a"}]


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        ("resourceId = 'it''s'", ["it's"]),
        ("resourceId IN ('abc-1', 'x')", ["abc-1"]),
        ("resourceId LIKE 'abc%'", ["abc-1", "abc-22"]),
        ("resourceId LIKE 'abc-_'", ["abc-1"]),
        ("resourceId LIKE 'abc-1'", ["abc-1"]),
        ("resourceId = 'abc%'", []),
        (f"accountId = '{OTHER}'", ["abc-1"]),
        ("awsRegion = 'us-east-1'", []),
        ("configuration.nothing = 'x'", []),
    ],
)
def test_a_condition_finds_what_meets_it(
    config: "Config", condition: str, names: list[str]
) -> None:
    ids = ["it's"] if "it''s" in condition else ["abc-1", "abc-22"]
    account = OTHER if OTHER in condition else AGENT
    happened(*(result(name, account=account) for name in ids[:1]))
    happened(*(result(name) for name in ids[1:]))
    query = f"SELECT resourceId WHERE resourceType = '{BUCKET}' AND {condition}"
    assert documents(config, query) == [{"resourceId": name} for name in names]


def test_documents_are_counted_by_up_to_three_members(config: "Config") -> None:
    happened(result("a", C), result("b", C), result("c"), result("d", account=OTHER))
    query = f"SELECT accountId, COUNT(*), configuration.complianceType WHERE {COMPLIANCE}"
    groups = "GROUP BY accountId, configuration.complianceType"
    assert documents(config, f"{query} {groups} ORDER BY COUNT(*) DESC, accountId") == [
        {"accountId": AGENT, "COUNT(*)": 2, "configuration": {"complianceType": C}},
        {"accountId": AGENT, "COUNT(*)": 1, "configuration": {"complianceType": N}},
        {"accountId": OTHER, "COUNT(*)": 1, "configuration": {"complianceType": N}},
    ]
    assert documents(config, f"SELECT count( * ) WHERE {COMPLIANCE}") == [{"COUNT(*)": 4}]


def test_documents_come_in_the_order_that_is_asked_for(config: "Config") -> None:
    happened(result("a", C), result("b"), result("c", C), result("d"))
    query = f"SELECT configuration.targetResourceId WHERE {COMPLIANCE} ORDER BY"
    order = "configuration.complianceType ASC, configuration.targetResourceId DESC"
    found = documents(config, f"{query} {order}", page_size=3)
    assert [each["configuration"]["targetResourceId"] for each in found] == ["c", "a", "d", "b"]


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("resourceId", "SELECT is expected, not 'resourceId'"),
        ("SELECT", "the name of a property is expected, not its end"),
        ("SELECT FROM x", "the name of a property is expected, not 'FROM'"),
        ("SELECT a FROM x", "not understood or not supported: 'FROM'"),
        ("SELECT a WHERE b", "=, IN or LIKE is expected, not its end"),
        ("SELECT a WHERE b = 5", "a text in quotes is expected, not '5'"),
        ("SELECT a WHERE b = 'it's'", 'not understood: "\'"'),
        ("SELECT a WHERE b = 'x' OR c = 'y'", "not understood or not supported: 'OR'"),
        ("SELECT a WHERE b IN ('x'", ") is expected, not its end"),
        ("SELECT a WHERE b LIKE '%bucket'", "wildcards stand at the end"),
        ("SELECT a WHERE b LIKE 'ab%'", "wildcards stand at the end"),
        ("SELECT a, COUNT(*)", "what is counted is grouped by all that is selected"),
        ("SELECT a GROUP BY a, b, c, d", "what is counted is grouped by all that is selected"),
        ("SELECT a ; DROP", "not understood: '; DROP'"),
    ],
)
def test_an_expression_that_is_not_understood_is_refused_with_the_reason(
    config: "Config", expression: str, why: str
) -> None:
    with pytest.raises(config.exceptions.InvalidExpressionException) as refused:
        config.select_aggregate_resource_config(
            ConfigurationAggregatorName=AGGREGATOR, Expression=expression
        )
    assert why in str(refused.value)
