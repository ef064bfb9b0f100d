"""Puts the function together, once for each instance of it."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import boto3
from aws_lambda_powertools.utilities.parameters import SecretsProvider
from botocore.config import Config

from lambdas.compliance_api.reports import ReportDesk
from lambdas.compliance_api.settings import ComplianceApiSettings
from shared.adapters.cursor_key import cursor_key
from shared.adapters.dynamodb_compliance_queries import DynamoDbComplianceQueries
from shared.adapters.dynamodb_history_queries import DynamoDbHistoryQueries
from shared.adapters.s3_report_links import S3ReportLinks
from shared.adapters.signed_cursors import SignedCursors
from shared.adapters.signed_links import SignedLinks
from shared.adapters.signing_key import signing_key
from shared.ports.asking import ComplianceQueries, Cursors, HistoryQueries

# Partitions read at the same time.
_THREADS = 8
# A caller waits: few tries, and all of them well within the 29 seconds of the function.
_CLIENT = Config(
    connect_timeout=1,
    read_timeout=4,
    retries={"mode": "standard", "max_attempts": 3},
    max_pool_connections=_THREADS,
)


@dataclass(frozen=True, slots=True)
class Services:
    """What the routes answer from."""

    compliance: ComplianceQueries
    history: HistoryQueries
    cursors: Cursors


@cache
def services() -> Services:
    """Return the services; the environment is read, and refused, at the first invocation."""
    settings = ComplianceApiSettings.model_validate(dict(os.environ))
    client = boto3.client("dynamodb", config=_CLIENT)
    pool = ThreadPoolExecutor(_THREADS)
    return Services(
        DynamoDbComplianceQueries(client, settings.config_compliance_table, pool, now),
        DynamoDbHistoryQueries(client, settings.events_table, pool, now),
        SignedCursors(lambda: cursor_key(_secrets(), settings.cursor_secret_arn)),
    )


@cache
def reports() -> ReportDesk:
    """Return what leads to reports; only their route needs S3."""
    settings = ComplianceApiSettings.model_validate(dict(os.environ))
    # The signature of today's regions; what botocore signs links with by default is older.
    client = boto3.client("s3", config=_CLIENT.merge(Config(signature_version="s3v4")))
    return ReportDesk(
        SignedLinks(lambda: signing_key(_secrets(), settings.report_key_arn)),
        S3ReportLinks(client, settings.reports_bucket),
        now,
    )


@cache
def _secrets() -> SecretsProvider:
    """Return the provider of the key; a first page of a list that ends there needs none."""
    return SecretsProvider(boto_config=_CLIENT)


def now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)
