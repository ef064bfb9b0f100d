"""Where alerts go that nobody takes, and who hears of it."""

from tests.infrastructure.synthesis import Template, each, logical_ids


def queue_of(template: Template, prefix: str) -> set[str]:
    return {name for name in template.all("AWS::SQS::Queue") if name.startswith(prefix)}


def test_what_slack_refuses_for_good_goes_to_a_queue_of_its_own(master: Template) -> None:
    function = master.named("AWS::Lambda::Function", "NotifyViolationsFunction")
    url = function["Environment"]["Variables"]["ALERT_DEAD_LETTERS_URL"]
    assert logical_ids(url) == queue_of(master, "AlertDeadLetters")
    output = master.body["Outputs"]["AlertDeadLettersUrl"]["Value"]
    assert logical_ids(output) == queue_of(master, "AlertDeadLetters")


def test_the_notifier_may_do_nothing_there_but_send(master: Template) -> None:
    alerts = queue_of(master, "AlertDeadLetters")
    may = [
        action
        for statement in master.statements("NotifyViolationsRole")
        if alerts & logical_ids(statement["Resource"])
        for action in each(statement["Action"])
    ]
    assert may == ["sqs:SendMessage"]


def test_an_alarm_says_that_an_alert_is_there(master: Template) -> None:
    alarm = master.named("AWS::CloudWatch::Alarm", "AlertDeadLetters")
    assert "Alerts that Slack refused for good" in alarm["AlarmDescription"]
    assert logical_ids(alarm["Dimensions"]) == queue_of(master, "AlertDeadLetters")
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (0, "GreaterThanThreshold")
