"""The pages of the aggregator's answers have all the traps that AWS documents."""

from typing import TYPE_CHECKING, Any

from tests.builders.config_source import (
    AGENT,
    AGGREGATOR,
    NA,
    REGION,
    C,
    N,
    deletion,
    details,
    documents,
    happened,
    ids,
    result,
    rules,
)

if TYPE_CHECKING:
    from mypy_boto3_config import ConfigServiceClient as Config

PLACE: Any = {
    "ConfigurationAggregatorName": AGGREGATOR, "AccountId": AGENT, "AwsRegion": REGION,
}  # fmt: skip
ALL = "SELECT resourceId WHERE resourceType = 'AWS::S3::Bucket'"


def test_the_first_page_of_every_third_rule_is_empty_and_has_a_token(config: "Config") -> None:
    happened(*(result("a", rule=f"rule-{n}") for n in range(6)))
    pages = [
        config.get_aggregate_compliance_details_by_config_rule(**PLACE, ConfigRuleName=f"rule-{n}")
        for n in range(6)
    ]
    assert [len(page["AggregateEvaluationResults"]) for page in pages] == [0, 1, 1, 0, 1, 1]
    assert ["NextToken" in page for page in pages] == [True, False, False, True, False, False]
    assert all(ids(details(config, f"rule-{n}")) == ["a"] for n in range(6))


def test_a_page_of_results_that_are_not_told_is_empty_and_has_a_token(config: "Config") -> None:
    happened(result("z", rule="a-rule-before"))
    happened(*(result(f"b-{n:03}", N if n > 150 else NA) for n in range(160)))
    first = config.get_aggregate_compliance_details_by_config_rule(
        **PLACE, ConfigRuleName="encrypted", Limit=100
    )
    assert first["AggregateEvaluationResults"] == []
    assert first["NextToken"]
    assert ids(details(config)) == [f"b-{n:03}" for n in range(151, 160)]


def test_a_page_of_results_has_fifty_unless_up_to_a_hundred_are_asked_for(config: "Config") -> None:
    happened(result("z", rule="a-rule-before"), *(result(f"b-{n:03}") for n in range(210)))
    ask = config.get_aggregate_compliance_details_by_config_rule
    sizes = {
        limit: len(
            ask(**PLACE, ConfigRuleName="encrypted", Limit=limit)["AggregateEvaluationResults"]
        )
        for limit in (0, 7, 100)
    }
    assert sizes == {0: 50, 7: 7, 100: 100}
    assert len(set(ids(details(config)))) == 210


def test_rules_without_results_that_are_told_leave_empty_places_in_their_pages(
    config: "Config",
) -> None:
    happened(*(result("a", NA if n % 2 else C, rule=f"rule-{n}") for n in range(8)))
    sizes, token = [], None
    while token != "":
        more: Any = {"NextToken": token} if token else {}
        page = config.describe_aggregate_compliance_by_config_rules(
            ConfigurationAggregatorName=AGGREGATOR, Limit=2, **more
        )
        sizes.append(len(page["AggregateComplianceByConfigRules"]))
        token = page.get("NextToken", "")
    assert sizes == [0, 1, 1, 0, 1, 1]
    assert [rule["ConfigRuleName"] for rule in rules(config)] == [f"rule-{n}" for n in (0, 2, 4, 6)]


def test_a_query_has_empty_pages_too_and_loses_nothing(config: "Config") -> None:
    happened(*(result(f"b-{n:03}") for n in range(230)))
    first = config.select_aggregate_resource_config(
        ConfigurationAggregatorName=AGGREGATOR, Expression=ALL, Limit=100
    )
    assert (first["Results"], first["QueryInfo"]) == (
        [],
        {"SelectFields": [{"Name": "resourceId"}]},
    )
    second = config.select_aggregate_resource_config(
        ConfigurationAggregatorName=AGGREGATOR, Expression=ALL, NextToken=first["NextToken"]
    )
    assert len(second["Results"]) == 25
    assert documents(config, ALL) == [{"resourceId": f"b-{n:03}"} for n in range(230)]


def test_what_is_there_all_the_time_is_told_whatever_goes_between_two_pages(
    config: "Config",
) -> None:
    happened(*(result(f"b-{n}") for n in range(6)), *(result(f"b-{n}", C) for n in range(6, 9)))
    paginator = config.get_paginator("select_aggregate_resource_config").paginate(
        ConfigurationAggregatorName=AGGREGATOR, Expression=ALL, PaginationConfig={"PageSize": 3}
    )
    told = []
    for number, page in enumerate(paginator):
        told += page["Results"]
        if number == 1:
            happened(*(deletion(f"b-{n}", 5) for n in (0, 1, 2, 4)))
    assert [text[-4:-2] for text in told] == ["-0", "-1", "-2", "-3", "-5", "-6", "-7", "-8"]


def test_an_account_of_which_nothing_is_known_has_one_empty_page(config: "Config") -> None:
    for answer in (documents(config, ALL), rules(config), details(config)):
        assert answer == []
