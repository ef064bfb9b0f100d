"""Puts the function together, once for each instance of it."""

import os
from functools import cache

import boto3
from botocore.config import Config

from lambdas.notify_violations.settings import NotifyViolationsSettings
from shared.adapters.dynamodb_outbox import DynamoDbOutbox
from shared.adapters.jinja_messages import JinjaMessages
from shared.adapters.secrets_webhook_url import SecretsWebhookUrl
from shared.adapters.slack_webhook_alert_channel import SlackWebhookAlertChannel
from shared.adapters.system_clock import SystemClock
from shared.usecases.alert_desk import Desk

# What was posted has to be recorded: that is worth more attempts than usual.
_DYNAMODB = Config(
    connect_timeout=2, read_timeout=4, retries={"mode": "standard", "total_max_attempts": 6}
)
_SECRETS = Config(connect_timeout=2, read_timeout=4)


@cache
def settings() -> NotifyViolationsSettings:
    """Return the settings; the environment is read, and refused, at the first invocation."""
    return NotifyViolationsSettings.model_validate(dict(os.environ))


@cache
def desk() -> Desk:
    """Return the ports that telling goes through."""
    clock, told = SystemClock(), settings()
    dynamodb = boto3.client("dynamodb", config=_DYNAMODB)
    url = SecretsWebhookUrl(boto3.client("secretsmanager", config=_SECRETS), told.slack_secret_arn)
    return Desk(
        outbox=DynamoDbOutbox(dynamodb, told.notifications_table, told.retention),
        channel=SlackWebhookAlertChannel(url, told.interval, clock),
        writer=JinjaMessages(),
        clock=clock,
    )
