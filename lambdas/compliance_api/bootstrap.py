"""Puts the function together, once for each instance of it."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import boto3
from aws_lambda_powertools.utilities.parameters import SecretsProvider
from botocore.config import Config

from lambdas.compliance_api.settings import ComplianceApiSettings
from shared.adapters.cursor_key import cursor_key
from shared.adapters.dynamodb_batch_reader import BatchReader
from shared.adapters.dynamodb_compliance_queries import DynamoDbComplianceQueries
from shared.adapters.dynamodb_ends import DynamoDbEnds
from shared.adapters.dynamodb_history_queries import DynamoDbHistoryQueries
from shared.adapters.dynamodb_registry_queries import DynamoDbRegistryQueries
from shared.adapters.dynamodb_snapshots import DynamoDbSnapshots
from shared.adapters.dynamodb_tellings import DynamoDbTellings
from shared.adapters.dynamodb_totals import DynamoDbTotals
from shared.adapters.dynamodb_violations import DynamoDbViolations
from shared.adapters.s3_report_links import S3ReportLinks
from shared.adapters.signed_cursors import SignedCursors
from shared.adapters.signed_links import SignedLinks
from shared.adapters.signing_key import signing_key
from shared.ports.asking import ComplianceQueries, Cursors, HistoryQueries
from shared.ports.overview import (
    EndQueries,
    RegistryQueries,
    SnapshotQueries,
    Tellings,
    ViolationQueries,
)
from shared.ports.totalling import TotalsQueries

# Partitions read at the same time.
_THREADS = 8
# A caller waits: few tries, and all of them well within the 29 seconds of the function.
_CLIENT = Config(
    connect_timeout=1,
    read_timeout=4,
    retries={"mode": "standard", "max_attempts": 3},
    max_pool_connections=_THREADS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What the routes answer from."""

    compliance: ComplianceQueries
    history: HistoryQueries
    violations: ViolationQueries
    tellings: Tellings
    ends: EndQueries
    snapshots: SnapshotQueries
    registry: RegistryQueries
    totals: TotalsQueries
    cursors: Cursors


@dataclass(frozen=True, slots=True)
class ReportDesk:
    """What links to reports are checked with, and where reports are."""

    links: SignedLinks
    shelf: S3ReportLinks


@cache
def settings() -> ComplianceApiSettings:
    """Return the settings; the environment is read, and refused, at the first invocation."""
    return ComplianceApiSettings.model_validate(dict(os.environ))


@cache
def services() -> Services:
    """Return the services."""
    told = settings()
    client = boto3.client("dynamodb", config=_CLIENT)
    table, pool = told.config_compliance_table, ThreadPoolExecutor(_THREADS)
    return Services(
        compliance=DynamoDbComplianceQueries(client, table, pool, now),
        history=DynamoDbHistoryQueries(client, told.events_table, pool, now),
        violations=DynamoDbViolations(client, table, pool),
        tellings=DynamoDbTellings(client, told.notifications_table, pool),
        ends=DynamoDbEnds(BatchReader(client, table, pool), now),
        snapshots=DynamoDbSnapshots(client, table, pool, now),
        registry=DynamoDbRegistryQueries(client, table),
        totals=DynamoDbTotals(client, table, pool, now),
        cursors=SignedCursors(lambda: cursor_key(_secrets(), told.cursor_secret_arn)),
    )


@cache
def reports() -> ReportDesk:
    """Return what leads to reports; only their route needs S3."""
    told = settings()
    # The signature of today's regions; what botocore signs links with by default is older.
    client = boto3.client("s3", config=_CLIENT.merge(Config(signature_version="s3v4")))
    return ReportDesk(
        SignedLinks(lambda: signing_key(_secrets(), told.report_key_arn)),
        S3ReportLinks(client, told.reports_bucket),
    )


@cache
def _secrets() -> SecretsProvider:
    """Return the provider of the key; a first page of a list that ends there needs none."""
    return SecretsProvider(boto_config=_CLIENT)


def now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)
