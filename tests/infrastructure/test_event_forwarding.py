"""Where what leaves an agent account goes, and what happens when it does not arrive."""

from tests.infrastructure.synthesis import AGENTS, MASTER, REGION, Template, logical_ids

BUS = f"arn:aws:events:{REGION}:{MASTER}:event-bus/config-monitoring"


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


def test_rules_forward_when_their_role_may_do_so_and_not_before(agent: Template) -> None:
    granted = {*agent.all("AWS::IAM::Role"), *agent.all("AWS::IAM::Policy")}
    for rule in agent.all("AWS::Events::Rule").values():
        assert set(rule["DependsOn"]) == granted


def test_the_role_carries_the_region_and_may_only_put_events_on_the_bus(agent: Template) -> None:
    role = agent.named("AWS::IAM::Role", "EventForwarding")
    (statement,) = agent.statements("EventForwarding")
    assert role["RoleName"] == f"config-monitoring-forward-{REGION}"
    assert (statement["Action"], statement["Resource"]) == ("events:PutEvents", BUS)
    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "events.amazonaws.com"}
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}


def test_all_rules_may_write_to_the_dead_letter_queue_and_nobody_else(agent: Template) -> None:
    (policy,) = agent.all("AWS::SQS::QueuePolicy").values()
    deny, allow = policy["Properties"]["PolicyDocument"]["Statement"]
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert allow["Principal"] == {"Service": "events.amazonaws.com"}
    assert logical_ids(allow["Condition"]) == set(agent.all("AWS::Events::Rule"))
    (queue,) = agent.all("AWS::SQS::Queue").values()
    assert queue["Properties"]["MessageRetentionPeriod"] == 14 * 24 * 3600
    assert queue["Properties"]["SqsManagedSseEnabled"]


def test_the_master_account_can_be_an_agent_of_itself(itself: dict[str, Template]) -> None:
    agents = {f"ConfigMonitoringAgent-{account}-{REGION}" for account in (MASTER, AGENTS[0])}
    assert itself.keys() == {"ConfigMonitoringMaster", *agents}
    bus = itself["ConfigMonitoringMaster"].named("AWS::Events::EventBusPolicy", "EventIntake")
    roots = [f"arn:aws:iam::{account}:root" for account in (MASTER, AGENTS[0])]
    assert bus["Statement"]["Principal"] == {"AWS": roots}
