"""The bus, its policy and archive, and the queue behind it."""

from typing import Any

from tests.infrastructure.synthesis import AGENTS, Template, each, logical_ids

SIX_TIMES_THE_TIMEOUT = 6 * 30


def policy(master: Template) -> dict[str, Any]:
    return dict(master.named("AWS::Events::EventBusPolicy", "EventIntake")["Statement"])


def test_only_listed_accounts_may_send_and_only_what_agents_forward(master: Template) -> None:
    statement = policy(master)
    assert statement["Principal"]["AWS"] == [f"arn:aws:iam::{id_}:root" for id_ in AGENTS]
    assert statement["Action"] == "events:PutEvents"
    assert statement["Condition"]["StringEquals"] == {
        "events:source": "aws.config",
        "events:detail-type": [
            "Config Rules Compliance Change",
            "Config Configuration Item Change",
            "AWS API Call via CloudTrail",
        ],
    }


def test_an_organisation_lets_its_accounts_send_and_nobody_else(
    organisation: dict[str, Template],
) -> None:
    statement = policy(organisation["ConfigMonitoringMaster"])
    assert statement["Principal"] in ("*", {"AWS": "*"})
    assert statement["Condition"]["StringEquals"]["aws:PrincipalOrgID"] == "o-a1b2c3d4e5"
    assert statement["Condition"]["StringEquals"]["events:source"] == "aws.config"


def test_the_bus_has_the_name_that_agents_know(master: Template) -> None:
    assert master.named("AWS::Events::EventBus", "EventIntake")["Name"] == "config-monitoring"


def test_what_arrives_is_archived_for_the_retention(master: Template) -> None:
    archive = master.named("AWS::Events::Archive", "EventIntake")
    assert archive["RetentionDays"] == 90
    assert archive["EventPattern"] == {"source": ["aws.config"]}


def test_everything_of_config_goes_to_the_queue_with_retries_and_a_dlq(master: Template) -> None:
    rule = master.named("AWS::Events::Rule", "EventIntake")
    (target,) = rule["Targets"]
    assert rule["EventPattern"] == {"source": ["aws.config"]}
    assert logical_ids(target["Arn"]) == queue_id(master, "EventIntakeQueue")
    assert logical_ids(target["DeadLetterConfig"]) == queue_id(master, "EventIntakeDead")
    assert target["RetryPolicy"] == {
        "MaximumEventAgeInSeconds": 24 * 3600,
        "MaximumRetryAttempts": 185,
    }


def test_the_queue_gives_the_function_time_and_an_outage_of_hours_no_dead_letters(
    master: Template,
) -> None:
    queue = master.named("AWS::SQS::Queue", "EventIntakeQueue")
    assert queue["VisibilityTimeout"] > SIX_TIMES_THE_TIMEOUT
    assert queue["RedrivePolicy"]["maxReceiveCount"] == 20
    assert logical_ids(queue["RedrivePolicy"]) == queue_id(master, "EventIntakeDead")


def test_every_queue_is_encrypted_and_refuses_plain_connections(master: Template) -> None:
    for name, queue in master.all("AWS::SQS::Queue").items():
        assert queue["Properties"]["SqsManagedSseEnabled"]
        assert any(denies_plain_connections(item) for item in queue_policy(master, name))


def test_dead_letters_are_kept_for_14_days_and_raise_an_alarm(master: Template) -> None:
    dead = {name for name in master.all("AWS::SQS::Queue") if "DeadLetters" in name}
    for name in dead:
        queue = master.all("AWS::SQS::Queue")[name]["Properties"]
        assert queue["MessageRetentionPeriod"] == 14 * 24 * 3600
    every = [item["Properties"] for item in master.all("AWS::CloudWatch::Alarm").values()]
    alarms = [a for a in every if a.get("MetricName") == "ApproximateNumberOfMessagesVisible"]
    assert set().union(*(logical_ids(alarm["Dimensions"]) for alarm in alarms)) == dead
    assert {alarm["Threshold"] for alarm in alarms} == {0}


def test_eventbridge_may_send_for_this_one_rule_only(master: Template) -> None:
    (rule,) = master.all("AWS::Events::Rule")
    for prefix in ("EventIntakeQueue", "EventIntakeDead"):
        (name,) = queue_id(master, prefix)
        (allowed,) = [item for item in queue_policy(master, name) if item["Effect"] == "Allow"]
        assert allowed["Principal"] == {"Service": "events.amazonaws.com"}
        assert logical_ids(allowed["Condition"]["ArnEquals"]["aws:SourceArn"]) == {rule}


def test_the_function_gives_messages_up_by_itself_long_before_the_queue_does(
    master: Template,
) -> None:
    function = master.named("AWS::Lambda::Function", "HandleConfigEventsFunction")
    told = function["Environment"]["Variables"]
    assert logical_ids(told["DEAD_LETTERS_URL"]) == queue_id(master, "EventIntakeDead")
    assert logical_ids(told["CONFIG_EVENTS_URL"]) == queue_id(master, "EventIntakeQueue")
    assert 1 < int(told["MAX_RECEIVES"]) < 20


def test_the_function_may_send_to_the_dead_letter_queue_and_put_off_what_it_received(
    master: Template,
) -> None:
    statements = master.statements("HandleConfigEventsRole")
    may = {
        action: logical_ids(statement["Resource"])
        for statement in statements
        for action in each(statement["Action"])
    }
    assert may["sqs:SendMessage"] == queue_id(master, "EventIntakeDead")
    assert may["sqs:ChangeMessageVisibility"] == queue_id(master, "EventIntakeQueue")


def test_an_outage_raises_an_alarm_long_before_the_queue_gives_up(master: Template) -> None:
    alarm = master.named("AWS::CloudWatch::Alarm", "HandleConfigEventsEventsWait")
    assert (alarm["MetricName"], alarm["Threshold"]) == ("PutOff", 0)
    assert alarm["Dimensions"] == [{"Name": "service", "Value": "handle-config-events"}]
    assert alarm["EvaluationPeriods"] * alarm["Period"] <= 30 * 60


def queue_id(template: Template, prefix: str) -> set[str]:
    return {name for name in template.all("AWS::SQS::Queue") if name.startswith(prefix)}


def queue_policy(template: Template, queue: str) -> list[dict[str, Any]]:
    policies = [item["Properties"] for item in template.all("AWS::SQS::QueuePolicy").values()]
    return [
        statement
        for item in policies
        if logical_ids(item["Queues"]) == {queue}
        for statement in each(item["PolicyDocument"]["Statement"])
    ]


def denies_plain_connections(statement: dict[str, Any]) -> bool:
    unsafe = {"Bool": {"aws:SecureTransport": "false"}}
    return statement["Effect"] == "Deny" and statement.get("Condition") == unsafe
