"""Puts the function together, once for each instance of it."""

import os
from functools import cache

import boto3
from botocore.config import Config

from lambdas.notify_violations.settings import NotifyViolationsSettings
from shared.adapters.deployed_rules import adopt_rules
from shared.adapters.dynamodb_outbox import DynamoDbOutbox
from shared.adapters.dynamodb_pacing import DynamoDbPacing
from shared.adapters.jinja_messages import JinjaMessages
from shared.adapters.slack_alert_channel import slack_alert_channel
from shared.adapters.sqs_alert_dead_letters import SqsAlertDeadLetters
from shared.adapters.sqs_dead_letters import SqsDeadLetters
from shared.adapters.system_clock import SystemClock
from shared.usecases.alert_desk import Desk

# What was posted has to be recorded, at once: that is worth more attempts than usual, and a
# connection that stays open while Slack answers.
_DYNAMODB = Config(
    connect_timeout=2,
    read_timeout=4,
    retries={"mode": "standard", "total_max_attempts": 6},
    tcp_keepalive=True,
)
_OTHERS = Config(connect_timeout=2, read_timeout=4)


@cache
def settings() -> NotifyViolationsSettings:
    """Return the settings; they are read, and refused, at the first invocation."""
    adopt_rules()
    return NotifyViolationsSettings.model_validate(dict(os.environ))


@cache
def desk() -> Desk:
    """Return the ports that telling goes through."""
    clock, told = SystemClock(), settings()
    dynamodb = boto3.client("dynamodb", config=_DYNAMODB)
    secrets = boto3.client("secretsmanager", config=_OTHERS)
    sqs = boto3.client("sqs", config=_OTHERS)
    letters = SqsDeadLetters(sqs, told.alert_dead_letters_url)
    return Desk(
        outbox=DynamoDbOutbox(dynamodb, told.notifications_table, told.retention),
        pacing=DynamoDbPacing(dynamodb, told.notifications_table),
        channel=slack_alert_channel(told.slack, secrets, clock),
        writer=JinjaMessages(),
        dead_letters=SqsAlertDeadLetters(letters),
        clock=clock,
    )
