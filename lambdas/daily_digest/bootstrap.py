"""Puts the function together, once for each instance of it."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

import boto3
from aws_lambda_powertools.utilities.parameters import SecretsProvider
from botocore.config import Config

from lambdas.daily_digest.settings import DailyDigestSettings
from shared.adapters.deployed_console import adopt_console
from shared.adapters.deployed_rules import adopt_rules
from shared.adapters.dynamodb_changed_resources import DynamoDbChangedResources
from shared.adapters.dynamodb_compliance_queries import DynamoDbComplianceQueries
from shared.adapters.dynamodb_digest_queries import DynamoDbDigestQueries
from shared.adapters.dynamodb_digest_store import DynamoDbDigestStore
from shared.adapters.dynamodb_fallback import DynamoDbFallbackCounts
from shared.adapters.dynamodb_listed_rules import DynamoDbListedRules
from shared.adapters.dynamodb_mute_queries import DynamoDbMuteQueries
from shared.adapters.dynamodb_new_rules import DynamoDbNewRules
from shared.adapters.dynamodb_pacing import DynamoDbPacing
from shared.adapters.dynamodb_reconciliation import DynamoDbReconciliations
from shared.adapters.dynamodb_regions import DynamoDbRegions
from shared.adapters.dynamodb_sent_digests import DynamoDbSentDigests
from shared.adapters.dynamodb_silence_norms import DynamoDbSilenceNorms
from shared.adapters.dynamodb_snapshots import DynamoDbSnapshots
from shared.adapters.dynamodb_totals import DynamoDbTotals
from shared.adapters.jinja_messages import JinjaMessages
from shared.adapters.jinja_reports import JinjaReports
from shared.adapters.mutes_with_settings import MuteQueriesWithSettings
from shared.adapters.pooled_open_violations import PooledOpenViolations
from shared.adapters.s3_report_shelf import S3ReportShelf
from shared.adapters.signed_links import SignedLinks
from shared.adapters.signing_key import signing_key
from shared.adapters.slack_alert_channel import slack_alert_channel
from shared.adapters.system_clock import SystemClock
from shared.deployment import deployment
from shared.domain.alert_policy import MEMBER as ALERTING
from shared.domain.alert_policy import read_policy
from shared.domain.mute_documents import mutes_of
from shared.usecases.digest_desk import DigestDesk

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager.client import SecretsManagerClient

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
    """Return the settings; they are read, and refused, at the first invocation."""
    adopt_rules()
    adopt_console()
    return DailyDigestSettings.model_validate(dict(os.environ))


@cache
def desk() -> DigestDesk:
    """Return what the digest is made from and where it goes."""
    clock, told = SystemClock(), settings()
    dynamodb = boto3.client("dynamodb", config=_CLIENT)
    secrets = boto3.client("secretsmanager", config=_CLIENT)
    table, pool = told.config_compliance_table, ThreadPoolExecutor(_THREADS)
    compliance = DynamoDbComplianceQueries(dynamodb, table, pool, clock.now)
    return DigestDesk(
        totals=DynamoDbTotals(dynamodb, table, pool, clock.now),
        queries=DynamoDbDigestQueries(dynamodb, table, pool, clock.now),
        norms=DynamoDbSilenceNorms(dynamodb, table, clock),
        compliance=compliance,
        mutes=MuteQueriesWithSettings(
            DynamoDbMuteQueries(dynamodb, told.notifications_table), mutes_of(deployment())
        ),
        # Each of its reads waits for others: those have a pool of their own.
        violations=PooledOpenViolations(compliance, ThreadPoolExecutor(_THREADS)),
        store=DynamoDbDigestStore(dynamodb, table, told.retention, clock),
        snapshots=DynamoDbSnapshots(dynamodb, table, pool, clock.now),
        reconciliations=DynamoDbReconciliations(dynamodb, table),
        sent=DynamoDbSentDigests(dynamodb, table, told.retention),
        listed=DynamoDbListedRules(dynamodb, table),
        writer=JinjaMessages(charts=told.slack_mode == "bot"),
        pages=JinjaReports(),
        shelf=_shelf(told, secrets),
        channel=slack_alert_channel(told.slack, secrets, clock),
        pacing=DynamoDbPacing(dynamodb, told.notifications_table),
        clock=clock,
        fallback=DynamoDbFallbackCounts(dynamodb, told.notifications_table, clock.now),
        rules=DynamoDbNewRules(dynamodb, table, told.notifications_table),
        policy=read_policy(deployment().get(ALERTING)),
        changed=DynamoDbChangedResources(
            dynamodb, told.events_table, DynamoDbRegions(dynamodb, table), pool, clock.now
        ),
    )


def _shelf(told: DailyDigestSettings, secrets: "SecretsManagerClient") -> S3ReportShelf:
    provider = SecretsProvider(boto3_client=secrets)
    return S3ReportShelf(
        boto3.client("s3", config=_CLIENT),
        told.reports_bucket,
        SignedLinks(lambda: signing_key(provider, told.link_key_arn)),
        api_url=told.api_url,
        lasting=told.links_last,
    )
