"""The function behind the buttons in Slack, the one route to it, and what it may do."""

import json
from typing import Any

import pytest

from lambdas.slack_interactions.settings import SlackInteractionsSettings
from tests.infrastructure.synthesis import Template, each, logical_ids

ROUTE = "POST /slack/interactions"
CHANNEL = "C0123456789"


def routes(template: Template) -> dict[str, dict[str, Any]]:
    found = (item["Properties"] for item in template.all("AWS::ApiGatewayV2::Route").values())
    return {route["RouteKey"]: route for route in found}


def function_id(template: Template) -> str:
    functions = template.all("AWS::Lambda::Function")
    return next(name for name in functions if name.startswith("SlackInteractionsFunction"))


def statements(template: Template) -> list[dict[str, Any]]:
    policies = ("SlackInteractionsRole", "SlackInteractionsHandOver")
    return [item for name in policies for item in template.statements(name)]


def test_without_a_bot_there_is_neither_function_nor_route(master: Template) -> None:
    assert ROUTE not in routes(master)
    for kind in ("AWS::Lambda::Function", "AWS::SQS::Queue", "AWS::CloudWatch::Alarm"):
        assert not [name for name in master.all(kind) if "Interaction" in name]
    assert not [name for name in master.body["Outputs"] if "Interaction" in name]
    stage = master.named("AWS::ApiGatewayV2::Stage", "ComplianceApi")
    assert ROUTE not in stage["RouteSettings"]


def test_slack_reaches_one_address_without_the_authorisation_of_aws(bot: Template) -> None:
    found = routes(bot)
    assert found[ROUTE]["AuthorizationType"] == "NONE"
    assert found["$default"]["AuthorizationType"] == "AWS_IAM"
    assert not [key for key in found if "slack" in key and key != ROUTE]
    (permission,) = [
        item["Properties"]
        for item in bot.all("AWS::Lambda::Permission").values()
        if function_id(bot) in logical_ids(item["Properties"]["FunctionName"])
    ]
    assert permission["Principal"] == "apigateway.amazonaws.com"
    assert "/*/*/slack/interactions" in json.dumps(permission["SourceArn"])


def test_the_address_is_throttled_by_itself_and_an_output(bot: Template) -> None:
    stage = bot.named("AWS::ApiGatewayV2::Stage", "ComplianceApi")
    assert stage["RouteSettings"][ROUTE] == {
        "ThrottlingRateLimit": 20,
        "ThrottlingBurstLimit": 40,
    }
    stages = bot.all("AWS::ApiGatewayV2::Stage").values()
    (waits_for,) = [item["DependsOn"] for item in stages]
    route = next(
        name
        for name, item in bot.all("AWS::ApiGatewayV2::Route").items()
        if item["Properties"]["RouteKey"] == ROUTE
    )
    assert route in waits_for, "API Gateway refuses the limits of a route that is not there yet"
    url = bot.body["Outputs"]["SlackInteractionsUrl"]["Value"]["Fn::Join"][1]
    assert url[-1] == "/slack/interactions"


def test_its_environment_satisfies_its_settings(bot: Template) -> None:
    function = bot.named("AWS::Lambda::Function", "SlackInteractionsFunction")
    given = {
        key: value if isinstance(value, str) else "-".join(sorted(logical_ids(value)))
        for key, value in function["Environment"]["Variables"].items()
    }
    read = SlackInteractionsSettings.model_validate(given)
    assert (read.slack_muters, read.most_mute_days) == (("U0ADA", "S0ONCALL"), 9)
    assert read.slack_channel == CHANNEL
    fields = SlackInteractionsSettings.model_fields.values()
    assert {field.alias for field in fields} <= given.keys()
    assert function["Handler"] == "lambdas.slack_interactions.handler.handler"
    assert given["POWERTOOLS_SERVICE_NAME"] == "slack-interactions"


def test_no_secret_is_in_its_environment(bot: Template) -> None:
    function = bot.named("AWS::Lambda::Function", "SlackInteractionsFunction")
    text = json.dumps(function["Environment"])
    assert "xoxb" not in text
    assert "resolve:secretsmanager" not in text


def test_it_may_do_what_it_needs_and_nothing_else(bot: Template) -> None:
    tables = [name for name in bot.all("AWS::DynamoDB::Table") if name.startswith("Notifications")]
    allowed: dict[str, set[str]] = {}
    for item in statements(bot):
        for action in each(item["Action"]):
            allowed.setdefault(action, set()).update(logical_ids(item["Resource"]))
            if action.startswith("dynamodb:"):
                assert item["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
    assert allowed.keys() == {
        *("logs:CreateLogStream", "logs:PutLogEvents", "secretsmanager:GetSecretValue"),
        *("dynamodb:Query", "dynamodb:GetItem", "dynamodb:BatchGetItem"),
        *("dynamodb:PutItem", "dynamodb:UpdateItem"),
        *("lambda:InvokeFunction", "sqs:SendMessage"),
        *("sqs:GetQueueAttributes", "sqs:GetQueueUrl"),  # with which the CDK lets Lambda send
    }
    assert {name for key in allowed if "dynamodb" in key for name in allowed[key]} == set(tables)
    assert allowed["lambda:InvokeFunction"] == {function_id(bot)}
    link_key, slack = sorted(allowed["secretsmanager:GetSecretValue"])
    assert (link_key[:11], slack[:11]) == ("ReportLinks", "SlackSecret")


def test_it_writes_only_what_buttons_change(bot: Template) -> None:
    written = {
        key
        for item in statements(bot)
        if {"dynamodb:PutItem", "dynamodb:UpdateItem"} & set(each(item["Action"]))
        for key in each(item["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"])
    }
    assert written == {"SEEN#*", "MUTES", "MUTES#AUDIT", "T#*", "CHANNEL"}


def test_what_fails_three_times_is_kept_and_somebody_hears_of_it(bot: Template) -> None:
    (asynchronous,) = [
        item["Properties"]
        for item in bot.all("AWS::Lambda::EventInvokeConfig").values()
        if function_id(bot) in logical_ids(item["Properties"]["FunctionName"])
    ]
    assert asynchronous["MaximumRetryAttempts"] == 2
    kept = logical_ids(asynchronous["DestinationConfig"]["OnFailure"]["Destination"])
    alarm = bot.named("AWS::CloudWatch::Alarm", "InteractionDeadLetters")
    assert logical_ids(alarm["Dimensions"]) == kept
    assert {name[:22] for name in kept} == {"InteractionDeadLetters"}


@pytest.mark.parametrize(
    ("metric", "threshold"),
    [
        ("InteractionsRefusedUnverifiable", 0),
        ("InteractionsRefused", 20),
        ("InteractionsNotTaken", 0),
    ],
)
def test_alarms_say_when_buttons_do_not_work_or_somebody_forges_them(
    bot: Template, metric: str, threshold: int
) -> None:
    (alarm,) = [
        item["Properties"]
        for item in bot.all("AWS::CloudWatch::Alarm").values()
        if item["Properties"].get("MetricName") == metric
    ]
    assert alarm["Threshold"] == threshold
    assert alarm["Dimensions"] == [{"Name": "service", "Value": "slack-interactions"}]
    assert alarm["TreatMissingData"] == "notBreaching"
