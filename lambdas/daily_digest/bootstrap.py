"""Puts the function together, once for each instance of it."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cache

import boto3
from botocore.config import Config

from lambdas.daily_digest.settings import DailyDigestSettings
from shared.adapters.dynamodb_compliance_queries import DynamoDbComplianceQueries
from shared.adapters.dynamodb_digest_store import DynamoDbDigestStore
from shared.adapters.dynamodb_reconciliation import DynamoDbReconciliations
from shared.adapters.jinja_messages import JinjaMessages
from shared.adapters.secrets_webhook_url import SecretsWebhookUrl
from shared.adapters.slack_webhook_alert_channel import SlackWebhookAlertChannel
from shared.adapters.system_clock import SystemClock
from shared.usecases.send_daily_digest import DigestDesk

# Partitions read at the same time.
_THREADS = 8
_CLIENT = Config(
    connect_timeout=2,
    read_timeout=8,
    retries={"mode": "standard", "total_max_attempts": 6},
    max_pool_connections=_THREADS,
)


@cache
def settings() -> DailyDigestSettings:
    """Return the settings; the environment is read, and refused, at the first invocation."""
    return DailyDigestSettings.model_validate(dict(os.environ))


@cache
def desk() -> DigestDesk:
    """Return what the digest is made from and where it goes."""
    clock, told = SystemClock(), settings()
    dynamodb = boto3.client("dynamodb", config=_CLIENT)
    secrets = boto3.client("secretsmanager", config=_CLIENT)
    url = SecretsWebhookUrl(secrets, told.slack_secret_arn)
    table, pool = told.config_compliance_table, ThreadPoolExecutor(_THREADS)
    return DigestDesk(
        queries=DynamoDbComplianceQueries(dynamodb, table, pool, clock.now),
        store=DynamoDbDigestStore(dynamodb, table, told.retention, clock),
        reports=DynamoDbReconciliations(dynamodb, table),
        writer=JinjaMessages(),
        channel=SlackWebhookAlertChannel(url, timedelta(), clock),
        clock=clock,
    )
