"""What Reconcile may ask of AWS Config, from where it is collected, and what wakes somebody."""

from typing import Any

import pytest

from tests.infrastructure.synthesis import AGENTS, MASTER, REGION, Template, each, logical_ids

AUTHORISATION = "AWS::Config::AggregationAuthorization"
MASTER_STACK = "ConfigMonitoringMaster"


def aggregator(template: Template) -> dict[str, Any]:
    return template.named("AWS::Config::ConfigurationAggregator", "ConfigAggregator")


def alarm(template: Template, metric: str) -> dict[str, Any]:
    every = [item["Properties"] for item in template.all("AWS::CloudWatch::Alarm").values()]
    (found,) = [item for item in every if item.get("MetricName") == metric]
    return dict(found)


def test_listed_accounts_are_collected_from_the_regions_that_are_watched(master: Template) -> None:
    assert aggregator(master) == {
        "AccountAggregationSources": [{"AccountIds": list(AGENTS), "AwsRegions": [REGION]}]
    }
    assert not [name for name in master.all("AWS::IAM::Role") if name.startswith("ConfigAggreg")]


def test_an_organisation_is_collected_with_a_role_that_may_list_its_accounts(
    organisation: dict[str, Template],
) -> None:
    template = organisation[MASTER_STACK]
    source = aggregator(template)["OrganizationAggregationSource"]
    assert aggregator(template).keys() == {"OrganizationAggregationSource"}
    assert source["AwsRegions"] == [REGION, "us-east-1"]
    (role,) = logical_ids(source["RoleArn"])
    made = template.all("AWS::IAM::Role")[role]["Properties"]
    (trust,) = made["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "config.amazonaws.com"}
    (policy,) = made["ManagedPolicyArns"]
    assert policy["Fn::Join"][1][-1].endswith("policy/service-role/AWSConfigRoleForOrganizations")


def test_an_organisation_is_collected_as_a_whole_also_where_accounts_are_listed(
    all_parts: dict[str, Template],
) -> None:
    assert len(all_parts) == 1 + len(AGENTS)
    assert aggregator(all_parts[MASTER_STACK]).keys() == {"OrganizationAggregationSource"}
    assert not any(template.all(AUTHORISATION) for template in all_parts.values())


def test_a_listed_account_lets_the_master_collect(agent: Template) -> None:
    (made,) = agent.all(AUTHORISATION).values()
    assert made["Properties"] == {"AuthorizedAccountId": MASTER, "AuthorizedAwsRegion": REGION}


def test_the_master_account_needs_no_leave_of_its_own(itself: dict[str, Template]) -> None:
    assert not itself[f"ConfigMonitoringAgent-{MASTER}-{REGION}"].all(AUTHORISATION)
    assert itself[f"ConfigMonitoringAgent-{AGENTS[0]}-{REGION}"].all(AUTHORISATION)


def test_it_may_read_its_aggregator_and_send_to_the_queue_of_events(master: Template) -> None:
    allowed = {
        (action, *logical_ids(statement["Resource"]))
        for statement in master.statements("ReconcileRole")
        for action in each(statement["Action"])
    }
    (collected,) = master.all("AWS::Config::ConfigurationAggregator")
    (queue,) = [name for name in master.all("AWS::SQS::Queue") if name.startswith("EventIntakeQ")]
    assert {pair for pair in allowed if pair[0].startswith("config:")} == {
        ("config:DescribeConfigurationAggregatorSourcesStatus", collected),
        ("config:DescribeAggregateComplianceByConfigRules", collected),
        ("config:GetAggregateComplianceDetailsByConfigRule", collected),
        ("config:SelectAggregateResourceConfig", collected),
    }
    assert {pair for pair in allowed if pair[1] == queue} == {("sqs:SendMessage", queue)}


def test_an_invocation_is_over_before_the_next_is_due(master: Template) -> None:
    schedule = master.named("AWS::Scheduler::Schedule", "Reconcile")
    assert schedule["ScheduleExpression"] == "rate(15 minutes)"
    assert master.named("AWS::Lambda::Function", "Reconcile")["Timeout"] < 15 * 60


@pytest.mark.parametrize(("settings", "late"), [("master", 26), ("alone", 168)])
def test_somebody_hears_of_it_when_no_run_finishes(
    request: pytest.FixtureRequest, settings: str, late: int
) -> None:
    made: Template = request.getfixturevalue(settings)
    finished = alarm(made, "ReconcileFinished")
    assert finished["Period"] * finished["EvaluationPeriods"] == late * 3600 <= 7 * 24 * 3600
    assert (finished["ComparisonOperator"], finished["Threshold"]) == ("LessThanThreshold", 1)
    assert finished["TreatMissingData"] == "breaching", "a function that never runs says nothing"
    assert f"for {late} hours" in finished["AlarmDescription"]
    assert finished["Dimensions"] == [{"Name": "service", "Value": "reconcile"}]


def test_what_a_run_held_back_stays_an_alarm_until_a_run_has_not(master: Template) -> None:
    found = alarm(master, "SuspiciousClosings")
    assert (found["ComparisonOperator"], found["Threshold"]) == ("GreaterThanThreshold", 0)
    assert found["TreatMissingData"] == "ignore"
    assert found["Dimensions"] == [{"Name": "service", "Value": "reconcile"}]
