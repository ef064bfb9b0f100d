"""How the functions are deployed: runtime, environment, roles, logs."""

import json
from dataclasses import fields
from importlib import import_module
from typing import Any

import pytest
from pydantic import BaseModel

from tests.builders.functions import STEMS
from tests.infrastructure.synthesis import Template, each, logical_ids

OF_A_BOT = {"slack_interactions"}


def construct(stem: str) -> str:
    return stem.replace("_", " ").title().replace(" ", "")


def environment(master: Template, stem: str) -> dict[str, str]:
    """Return the environment as the function would see it, names and ARNs made up."""
    function = master.named("AWS::Lambda::Function", f"{construct(stem)}Function")
    return {key: rendered(value) for key, value in function["Environment"]["Variables"].items()}


def rendered(value: Any) -> str:
    return value if isinstance(value, str) else "-".join(sorted(logical_ids(value)))


@pytest.mark.parametrize("stem", STEMS)
def test_the_environment_satisfies_the_settings_of_the_function(
    bot: Template, master: Template, stem: str
) -> None:
    model = getattr(import_module(f"lambdas.{stem}.settings"), f"{construct(stem)}Settings")
    for template in (bot,) if stem in OF_A_BOT else (bot, master):
        given = environment(template, stem)
        asked_for = validated(model, given)
        assert asked_for <= given.keys(), "a default would hide that the template lacks a setting"


def validated(model: Any, given: dict[str, str]) -> set[str]:
    """Check an environment against the settings; return the variables that they ask for."""
    if not issubclass(model, BaseModel):  # HandleConfigEvents reads its own without pydantic
        model.read(given)
        return {field.name.upper() for field in fields(model)}
    model.model_validate(given)
    return {field.alias or name.upper() for name, field in model.model_fields.items()}


def test_settings_of_the_deployment_reach_the_functions(alone: Template) -> None:
    notify, digest = environment(alone, "notify_violations"), environment(alone, "daily_digest")
    assert notify["RETENTION_DAYS"] == "30"
    assert notify["GROUPING_WINDOW_SECONDS"] == "900"
    woken = alone.named("AWS::Lambda::EventSourceMapping", "NotifyViolations")
    assert woken["MaximumBatchingWindowInSeconds"] == 300  # Lambda gathers no longer
    assert notify["SLACK_MESSAGE_INTERVAL_SECONDS"] == "0.5"
    assert environment(alone, "handle_config_events")["HISTORY_ANNOTATIONS"] == "false"
    for stem in STEMS:
        assert environment(alone, stem)["MASKED_IN_LOGS"] == "resource_id,user"
    assert notify["SLACK_SECRET_SECONDS"] == digest["SLACK_SECRET_SECONDS"] == "60"
    assert digest["DIGEST_TIME_ZONE"] == "Europe/Berlin"
    assert digest["POWERTOOLS_LOG_LEVEL"] == "DEBUG"
    for environment_of in (digest, environment(alone, "reconcile")):
        assert environment_of["RECONCILE_HOURS"] == "166"
        assert environment_of["AGENT_REGIONS"] == "eu-central-1,us-east-1"


def test_the_digest_knows_the_listed_accounts_and_none_where_an_organisation_decides(
    master: Template, organisation: dict[str, Template]
) -> None:
    assert environment(master, "daily_digest")["AGENT_ACCOUNTS"] == "222222222222,333333333333"
    decided = environment(organisation["ConfigMonitoringMaster"], "daily_digest")
    assert decided["AGENT_ACCOUNTS"] == ""


@pytest.mark.parametrize("stem", STEMS)
def test_a_function_runs_its_own_handler_on_python_3_13_for_arm(bot: Template, stem: str) -> None:
    function = bot.named("AWS::Lambda::Function", f"{construct(stem)}Function")
    assert function["Runtime"] == "python3.13"
    assert function["Handler"] == f"lambdas.{stem}.handler.handler"
    assert function["Architectures"] == ["arm64"]
    variables = function["Environment"]["Variables"]
    assert variables["POWERTOOLS_SERVICE_NAME"] == stem.replace("_", "-")


@pytest.mark.parametrize("stem", STEMS)
def test_a_function_has_a_role_of_its_own_and_writes_to_its_log_group_only(
    bot: Template, stem: str
) -> None:
    function = bot.named("AWS::Lambda::Function", f"{construct(stem)}Function")
    log_group = logical_ids(function["LoggingConfig"]["LogGroup"])
    assert logical_ids(function["Role"]) == role_ids(bot, f"{construct(stem)}Role")
    (logs,) = [
        item
        for item in bot.statements(f"{construct(stem)}Role")
        if "logs:PutLogEvents" in each(item["Action"])
    ]
    assert logical_ids(logs["Resource"]) == log_group


def test_no_policy_allows_everything_but_listing_streams(master: Template) -> None:
    wide = {
        action
        for policy in master.all("AWS::IAM::Policy").values()
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        for action in each(statement["Action"])
        if "*" in action or "*" in each(statement["Resource"])
    }
    assert wide == {"dynamodb:ListStreams"}
    roles = master.all("AWS::IAM::Role").values()
    assert not any("ManagedPolicyArns" in role["Properties"] for role in roles)


def test_logs_are_kept_for_30_days(master: Template) -> None:
    groups = master.all("AWS::Logs::LogGroup").values()
    assert {group["Properties"]["RetentionInDays"] for group in groups} == {30}


def test_the_queue_feeds_batches_and_takes_back_single_failures(master: Template) -> None:
    source = master.named("AWS::Lambda::EventSourceMapping", "HandleConfigEvents")
    assert source["BatchSize"] == 20
    assert source["MaximumBatchingWindowInSeconds"] == 1
    assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert source["ScalingConfig"]["MaximumConcurrency"] >= 2


def test_what_is_put_into_the_outbox_wakes_the_notifier(master: Template) -> None:
    source = master.named("AWS::Lambda::EventSourceMapping", "NotifyViolations")
    [chosen] = source["FilterCriteria"]["Filters"]
    assert json.loads(chosen["Pattern"]) == {
        "eventName": ["INSERT"],
        "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "V#"}, {"prefix": "F#"}, {"prefix": "C#"}]}}},
    }
    assert source["StartingPosition"] == "TRIM_HORIZON"
    assert source["MaximumRetryAttempts"] == 2


def test_the_stream_gathers_for_the_grouping_window(master: Template) -> None:
    source = master.named("AWS::Lambda::EventSourceMapping", "NotifyViolations")
    assert source["MaximumBatchingWindowInSeconds"] == 10


def test_the_slack_secret_begins_without_a_webhook(master: Template) -> None:
    secret = master.named("AWS::SecretsManager::Secret", "SlackSecret")
    assert secret["Name"] == "config-monitoring/slack"
    assert secret["SecretString"] == '{"webhook_url":""}'


def role_ids(template: Template, prefix: str) -> set[str]:
    return {name for name in template.all("AWS::IAM::Role") if name.startswith(prefix)}
