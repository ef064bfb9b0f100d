"""What leaves an agent account, where it goes, and what happens when it does not arrive."""

from pathlib import Path
from typing import Any

import pytest

from tests.infrastructure.event_patterns import matches
from tests.infrastructure.synthesis import (
    AGENTS,
    MASTER,
    REGION,
    Template,
    logical_ids,
    settings,
    synthesise,
)

BUS = f"arn:aws:events:{REGION}:{MASTER}:event-bus/config-monitoring"
COMPLIANCE = {"source": "aws.config", "detail-type": "Config Rules Compliance Change", "detail": {}}


def item(status: str, kind: str = "AWS::S3::Bucket", key: str = "configurationItem") -> Any:
    detail = {key: {"configurationItemStatus": status, "resourceType": kind}}
    return {
        "source": "aws.config",
        "detail-type": "Config Configuration Item Change",
        "detail": detail,
    }


def call(name: str, source: str = "config.amazonaws.com") -> Any:
    return {
        "source": "aws.config",
        "detail-type": "AWS API Call via CloudTrail",
        "detail": {"eventSource": source, "eventName": name},
    }


def forwards(template: Template, event: Any) -> bool:
    rules = template.all("AWS::Events::Rule").values()
    return any(matches(rule["Properties"]["EventPattern"], event) for rule in rules)


@pytest.fixture(scope="module")
def agent_that_forwards_all(tmp_path_factory: pytest.TempPathFactory) -> Template:
    chosen = settings(forward_configuration_items="all", rules=())
    made = synthesise(chosen, tmp_path_factory.mktemp("all"))
    return made[f"ConfigMonitoringAgent-{AGENTS[0]}-{REGION}"]


def test_every_change_of_compliance_is_forwarded(agent: Template) -> None:
    assert forwards(agent, COMPLIANCE)
    assert not forwards(agent, {**COMPLIANCE, "detail-type": "Config Rules Re-evaluation Status"})
    assert not forwards(agent, {**COMPLIANCE, "source": "aws.s3"})


@pytest.mark.parametrize("status", ["ResourceDeleted", "ResourceDeletedNotRecorded"])
@pytest.mark.parametrize("key", ["configurationItem", "configurationItemSummary"])
def test_deletions_are_forwarded_oversized_ones_too(agent: Template, status: str, key: str) -> None:
    assert forwards(agent, item(status, key=key))


def test_other_changes_of_configuration_stay_unless_wanted(
    agent: Template, agent_that_forwards_all: Template
) -> None:
    assert not forwards(agent, item("OK"))
    assert forwards(agent_that_forwards_all, item("OK"))
    assert forwards(agent_that_forwards_all, item("OK", key="configurationItemSummary"))


def test_the_bookkeeping_of_config_stays(
    agent: Template, agent_that_forwards_all: Template
) -> None:
    kind = "AWS::Config::ResourceCompliance"
    assert not forwards(agent, item("ResourceDeleted", kind))
    assert not forwards(agent_that_forwards_all, item("OK", kind))


def test_no_configuration_item_is_forwarded_when_none_is_wanted(
    organisation: dict[str, Template],
) -> None:
    agent = organisation[f"ConfigMonitoringAgent-{REGION}"]
    assert not forwards(agent, item("ResourceDeleted"))
    assert forwards(agent, COMPLIANCE)


@pytest.mark.parametrize(
    "name",
    [
        "StopConfigurationRecorder",
        "DeleteConfigurationRecorder",
        "DeleteDeliveryChannel",
        "DeleteConfigRule",
    ],
)
def test_calls_that_silence_an_account_are_forwarded(agent: Template, name: str) -> None:
    assert forwards(agent, call(name))


def test_other_calls_stay(agent: Template) -> None:
    assert not forwards(agent, call("DescribeConfigRules"))
    assert not forwards(agent, call("DeleteConfigRule", source="s3.amazonaws.com"))


def test_each_rule_retries_for_a_day_and_then_keeps_the_event(agent: Template) -> None:
    (queue,) = agent.all("AWS::SQS::Queue")
    for rule in agent.all("AWS::Events::Rule").values():
        (target,) = rule["Properties"]["Targets"]
        assert target["Arn"] == BUS
        assert logical_ids(target["DeadLetterConfig"]) == {queue}
        assert target["RetryPolicy"] == {
            "MaximumEventAgeInSeconds": 24 * 3600,
            "MaximumRetryAttempts": 185,
        }


def test_the_role_carries_the_region_and_may_only_put_events_on_the_bus(agent: Template) -> None:
    role = agent.named("AWS::IAM::Role", "EventForwarding")
    (statement,) = agent.statements("EventForwarding")
    assert role["RoleName"] == f"config-monitoring-forward-{REGION}"
    assert (statement["Action"], statement["Resource"]) == ("events:PutEvents", BUS)
    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "events.amazonaws.com"}


def test_all_rules_may_write_to_the_dead_letter_queue_and_nobody_else(agent: Template) -> None:
    (policy,) = agent.all("AWS::SQS::QueuePolicy").values()
    deny, allow = policy["Properties"]["PolicyDocument"]["Statement"]
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert allow["Principal"] == {"Service": "events.amazonaws.com"}
    assert logical_ids(allow["Condition"]) == set(agent.all("AWS::Events::Rule"))
    (queue,) = agent.all("AWS::SQS::Queue").values()
    assert queue["Properties"]["MessageRetentionPeriod"] == 14 * 24 * 3600
    assert queue["Properties"]["SqsManagedSseEnabled"]


def test_the_master_account_can_be_an_agent_of_itself(tmp_path: Path) -> None:
    made = synthesise(settings(agent_accounts=(MASTER,), rules=()), tmp_path)
    assert made.keys() == {"ConfigMonitoringMaster", f"ConfigMonitoringAgent-{MASTER}-{REGION}"}
    bus = made["ConfigMonitoringMaster"].named("AWS::Events::EventBusPolicy", "EventIntake")
    assert bus["Statement"]["Principal"] == {"AWS": f"arn:aws:iam::{MASTER}:root"}
