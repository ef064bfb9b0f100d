"""Puts the function together, once for each instance of it."""

import os
from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

from lambdas.slack_interactions.receiving import Reception
from lambdas.slack_interactions.settings import SlackInteractionsSettings
from shared.adapters.deployed_console import adopt_console
from shared.adapters.deployed_links import message_links
from shared.adapters.deployed_rules import adopt_rules
from shared.adapters.dynamodb_mutes import DynamoDbMutes
from shared.adapters.dynamodb_pacing import DynamoDbPacing
from shared.adapters.dynamodb_seen_requests import DynamoDbSeenRequests
from shared.adapters.dynamodb_threads import DynamoDbThreads
from shared.adapters.jinja_interactions import JinjaInteractions
from shared.adapters.jinja_messages import JinjaMessages
from shared.adapters.lambda_errands import LambdaErrands
from shared.adapters.mutes_with_settings import MutesWithSettings
from shared.adapters.secrets_bot_credentials import BOT_CREDENTIALS, BotCredentials
from shared.adapters.secrets_slack import SecretsSlack
from shared.adapters.slack_bot_channel import SlackBotAlertChannel
from shared.adapters.slack_bot_conversation import SlackBotConversation
from shared.adapters.slack_buttons import SlackButtons
from shared.adapters.slack_muters import SlackMuters
from shared.adapters.slack_web_api import SlackWebApi
from shared.adapters.system_clock import SystemClock
from shared.deployment import deployment
from shared.domain.mute_documents import mutes_of
from shared.domain.routing import read_channels
from shared.domain.routing.document import MEMBER as ROUTING
from shared.usecases.answer_interaction import InteractionDesk
from shared.usecases.run_errand import ErrandDesk
from shared.usecases.thread_desk import ThreadDesk

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

# Slack waits 3 seconds for the answer; a form that it has not opened by then it opens no more.
# Within these whoever is slow has to be given up: a group of users, a form, or something of AWS.
_WHO_MAY = 0.8
_AT_ONCE = 1.5
_CLIENT = Config(
    connect_timeout=0.7,
    read_timeout=0.7,
    retries={"mode": "standard", "total_max_attempts": 2},
)
# What was handed over has time.
_PATIENT = Config(
    connect_timeout=2, read_timeout=4, retries={"mode": "standard", "total_max_attempts": 4}
)


@cache
def settings() -> SlackInteractionsSettings:
    """Return the settings; they are read, and refused, at the first invocation."""
    adopt_rules()
    adopt_console()
    return SlackInteractionsSettings.model_validate(dict(os.environ))


@cache
def clock() -> SystemClock:
    """Return the clock."""
    return SystemClock()


@cache
def reception(function: str) -> Reception:
    """Return what requests are checked with and answered from; `function` is this one's name."""
    told = settings()
    quick = SlackWebApi(credentials(), timeout_seconds=_AT_ONCE)
    return Reception(
        credentials=credentials(),
        seen=DynamoDbSeenRequests(
            boto3.client("dynamodb", config=_CLIENT), told.notifications_table
        ),
        clock=clock(),
        desk=InteractionDesk(
            conversation=SlackBotConversation(quick),
            errands=LambdaErrands(boto3.client("lambda", config=_CLIENT), function),
            muters=SlackMuters(quick, told.slack_muters, within=_WHO_MAY),
            writer=JinjaInteractions(),
            longest=told.longest_mute,
        ),
    )


@cache
def errands() -> ErrandDesk:
    """Return what runs errands."""
    told, api = settings(), SlackWebApi(credentials())
    dynamodb = boto3.client("dynamodb", config=_PATIENT)
    table = told.notifications_table
    threads = _threads(api, dynamodb)
    return ErrandDesk(
        conversation=SlackBotConversation(api),
        writer=JinjaInteractions(),
        muters=SlackMuters(api, told.slack_muters),
        mutes=MutesWithSettings(
            DynamoDbMutes(dynamodb, table, told.retention), mutes_of(deployment())
        ),
        threads=threads.get,
        longest=told.longest_mute,
    )


def _threads(api: SlackWebApi, dynamodb: "DynamoDBClient") -> dict[str, ThreadDesk]:
    """Return a desk for each channel that the bot posts to."""
    told, table = settings(), settings().notifications_table
    return {
        name: ThreadDesk(
            threads=DynamoDbThreads(dynamodb, table, told.retention),
            channel=SlackBotAlertChannel(
                api, channel.slack_channel or told.slack_channel, told.interval, clock()
            ),
            pacing=DynamoDbPacing(dynamodb, table),
            writer=messages(),
            clock=clock(),
        )
        for name, channel in read_channels(deployment().get(ROUTING)).items()
        if channel.secret_name is None
    }


@cache
def messages() -> JinjaMessages:
    """Return what writes messages, with what can be done about them."""
    return JinjaMessages(
        buttons=SlackButtons(settings().mute_days),
        links=message_links(settings(), clock()),
    )


@cache
def credentials() -> SecretsSlack[BotCredentials]:
    """Return where the bot's token is, and what Slack signs with."""
    secrets, told = boto3.client("secretsmanager", config=_CLIENT), settings()
    return SecretsSlack(
        secrets, told.slack_secret_arn, BOT_CREDENTIALS, lasting=told.secret_lasts, clock=clock()
    )


# Lambda lends a starting function a whole processor: what takes long belongs there, since Slack
# waits for 3 seconds (AWS Lambda developer guide, defined runtime environment variables).
if "AWS_LAMBDA_INITIALIZATION_TYPE" in os.environ:
    reception(os.environ["AWS_LAMBDA_FUNCTION_NAME"])
