"""Puts the function together, once for each instance of it."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, cast

import botocore.session
from botocore.config import Config

from lambdas.compliance_api import restore
from lambdas.compliance_api.settings import ComplianceApiSettings
from shared.adapters.deployed_console import adopt_console
from shared.adapters.deployed_rules import adopt_rules
from shared.adapters.dynamodb_batch_reader import BatchReader
from shared.adapters.dynamodb_compliance_queries import DynamoDbComplianceQueries
from shared.adapters.dynamodb_ends import DynamoDbEnds
from shared.adapters.dynamodb_history_queries import DynamoDbHistoryQueries
from shared.adapters.dynamodb_mutes import DynamoDbMutes
from shared.adapters.dynamodb_regions import DynamoDbRegions
from shared.adapters.dynamodb_registry_queries import DynamoDbRegistryQueries
from shared.adapters.dynamodb_snapshots import DynamoDbSnapshots
from shared.adapters.dynamodb_tellings import DynamoDbTellings
from shared.adapters.dynamodb_totals import DynamoDbTotals
from shared.adapters.dynamodb_violations import DynamoDbViolations
from shared.adapters.mutes_with_settings import MutesWithSettings
from shared.adapters.pooled_open_violations import PooledOpenViolations
from shared.adapters.signed_cursors import SignedCursors
from shared.adapters.signed_links import LeadsTo, SignedLinks
from shared.deployment import deployment
from shared.domain.mute_documents import mutes_of
from shared.ports.asking import ComplianceQueries, Cursors, HistoryQueries
from shared.ports.muting import Mutes, OpenViolations
from shared.ports.overview import (
    EndQueries,
    RegistryQueries,
    SnapshotQueries,
    Tellings,
    ViolationQueries,
)
from shared.ports.totalling import TotalsQueries

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.parameters import SecretsProvider
    from mypy_boto3_dynamodb.client import DynamoDBClient
    from mypy_boto3_s3.client import S3Client

    from shared.adapters.s3_report_links import S3ReportLinks

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
    mutes: Mutes
    open_violations: OpenViolations
    cursors: Cursors


@dataclass(frozen=True, slots=True)
class ReportDesk:
    """What links to reports are checked with, and where reports are."""

    links: SignedLinks
    shelf: "S3ReportLinks"


@cache
def settings() -> ComplianceApiSettings:
    """Return the settings; they are read, and refused, at the first invocation."""
    adopt_rules()
    adopt_console()
    return ComplianceApiSettings.model_validate(dict(os.environ))


@cache
def services() -> Services:
    """Return the services."""
    told = settings()
    client, table = dynamodb(), told.config_compliance_table
    pool, regions = ThreadPoolExecutor(_THREADS), DynamoDbRegions(client, table)
    compliance = DynamoDbComplianceQueries(client, table, pool, now)
    return Services(
        compliance=compliance,
        history=DynamoDbHistoryQueries(client, told.events_table, regions, pool, now),
        violations=DynamoDbViolations(client, table, pool),
        tellings=DynamoDbTellings(client, told.notifications_table, pool),
        ends=DynamoDbEnds(BatchReader(client, table, pool), now),
        snapshots=DynamoDbSnapshots(client, table, pool, now),
        registry=DynamoDbRegistryQueries(client, table),
        totals=DynamoDbTotals(client, table, pool, now),
        mutes=MutesWithSettings(
            DynamoDbMutes(client, told.notifications_table, told.retention),
            mutes_of(deployment()),
        ),
        # Each of its reads waits for others: those have a pool of their own.
        open_violations=PooledOpenViolations(compliance, ThreadPoolExecutor(_THREADS)),
        cursors=SignedCursors(lambda: _signing_key(told.cursor_secret_arn)),
    )


def links(leads_to: LeadsTo) -> SignedLinks:
    """Return what checks links of a kind."""
    told = settings()
    return SignedLinks(lambda: _signing_key(told.link_key_arn), leads_to)


@cache
def reports() -> ReportDesk:
    """Return what leads to reports; only their route needs S3."""
    from shared.adapters.s3_report_links import S3ReportLinks  # noqa: PLC0415 - cold start

    told = settings()
    # The signature of today's regions; what botocore signs links with by default is older.
    config = _CLIENT.merge(Config(signature_version="s3v4"))
    client = cast("S3Client", _session().create_client("s3", config=config))
    return ReportDesk(
        links(LeadsTo.REPORT),
        S3ReportLinks(client, told.reports_bucket),
    )


@cache
def dynamodb() -> "DynamoDBClient":
    """Return the client that reads."""
    return cast("DynamoDBClient", _session().create_client("dynamodb", config=_CLIENT))


@cache
def _session() -> botocore.session.Session:
    """Return what makes clients: what boto3 adds to it is not needed, and slow to import."""
    return botocore.session.get_session()


def _signing_key(arn: str) -> bytes:
    """Return a key; a first page of a list that ends there needs none, nor what reads it."""
    from shared.adapters.signing_key import signing_key  # noqa: PLC0415 - brings boto3 with it

    return signing_key(_secrets(), arn)


@cache
def _secrets() -> "SecretsProvider":
    from aws_lambda_powertools.utilities.parameters import SecretsProvider  # noqa: PLC0415 - too

    return SecretsProvider(boto_config=_CLIENT)


def now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


# Lambda lends a starting function a whole processor: what takes long belongs there, not into the
# first invocation (AWS Lambda developer guide, defined runtime environment variables).
_STARTED = os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE")
if _STARTED:
    dynamodb()
if _STARTED == "snap-start":
    restore.prepare()
